package io.yizhan.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The number of an official document (发文字号, GB/T 9704-2012): who issued it, the year in brackets, a serial number.
 *
 * @param serial empty where only the first parts are given
 */
record DocumentNumber(String issuer, String year, String serial) {
    /** From its brackets on: to look for the issuer first would look at every character of a text many times. */
    private static final Pattern YEAR = Pattern.compile("[\\[(](\\d{4})[\\])]\\s?(?:第?\\s?0{0,4}(\\d{1,5})\\s?号?)?");
    private static final int LONGEST_ISSUER = 16;
    private static final int SHORTEST_ISSUER = 2;

    /** Where in a folded text one is written. */
    record Seen(DocumentNumber number, int from, int to) {}

    /** The number that a text is, from beginning to end. */
    static Optional<DocumentNumber> whole(String folded) {
        String text = folded.strip();
        return in(text).stream()
                .filter(seen -> seen.from() == 0 && seen.to() == text.length())
                .map(Seen::number)
                .filter(number -> !number.serial().isEmpty() && number.issuer().length() >= SHORTEST_ISSUER)
                .findFirst();
    }

    /** All numbers in a text, in order. */
    static List<Seen> in(String folded) {
        return YEAR.matcher(folded).results().map(year -> seen(year, folded)).toList();
    }

    private static Seen seen(MatchResult year, String folded) {
        int end = year.start() > 0 && folded.charAt(year.start() - 1) == ' ' ? year.start() - 1 : year.start();
        int from = end;
        while (from > 0 && end - from < LONGEST_ISSUER && Character.isIdeographic(folded.charAt(from - 1))) {
            from--;
        }
        String serial = year.group(2) == null ? "" : year.group(2);
        return new Seen(new DocumentNumber(folded.substring(from, end), year.group(1), serial), from, year.end());
    }

    /** As a whole, the one form in which two are compared. */
    String term() {
        return issuer + "[" + year + "]" + serial;
    }

    /** What an item with it is found by: the whole of it, and all but its serial number or its issuer. */
    List<String> terms() {
        return List.of(term(), issuer + "[" + year + "]", "[" + year + "]" + serial);
    }

    /** What is found by it where it is mentioned: each end of its issuer that may be meant, with its serial number and without, and without any. */
    Set<String> mentioned() {
        Set<String> terms = new LinkedHashSet<>();
        Stream.of(this, new DocumentNumber(issuer, year, "")).forEach(number -> terms.addAll(number.possible()));
        if (!serial.isEmpty()) {
            terms.add(new DocumentNumber("", year, serial).term());
        }
        return terms;
    }

    /** Whether it is what somebody may mean who writes another one. */
    boolean meantBy(DocumentNumber written) {
        return mentioned().stream().anyMatch(Set.copyOf(written.possible())::contains);
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
