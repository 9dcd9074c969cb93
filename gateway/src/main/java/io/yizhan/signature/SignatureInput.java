package io.yizhan.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.StringItem;

/**
 * What a signature covers and says of itself (RFC 9421 §2.3).
 *
 * @param covered in the order they are signed, none twice
 * @param parameters in order: {@code created} and {@code expires} as whole seconds ({@code Long}), {@code keyid}, {@code alg}, {@code nonce} and
 *     {@code tag} as text; others are text, a number or a truth value
 */
public record SignatureInput(List<Component> covered, Map<String, Object> parameters) {
    /** The most components one signature may cover here: far more than any message has fields, and an end to the work. */
    private static final int MOST_COMPONENTS = 128;

    public SignatureInput {
        covered = List.copyOf(covered);
        if (covered.size() > MOST_COMPONENTS || new HashSet<>(covered).size() < covered.size()) {
            throw new IllegalArgumentException("a signature covers each component once, and at most " + MOST_COMPONENTS);
        }
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    public Optional<Instant> created() {
        return time("created");
    }

    public Optional<Instant> expires() {
        return time("expires");
    }

    public Optional<String> keyId() {
        return text("keyid");
    }

    public Optional<String> algorithm() {
        return text("alg");
    }

    public boolean covers(Component component) {
        return covered.stream().anyMatch(one -> one.covers(component));
    }

    /** As it stands in Signature-Input and at the end of the signature base. */
    public String serialise() {
        return list().serialize();
    }

    InnerList list() {
        List<Item<? extends Object>> items = new ArrayList<>();
        covered.forEach(component -> items.add(component.item()));
        return InnerList.valueOf(items).withParams(Parameters.valueOf(parameters));
    }

    /**
     * Reads one member of the field Signature-Input.
     *
     * @throws IllegalArgumentException if it is none
     */
    static SignatureInput read(ListElement<? extends Object> member) {
        if (!(member instanceof InnerList list)) {
            throw new IllegalArgumentException("a member of signature-input is an inner list");
        }
        List<Component> covered = new ArrayList<>();
        list.get().forEach(item -> covered.add(component(item)));
        return new SignatureInput(covered, values(list.getParams()));
    }

    private static Component component(Item<? extends Object> item) {
        if (!(item instanceof StringItem name)) {
            throw new IllegalArgumentException("a component's name is a string");
        }
        return new Component(name.get(), values(name.getParams()));
    }

    private static Map<String, Object> values(Parameters parameters) {
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach((name, item) -> values.put(name, simple(item.get(), item)));
        return values;
    }

    /** Bytes, decimals and tokens belong to no registered parameter, and a token could not be told from a string afterwards. */
    private static Object simple(Object value, Item<? extends Object> item) {
        if (value instanceof Boolean || value instanceof Long || item instanceof StringItem) {
            return value;
        }
        throw new IllegalArgumentException("a signature's parameter is text, a whole number or a truth value");
    }

    private Optional<Instant> time(String name) {
        return parameters.get(name) instanceof Long seconds ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
    }

    private Optional<String> text(String name) {
        return parameters.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
