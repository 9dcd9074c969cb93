package io.yizhan.convention;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A word that descriptions use. */
interface Labelled {
    String label();

    /**
     * @throws IllegalArgumentException if the word is none of them, saying which there are
     */
    static <E extends Labelled> E named(E[] all, String label) {
        return Arrays.stream(all).filter(one -> one.label().equals(label)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "expected " + Arrays.stream(all).map(Labelled::label).collect(Collectors.joining(", "))));
    }
}
