package io.yizhan.mapping;

import java.text.Normalizer;

/**
 * Names folded for comparing, never for showing: what clerks type differently for the same name becomes the same.
 *
 * <ul>
 *   <li>full-width and half-width forms become the ordinary ones (NFKC of that block and of the small brackets only: the whole of NFKC
 *       would also make one of ① and 1, or of ㈱ and (株), which are different names);
 *   <li>round, square, tortoise-shell and lenticular brackets become round ones;
 *   <li>the middle dot of transcribed names, in every form seen, and the full stop typed for it become ·;
 *   <li>spaces, the ideographic and the invisible ones too, go away.
 * </ul>
 *
 * Letter case, simplified and traditional characters stay apart.
 */
final class Names {
    private static final String MIDDLE_DOTS = "·•・‧∙⋅.․ᐧ⸱";
    private static final String OPENING = "([〔【";
    private static final String CLOSING = ")]〕】";

    private Names() {}

    static String fold(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        Normalizer.normalize(narrowed(name), Normalizer.Form.NFC).codePoints()
                .filter(Names::visible)
                .map(Names::shape)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** Only the blocks of width variants: half-width and full-width forms, small form variants. */
    private static String narrowed(String name) {
        StringBuilder narrowed = new StringBuilder(name.length());
        name.codePoints().forEach(point -> {
            boolean widthVariant = (point >= 0xFF00 && point <= 0xFFEF) || (point >= 0xFE50 && point <= 0xFE6F);
            String one = Character.toString(point);
            narrowed.append(widthVariant ? Normalizer.normalize(one, Normalizer.Form.NFKC) : one);
        });
        return narrowed.toString();
    }

    private static boolean visible(int point) {
        return !Character.isSpaceChar(point) && !Character.isWhitespace(point) && Character.getType(point) != Character.FORMAT;
    }

    private static int shape(int point) {
        if (MIDDLE_DOTS.indexOf(point) >= 0) {
            return '·';
        }
        if (OPENING.indexOf(point) >= 0) {
            return '(';
        }
        return CLOSING.indexOf(point) >= 0 ? ')' : point;
    }
}
