package io.yizhan.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The number of an official document (发文字号, GB/T 9704-2012): who issued it, the year in brackets, a serial number.
 *
 * @param serial empty where only the first parts are given
 */
record DocumentNumber(String issuer, String year, String serial) {
    private static final Pattern SEEN = Pattern.compile("(\\p{IsHan}{0,16})\\s?[\\[(](\\d{4})[\\])]\\s?(?:第?\\s?0{0,4}(\\d{1,5})\\s?号?)?");
    private static final int SHORTEST_ISSUER = 2;

    /** Where in a folded text one is written. */
    record Seen(DocumentNumber number, int from, int to) {}

    /** The number that a text is, from beginning to end. */
    static Optional<DocumentNumber> whole(String folded) {
        Matcher seen = SEEN.matcher(folded.strip());
        return seen.matches() && seen.group(3) != null && seen.group(1).length() >= SHORTEST_ISSUER
                ? Optional.of(of(seen.toMatchResult()))
                : Optional.empty();
    }

    /** All numbers in a text, in order. */
    static List<Seen> in(String folded) {
        return SEEN.matcher(folded).results().map(seen -> new Seen(of(seen), seen.start(), seen.end())).toList();
    }

    private static DocumentNumber of(MatchResult seen) {
        return new DocumentNumber(seen.group(1), seen.group(2), seen.group(3) == null ? "" : seen.group(3));
    }

    /** As a whole, the one form in which two are compared. */
    String term() {
        return issuer + "[" + year + "]" + serial;
    }

    /** What an item with it is found by: the whole of it, and all but its serial number or its issuer. */
    List<String> terms() {
        return List.of(term(), issuer + "[" + year + "]", "[" + year + "]" + serial);
    }

    /** What it may be, written by somebody who says other things before it without a space. */
    List<String> possible() {
        List<String> terms = new ArrayList<>();
        for (int from = 0; from + SHORTEST_ISSUER <= issuer.length(); from++) {
            terms.add(new DocumentNumber(issuer.substring(from), year, serial).term());
        }
        return Stream.concat(terms.stream(), issuer.isEmpty() && !serial.isEmpty() ? Stream.of(term()) : Stream.empty()).toList();
    }
}
