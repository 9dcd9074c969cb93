package io.yizhan.catalogue;

import io.yizhan.vocabulary.Digest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in an item stands what. Places are JSON pointers; where one leads to a list, each of its values counts, and through lists of objects
 * each of theirs. Some names have a meaning here: the facet {@code region} holds codes of divisions, {@code validity} says whether an item is
 * in force, {@code unclassified} holds words no table of themes knows; dates {@code x-from} and {@code x-to} are a window {@code x}, and
 * {@code abolished} ends the window {@code effective}.
 *
 * @param search what keywords are looked for in, and how much a hit there counts
 * @param facets by name, what is counted and filtered by; {@code <conditions>[about=size]/values}, where conditions stand, is what conditions
 *     that are about it leave possible: filtered by, not counted
 * @param dates by name, what is sorted and filtered by
 * @param compare by name, what is laid side by side
 * @param match where conditions and benefits stand
 */
public record Layout(
        Map<String, Integer> search, Map<String, String> facets, Map<String, String> dates, Map<String, String> compare, Optional<Match> match) {
    public static final String REGION = "region";
    public static final String VALIDITY = "validity";
    public static final String UNCLASSIFIED = "unclassified";
    public static final String EFFECTIVE = "effective";
    public static final String APPLY = "apply";
    public static final String ABOLISHED = "abolished";
    public static final String PUBLISHED = "published";
    public static final String WRITTEN = "written";
    private static final Pattern OF_CONDITIONS = Pattern.compile("(.*)\\[about=([a-z-]+)\\]/values");
    static final String FROM = "-from";
    static final String TO = "-to";

    /**
     * @param conditions a list of them, all of which must hold
     * @param benefits a list of them
     * @param when inside a benefit, the conditions under which it is this one that applies
     * @param audience what somebody must be one of, where anything stands there
     */
    public record Match(String conditions, String benefits, String when, Optional<String> audience) {}

    public Layout {
        search = ordered(search);
        facets = ordered(facets);
        dates = ordered(dates);
        compare = ordered(compare);
        if (search.isEmpty() || search.values().stream().anyMatch(weight -> weight < 1)) {
            throw new IllegalArgumentException("there is at least one place to search, each with a weight of 1 or more");
        }
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** What the conditions are about that a facet looks at; empty for a facet that does not look at conditions. */
    Optional<String> about(String facet) {
        Matcher ofConditions = OF_CONDITIONS.matcher(facets.get(facet));
        return match.filter(place -> ofConditions.matches() && ofConditions.group(1).equals(place.conditions())).map(place -> ofConditions.group(2));
    }

    /** Names of the pairs of dates between which something holds. */
    List<String> windows() {
        return dates.keySet().stream()
                .filter(name -> name.endsWith(FROM))
                .map(name -> name.substring(0, name.length() - FROM.length()))
                .filter(name -> dates.containsKey(name + TO))
                .toList();
    }

    /** What items are sorted by where nothing else tells them apart, the newest first. */
    Optional<String> age() {
        return dates.containsKey(PUBLISHED) ? Optional.of(PUBLISHED) : dates.keySet().stream().findFirst();
    }

    /** The place that counts most. */
    String heading() {
        return search.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }

    /** Tells layouts apart: an index of another one is of no use. */
    String fingerprint() {
        return Digest.ofTexts(search.toString(), facets.toString(), dates.toString(), match.toString()).toString();
    }
}
