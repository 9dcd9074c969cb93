package io.yizhan.sandbox.cases;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** How a platform writes a text. @param read the way back @param fits which texts there is a way back for */
record Shape(UnaryOperator<String> write, UnaryOperator<String> read, Predicate<String> fits) {
    static final Shape PLAIN = new Shape(text -> text, text -> text);
    /** {@code 2026-11-23 09:00:05} */
    static final Shape BLANK_BETWEEN = time("yyyy-MM-dd HH:mm:ss");
    /** {@code 20261123090005} */
    static final Shape DIGITS = time("yyyyMMddHHmmss");
    static final Shape WITH_OFFSET = new Shape(text -> text + "+08:00", text -> text.replaceFirst("\\+08:00$", ""));
    static final Shape DATE_DIGITS = date("yyyyMMdd");
    static final Shape DATE_CHINESE = date("yyyy年M月d日");
    /** A region in twelve digits. */
    static final Shape TWELVE = new Shape(text -> text + "000000", text -> text.replaceFirst("000000$", ""));

    private Shape(UnaryOperator<String> write, UnaryOperator<String> read) {
        this(write, read, text -> true);
    }

    static Shape coded(Codes codes) {
        return new Shape(codes::code, codes::name, codes.codes()::contains);
    }

    private static Shape time(String pattern) {
        DateTimeFormatter form = DateTimeFormatter.ofPattern(pattern);
        return new Shape(text -> form.format(LocalDateTime.parse(text)), text -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(LocalDateTime.parse(text, form)));
    }

    private static Shape date(String pattern) {
        DateTimeFormatter form = DateTimeFormatter.ofPattern(pattern);
        return new Shape(text -> form.format(LocalDate.parse(text)), text -> LocalDate.parse(text, form).toString());
    }
}
