package io.yizhan.convention;

import io.yizhan.vocabulary.Headers;
import java.util.Locale;
import java.util.Set;

/** Changes to header fields. */
final class Fields {
    private Fields() {}

    /** A copy without the fields of these lower-case names. */
    static Headers without(Headers headers, Set<String> names) {
        return new Headers(headers.fields().stream()
                .filter(field -> !names.contains(field.name().toLowerCase(Locale.ROOT)))
                .toList());
    }
}
