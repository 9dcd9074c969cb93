package io.yizhan.vocabulary;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** HTTP header fields in the order they were sent; names compare without regard to case (RFC 9110 §5.1). Immutable. */
public record Headers(List<Field> fields) {

    /** One field line. */
    public record Field(String name, String value) {}

    public Headers {
        fields = List.copyOf(fields);
    }

    public static Headers none() {
        return new Headers(List.of());
    }

    /** From name, value, name, value … */
    public static Headers of(String... namesAndValues) {
        Headers headers = none();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers = headers.with(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    /** The first value of a field. */
    public Optional<String> first(String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value).findFirst();
    }

    /** Every value of a field, in order. */
    public List<String> all(String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value).toList();
    }

    /** The names present, lower-case, in order of first appearance. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        fields.forEach(field -> names.add(field.name().toLowerCase(Locale.ROOT)));
        return names;
    }

    /** A copy with one more field line. */
    public Headers with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Headers(more);
    }

    /** A copy with the lines of another after these. */
    public Headers and(Headers others) {
        List<Field> more = new ArrayList<>(fields);
        more.addAll(others.fields);
        return new Headers(more);
    }

    /** A copy without the fields of these names, which are lower-case. */
    public Headers without(Set<String> names) {
        return new Headers(fields.stream().filter(field -> !names.contains(field.name().toLowerCase(Locale.ROOT))).toList());
    }

    /** Never the values: they may be secret. */
    @Override
    public String toString() {
        return names().toString();
    }
}
