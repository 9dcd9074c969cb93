package io.yizhan.contract;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/** How a text is shown to those who may recognise it but not read it. Characters are Unicode's: names with rare characters are not cut in two. */
enum Mask {
    /** A person's name keeps its first character (张**); one of more than four characters, an organisation's, its first two and last one. */
    NAME(name -> length(name) > 4 ? middle(name, 2, 1) : middle(name, 1, 0)),
    /** A code keeps its first four and last two characters; a short one, where these would be most of it, none. */
    CODE(code -> length(code) < 10 ? "*".repeat(length(code)) : middle(code, 4, 2)),
    /** Free text keeps nothing, not even its length. */
    TEXT(text -> "***");

    private final UnaryOperator<String> way;

    Mask(UnaryOperator<String> way) {
        this.way = way;
    }

    String apply(String clear) {
        return way.apply(clear);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String middle(String text, int first, int last) {
        int[] points = text.codePoints().toArray();
        int end = points.length - last;
        if (points.length > first + last) {
            Arrays.fill(points, first, end, '*');
        } else {
            Arrays.fill(points, '*');
        }
        return new String(points, 0, points.length);
    }
}
