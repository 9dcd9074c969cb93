package io.yizhan.eligibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is known of somebody who looks for what concerns them; what is not given is not known.
 *
 * @param is by what it is about ({@code size}, {@code tag}), what is so
 * @param isNot by what it is about, what is not so
 * @param ranges by what it is about, between what an amount or a day lies
 * @param day on which it is asked: whoever was registered long enough today was not always
 */
public record Profile(Map<String, List<String>> is, Map<String, List<String>> isNot, Map<String, Range> ranges, LocalDate day) {
    /** So many values of one thing at most: each is held against each condition that is about it. */
    public static final int MOST_VALUES = 200;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,6})?");
    private static final Known NOTHING = new Known(List.of(), List.of());
    private static final Range ANYWHERE = new Range(Optional.empty(), Optional.empty());

    /** What is known of one thing. */
    record Known(List<String> is, List<String> isNot) {}

    public Profile {
        is = normal(is);
        isNot = normal(isNot);
        ranges = Collections.unmodifiableMap(new TreeMap<>(ranges));
    }

    private static Map<String, List<String>> normal(Map<String, List<String>> given) {
        Map<String, List<String>> all = new TreeMap<>();
        given.forEach((about, values) -> all.put(about, values.stream().flatMap(value -> Condition.known(about, value).stream()).distinct().toList()));
        return Collections.unmodifiableMap(all);
    }

    /** Nothing but the day. */
    public static Profile unknown(LocalDate day) {
        return new Profile(Map.of(), Map.of(), Map.of(), day);
    }

    /**
     * Reads {@code {"region": "520102", "size": "micro", "registeredOn": "2025-03-01", "tags": [..], "employees": {"atLeast": 21, "below": 300},
     * "not": {"tags": [..]}}}. Names are those conditions are about, in either form; what cannot be read is left out, which is: not
     * known; so is what has more than {@value #MOST_VALUES} values.
     */
    public static Profile read(JsonNode json, LocalDate day) {
        return ProfileForm.read(json, day);
    }

    /** The same somebody, of whom more is known; of {@code is}, only what may have several values is added to. */
    Profile and(Profile more) {
        Map<String, List<String>> so = new LinkedHashMap<>(is);
        more.is.forEach((about, values) -> so.merge(about, values, about.equals(Condition.TAG) ? Profile::both : (before, after) -> after));
        Map<String, List<String>> notSo = new LinkedHashMap<>(isNot);
        more.isNot.forEach((about, values) -> notSo.merge(about, values, Profile::both));
        Map<String, Range> between = new LinkedHashMap<>(ranges);
        between.putAll(more.ranges);
        return new Profile(so, notSo, between, day);
    }

    private static List<String> both(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    Known known(String about) {
        return is.containsKey(about) || isNot.containsKey(about)
                ? new Known(is.getOrDefault(about, List.of()), isNot.getOrDefault(about, List.of()))
                : NOTHING;
    }

    Range range(String about) {
        return ranges.getOrDefault(about, ANYWHERE);
    }

    /** A number or a day; empty for what is neither. */
    static Optional<BigDecimal> amount(String value) {
        return NUMBER.matcher(value).matches() ? Optional.of(new BigDecimal(value)) : day(value);
    }

    private static Optional<BigDecimal> day(String value) {
        try {
            return Optional.of(BigDecimal.valueOf(LocalDate.parse(value).toEpochDay()));
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
