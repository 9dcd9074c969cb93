package io.yizhan.finding;

import io.yizhan.catalogue.Comparison;
import io.yizhan.catalogue.Search;
import io.yizhan.catalogue.Search.Order;
import io.yizhan.contract.Kind;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the query of an address asks for (application/x-www-form-urlencoded, UTF-8).
 *
 * @param parameters by name; one that is given twice is malformed
 * @param strict whether one that nobody knows is malformed too: some conventions carry signatures beside them
 */
record Wanted(Map<String, String> parameters, Optional<String> twice, boolean strict) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final String FROM = "-from";
    private static final int USUAL = 20;
    private static final int USUAL_EACH = 5;

    /** @param csv whether it is wanted as a file for people */
    record Compared(Comparison.Asked asked, boolean csv) {}

    /** A parameter that says what cannot be; the value itself is not repeated. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        Wrong(String place, String expected) {
            super(place, null, false, false);
            this.refusal = Refusal.of(RefusalCode.MALFORMED, place, expected);
        }
    }

    static Wanted of(WireRequest request, boolean strict) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String twice = null;
        String query = request.uri().getRawQuery();
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            String name = decoded(pair.replaceFirst("=.*", ""));
            twice = parameters.put(name, pair.contains("=") ? decoded(pair.substring(pair.indexOf('=') + 1)) : "") == null ? twice : name;
        }
        return new Wanted(parameters, Optional.ofNullable(twice), strict);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            return text;
        }
    }

    Outcome<Search> search(Kind.Feed feed) {
        return read(() -> {
            Map<String, List<String>> facets = new LinkedHashMap<>();
            feed.facets().keySet().stream().filter(name -> !name.equals("region")).forEach(name -> values(name).ifPresent(values -> facets.put(name, values)));
            Map<String, LocalDate> holding = new LinkedHashMap<>();
            List<String> windows = feed.dates().keySet().stream().filter(name -> name.endsWith(FROM)).map(name -> name.substring(0, name.length() - FROM.length())).toList();
            windows.forEach(name -> text(name).ifPresent(day -> holding.put(name, day(name, day))));
            List<String> known = new ArrayList<>(List.of("words", "region", "sort", "size", "after"));
            known.addAll(feed.facets().keySet());
            known.addAll(windows);
            only(Set.copyOf(known));
            return new Search(text("words").orElse(""), facets, text("region"), holding, order(), number("size", USUAL), text("after"));
        });
    }

    private Order order() {
        Optional<String> sort = text("sort").filter(name -> !name.equals("relevance"));
        return sort.map(name -> name.startsWith("-") ? Order.latest(name.substring(1)) : Order.earliest(name)).orElse(Order.RELEVANCE);
    }

    Outcome<Compared> comparison() {
        return read(() -> {
            only(Set.of("by", "value", "regions", "each", "format"));
            String format = text("format").orElse("json");
            if (!Set.of("json", "csv").contains(format)) {
                throw new Wrong("format", "json or csv");
            }
            Comparison.Asked asked = new Comparison.Asked(
                    needed("by", "the name of a facet"), needed("value", "a value of that facet"), values("regions").orElse(List.of()), number("each", USUAL_EACH));
            return new Compared(asked, format.equals("csv"));
        });
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read();
    }

    private static <T> Outcome<T> read(Reader<T> reader) {
        try {
            return Outcome.of(reader.read());
        } catch (Wrong wrong) {
            return Outcome.refused(wrong.refusal);
        }
    }

    private void only(Set<String> known) {
        twice.ifPresent(name -> {
            throw new Wrong(known.contains(name) ? name : "", "each parameter once");
        });
        if (strict && !known.containsAll(parameters.keySet())) {
            throw new Wrong("", "no parameters but " + String.join(", ", known.stream().sorted().toList()));
        }
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    private String needed(String name, String expected) {
        return text(name).orElseThrow(() -> new Wrong(name, expected));
    }

    private Optional<List<String>> values(String name) {
        return text(name).map(text -> List.of(text.split(",")));
    }

    private int number(String name, int usual) {
        return text(name).map(text -> {
            if (!NUMBER.matcher(text).matches()) {
                throw new Wrong(name, "a number");
            }
            return Integer.parseInt(text);
        }).orElse(usual);
    }

    private static LocalDate day(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException noDay) {
            throw new Wrong(name, "a day, for instance 2026-11-22");
        }
    }
}
