package io.yizhan.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Words that mean the same, from {@code catalogue/synonyms.txt}.
 *
 * @param groups by each of its words
 * @param longest characters of the longest word
 */
record Synonyms(Map<String, Set<String>> groups, int longest) {
    private static final String SHIPPED = "/catalogue/synonyms.txt";

    static Synonyms shipped() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(Synonyms.class.getResourceAsStream(SHIPPED)), StandardCharsets.UTF_8))) {
            return of(lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Synonyms of(List<String> lines) {
        Map<String, Set<String>> groups = new HashMap<>();
        for (String line : lines) {
            List<String> words = Arrays.stream(line.split(",")).map(String::strip).map(Analysis::fold).toList();
            words.forEach(word -> groups.computeIfAbsent(word, first -> new LinkedHashSet<>(List.of(word))).addAll(words));
        }
        return new Synonyms(groups, groups.keySet().stream().mapToInt(String::length).max().orElse(0));
    }

    /** The longest word known that begins at a place of a text; empty where none does. */
    String at(String folded, int place) {
        for (int length = Math.min(longest, folded.length() - place); length > 0; length--) {
            String word = folded.substring(place, place + length);
            if (groups.containsKey(word)) {
                return word;
            }
        }
        return "";
    }
}
