package io.yizhan.mapping;

import java.util.function.IntUnaryOperator;

/** The two widths of Latin letters, digits, signs and the space, as Chinese text has them (Unicode, U+FF01 to U+FF5E and U+3000). */
final class Width {
    private static final int OFFSET = '！' - '!';
    private static final char WIDE_SPACE = '　';

    private Width() {}

    static String full(String text) {
        return each(text, c -> c == ' ' ? WIDE_SPACE : c > ' ' && c <= '~' ? c + OFFSET : c);
    }

    static String half(String text) {
        return each(text, c -> c == WIDE_SPACE ? ' ' : c >= '！' && c <= '～' ? c - OFFSET : c);
    }

    private static String each(String text, IntUnaryOperator change) {
        StringBuilder changed = new StringBuilder(text.length());
        text.codePoints().map(change).forEach(changed::appendCodePoint);
        return changed.toString();
    }
}
