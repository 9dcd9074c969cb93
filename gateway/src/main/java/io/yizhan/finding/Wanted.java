package io.yizhan.finding;

import static java.util.stream.Collectors.toSet;

import io.yizhan.catalogue.Comparison;
import io.yizhan.catalogue.Quality.Rated;
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
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the query of an address asks for (application/x-www-form-urlencoded, UTF-8).
 *
 * @param parameters by name; one that is given twice is malformed
 * @param strict whether one that nobody knows is malformed too: some conventions carry signatures beside them
 */
record Wanted(Map<String, String> parameters, Optional<String> twice, boolean strict) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Pattern RATED = Pattern.compile("([0-9]{1,3})/(.+)", Pattern.DOTALL);
    private static final String FROM = "-from";
    private static final String TO = "-to";
    private static final String EFFECTIVE = "effective";
    private static final String ANY = "any";
    /** Of all facets the one that reaches beyond its own values. */
    private static final String REGION = "region";
    private static final int USUAL = 20;
    private static final int USUAL_EACH = 5;

    /** @param csv whether it is wanted as a file for people */
    record Compared(Comparison.Asked asked, boolean csv) {}

    /**
     * Of a publisher's own items.
     *
     * @param after the last one of an earlier answer
     */
    record Page(Optional<String> id, int size, Optional<Rated> after) {
        static String cursor(Rated last) {
            byte[] text = (last.score() + "/" + last.id()).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
        }

        private static Optional<Rated> read(String cursor) {
            try {
                Matcher parts = RATED.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
                return parts.matches() ? Optional.of(new Rated(parts.group(2), Integer.parseInt(parts.group(1)))) : Optional.empty();
            } catch (IllegalArgumentException noBase64) {
                return Optional.empty();
            }
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

    /** Escapes that are none were turned away with the address. */
    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    Outcome<Search> search(Kind.Feed feed, LocalDate today) {
        List<String> windows = windows(feed);
        Set<String> known = Stream.of(List.of("words", "region", "sort", "size", "after"), feed.facets().keySet(), windows).flatMap(Collection::stream).collect(toSet());
        return wrong(known).or(() -> noNumber("size")).or(() -> windows.stream().flatMap(name -> noDay(name).stream()).findFirst())
                .<Outcome<Search>>map(Outcome::refused)
                .orElseGet(() -> Outcome.of(new Search(
                        text("words").orElse(""), facets(feed), text("region"), days(windows), order(windows, today), number("size", USUAL), text("after"))));
    }

    private static List<String> windows(Kind.Feed feed) {
        return feed.dates().keySet().stream().filter(name -> name.endsWith(FROM)).map(name -> name.substring(0, name.length() - FROM.length())).toList();
    }

    private Map<String, List<String>> facets(Kind.Feed feed) {
        Map<String, List<String>> facets = new LinkedHashMap<>();
        feed.facets().keySet().stream().filter(name -> !name.equals(REGION)).forEach(name -> values(name).ifPresent(values -> facets.put(name, values)));
        return facets;
    }

    private Map<String, LocalDate> days(List<String> windows) {
        Map<String, LocalDate> days = new LinkedHashMap<>();
        windows.forEach(name -> text(name).flatMap(Wanted::day).ifPresent(day -> days.put(name, day)));
        return days;
    }

    private Order order(List<String> windows, LocalDate today) {
        Optional<String> sort = text("sort").filter(name -> !name.equals("relevance"));
        return sort.map(name -> name.startsWith("-") ? Order.latest(name.substring(1)) : earliest(name, windows, today)).orElse(Order.RELEVANCE);
    }

    /** Of deadlines, those that are yet to come; where a day is named on which a window is open, all that are open then. */
    private Order earliest(String name, List<String> windows, LocalDate today) {
        boolean deadline = windows.stream().anyMatch(window -> name.equals(window + TO) && text(window).isEmpty());
        return deadline ? Order.deadline(name, today) : Order.earliest(name);
    }

    /** Of what is in force today, where it does not say {@code effective}: where items never are, any. */
    Outcome<Compared> comparison(Kind.Feed feed, LocalDate today) {
        String format = text("format").orElse("json");
        Optional<LocalDate> usual = windows(feed).contains(EFFECTIVE) ? Optional.of(today) : Optional.empty();
        Optional<String> effective = text(EFFECTIVE).filter(day -> !day.equals(ANY));
        return wrong(Set.of("by", "value", "regions", "each", "format", EFFECTIVE))
                .or(() -> effective.filter(day -> day(day).isEmpty()).flatMap(day -> malformed(EFFECTIVE, "a day, for instance 2026-11-22, or " + ANY)))
                .or(() -> noNumber("each"))
                .or(() -> missing("by", "the name of a facet"))
                .or(() -> missing("value", "a value of that facet"))
                .or(() -> Set.of("json", "csv").contains(format) ? Optional.empty() : malformed("format", "json or csv"))
                .<Outcome<Compared>>map(Outcome::refused)
                .orElseGet(() -> Outcome.of(new Compared(
                        new Comparison.Asked(
                                text("by").orElseThrow(), text("value").orElseThrow(), values("regions").orElse(List.of()), number("each", USUAL_EACH),
                                text(EFFECTIVE).isEmpty() ? usual : effective.flatMap(Wanted::day)),
                        format.equals("csv"))));
    }

    Outcome<Page> page() {
        Optional<String> after = text("after");
        Optional<Rated> last = after.flatMap(Page::read);
        return wrong(Set.of("id", "size", "after"))
                .or(() -> noNumber("size"))
                .or(() -> after.isPresent() != last.isPresent() ? malformed("after", "what an answer gave") : Optional.empty())
                .or(() -> number("size", USUAL) < 1 || number("size", USUAL) > Search.LARGEST ? malformed("size", "1 to " + Search.LARGEST) : Optional.empty())
                .<Outcome<Page>>map(Outcome::refused)
                .orElseGet(() -> Outcome.of(new Page(text("id"), number("size", USUAL), last)));
    }

    /** What is wrong with the parameters as such. The values themselves are never repeated. */
    private Optional<Refusal> wrong(Set<String> known) {
        if (twice.isPresent()) {
            return malformed(twice.filter(known::contains).orElse(""), "each parameter once");
        }
        return strict && !known.containsAll(parameters.keySet())
                ? malformed("", "no parameters but " + String.join(", ", known.stream().sorted().toList()))
                : Optional.empty();
    }

    private Optional<Refusal> missing(String name, String expected) {
        return text(name).isPresent() ? Optional.empty() : malformed(name, expected);
    }

    private Optional<Refusal> noNumber(String name) {
        return text(name).filter(NUMBER.asMatchPredicate().negate()).flatMap(value -> malformed(name, "a number"));
    }

    private Optional<Refusal> noDay(String name) {
        return text(name).filter(value -> day(value).isEmpty()).flatMap(value -> malformed(name, "a day, for instance 2026-11-22"));
    }

    private static Optional<Refusal> malformed(String place, String expected) {
        return Optional.of(Refusal.of(RefusalCode.MALFORMED, place, expected));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    private Optional<List<String>> values(String name) {
        return text(name).map(text -> List.of(text.split(",")));
    }

    private int number(String name, int usual) {
        return text(name).map(Integer::parseInt).orElse(usual);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }
}
