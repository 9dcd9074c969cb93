package io.yizhan.eligibility;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Branches of industry (GB/T 4754-2017), from {@code eligibility/industries.txt}: people write a section by its letter, whatever is below it by
 * digits, with the letter before them or without. Here digits always have their section's letter, so that what lies in a branch begins with it;
 * one that contradicts its digits does not count.
 */
final class Industry {
    private static final String SHIPPED = "/eligibility/industries.txt";
    private static final Pattern LINE = Pattern.compile("([A-Z]) (\\d\\d)-(\\d\\d)");
    private static final Pattern CODE = Pattern.compile("([A-Z]?)(\\d{1,4})");
    private static final int DIVISION = 2;
    /** By division its section. */
    private static final Map<String, String> SECTIONS = read();

    private Industry() {}

    private static Map<String, String> read() {
        Map<String, String> sections = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(Industry.class.getResourceAsStream(SHIPPED)), StandardCharsets.UTF_8))) {
            lines.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> IntStream
                    .rangeClosed(Integer.parseInt(line.group(2)), Integer.parseInt(line.group(3)))
                    .forEach(division -> sections.put(String.format("%02d", division), line.group(1))));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return sections;
    }

    /** What a condition names. A single digit is no branch, but many begin with it. */
    static List<String> named(String written) {
        String text = text(written);
        Matcher code = CODE.matcher(text);
        if (!code.matches() || code.group(2).length() >= DIVISION) {
            return List.of(code(text));
        }
        return SECTIONS.keySet().stream()
                .filter(division -> division.startsWith(code.group(2)) && SECTIONS.get(division).startsWith(code.group(1)))
                .map(Industry::code)
                .toList();
    }

    /** What somebody is; empty where it tells nothing. */
    static Optional<String> known(String written) {
        String text = text(written);
        Matcher code = CODE.matcher(text);
        String told = code.matches() && code.group(2).length() < DIVISION ? code.group(1) : code(text);
        return Optional.of(told).filter(some -> !some.isEmpty());
    }

    private static String text(String written) {
        return written.strip().toUpperCase(Locale.ROOT);
    }

    private static String code(String text) {
        Matcher code = CODE.matcher(text);
        if (!code.matches()) {
            return text;
        }
        String digits = code.group(2);
        return SECTIONS.getOrDefault(digits.substring(0, DIVISION), "") + digits;
    }
}
