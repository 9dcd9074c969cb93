package io.yizhan.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a field can say of a file: the words of the mark {@code x-file}. */
enum FilePart {
    LINK,
    MEDIA_TYPE,
    DIGEST,
    SIZE;

    static FilePart of(String written) {
        return Optional.of(written)
                .flatMap(word -> Arrays.stream(values()).filter(part -> part.word().equals(word)).findFirst())
                .orElseThrow(() -> new IllegalArgumentException("x-file is one of " + words()));
    }

    private static String words() {
        return Arrays.stream(values()).map(FilePart::word).collect(Collectors.joining(", "));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
