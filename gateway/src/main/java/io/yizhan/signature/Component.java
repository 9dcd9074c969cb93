package io.yizhan.signature;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.StringItem;

/**
 * The name of a part of a message that a signature can cover (RFC 9421 §2): a header field, or a derived component beginning with {@code @}.
 *
 * @param name lower-case
 * @param parameters in order: {@code true} for {@code sf}, {@code bs}, {@code req} and {@code tr}, text for {@code key} and {@code name}.
 *     Two components are equal whatever the order.
 */
public record Component(String name, Map<String, Object> parameters) {
    /** Parameters under which a component still stands for the whole field. */
    private static final Set<String> WHOLE = Set.of("sf", "bs");

    public Component {
        if (name.isEmpty() || name.chars().anyMatch(c -> c < 0x21 || c > 0x7e || Character.isUpperCase(c))) {
            throw new IllegalArgumentException("a component's name is lower-case and visible ASCII");
        }
        if (!parameters.values().stream().allMatch(value -> Boolean.TRUE.equals(value) || value instanceof String)) {
            throw new IllegalArgumentException("a component's parameter is true or text");
        }
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    public static Component of(String name) {
        return new Component(name, Map.of());
    }

    /** One member of a field that is a dictionary (RFC 9421 §2.1.2), of the request that an answer belongs to (§2.4). */
    public static Component ofRequest(String field, String member) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("req", Boolean.TRUE);
        parameters.put("key", member);
        return new Component(field, parameters);
    }

    public boolean derived() {
        return name.startsWith("@");
    }

    public boolean has(String parameter) {
        return parameters.containsKey(parameter);
    }

    /** Whether whoever signs this component signs everything another names: the same one, or the same field in another encoding. */
    public boolean covers(Component other) {
        return equals(other) || name.equals(other.name) && other.parameters.isEmpty() && !derived() && WHOLE.containsAll(parameters.keySet());
    }

    /** As it stands in the signature base: {@code "content-digest"}, {@code "@query-param";name="id"}. */
    public String serialise() {
        return item().serialize();
    }

    StringItem item() {
        return StringItem.valueOf(name).withParams(Parameters.valueOf(parameters));
    }

    @Override
    public String toString() {
        return serialise();
    }
}
