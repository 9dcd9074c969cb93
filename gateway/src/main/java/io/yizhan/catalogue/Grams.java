package io.yizhan.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * What a folded text is indexed by: each ideograph, each two neighbours of them, each run of other letters and each run of digits. Thus a word is
 * found wherever it stands, in whatever words the text around it would be divided.
 */
final class Grams {
    /** Of longer runs only the beginning counts. */
    private static final int LONGEST = 64;
    private static final byte[] KINDS = kinds();
    private static final byte NEITHER = 0;
    private static final byte IDEOGRAPH = 1;
    private static final byte LETTER = 2;
    private static final byte DIGIT = 3;

    private Grams() {}

    /** Takes one after the other, those that begin earlier first. */
    interface Taking {
        /** @param single whether it is one ideograph of several side by side, which the pairs tell of as well */
        void gram(int from, int to, boolean single);
    }

    /**
     * One of a text.
     *
     * @param single whether it is an ideograph by itself
     */
    record Gram(String term, int from, boolean single) {}

    private static byte[] kinds() {
        byte[] kinds = new byte[Character.MAX_VALUE + 1];
        for (int c = 0; c < kinds.length; c++) {
            kinds[c] = kindOf(c);
        }
        return kinds;
    }

    private static byte kindOf(int codePoint) {
        if (Character.isIdeographic(codePoint)) {
            return IDEOGRAPH;
        }
        if (Character.isDigit(codePoint)) {
            return DIGIT;
        }
        int type = Character.getType(codePoint);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        return mark || Character.isLetter(codePoint) ? LETTER : NEITHER;
    }

    private static byte kind(String text, int place) {
        char c = text.charAt(place);
        return Character.isHighSurrogate(c) ? kindOf(text.codePointAt(place)) : KINDS[c];
    }

    private static int after(String text, int place) {
        return place + (Character.isHighSurrogate(text.charAt(place)) ? Character.charCount(text.codePointAt(place)) : 1);
    }

    static void each(String text, Taking taking) {
        int place = 0;
        while (place < text.length()) {
            byte kind = kind(text, place);
            int end = after(text, place);
            while (end < text.length() && kind(text, end) == kind) {
                end = after(text, end);
            }
            if (kind == IDEOGRAPH) {
                ideographs(text, place, end, taking);
            } else if (kind != NEITHER) {
                taking.gram(place, Math.min(end, place + LONGEST), false);
            }
            place = end;
        }
    }

    private static void ideographs(String text, int from, int to, Taking taking) {
        for (int place = from; place < to; place = after(text, place)) {
            int next = after(text, place);
            taking.gram(place, next, true);
            if (next < to) {
                taking.gram(place, after(text, next), false);
            }
        }
    }

    /** As few as cover all of a text. */
    static List<Gram> covering(String text) {
        List<Gram> all = new ArrayList<>();
        int[] covered = {0};
        each(text, (from, to, single) -> {
            boolean last = to == text.length() || kind(text, to) != kind(text, from);
            // of abcd: ab and cd; of abc: ab and bc; a pair that begins within another only where there is no further one
            boolean needed = single ? alone(text, from, to) : from >= covered[0] || last && to > covered[0];
            if (needed) {
                all.add(new Gram(text.substring(from, to), from, single));
                covered[0] = to;
            }
        });
        return all;
    }

    private static boolean alone(String text, int from, int to) {
        boolean before = from > 0 && kind(text, text.offsetByCodePoints(from, -1)) == IDEOGRAPH;
        return !before && (to == text.length() || kind(text, to) != IDEOGRAPH);
    }

    /** Whether something that begins or ends there is not torn out of a run of letters or digits. */
    static boolean whole(String text, int from, int to) {
        return parted(text, from) && parted(text, to);
    }

    private static boolean parted(String text, int place) {
        if (place == 0 || place == text.length()) {
            return true;
        }
        byte kind = kind(text, place);
        return kind == NEITHER || kind == IDEOGRAPH || kind != kind(text, text.offsetByCodePoints(place, -1));
    }
}
