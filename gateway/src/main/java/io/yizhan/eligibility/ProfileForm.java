package io.yizhan.eligibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.eligibility.Range.Cut;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** How somebody is described in JSON. */
final class ProfileForm {
    private static final String NOT = "not";
    private static final String REGISTERED_ON = "registered-on";
    private static final String REGISTERED_YEARS = "registered-years";
    private static final Map<String, String> SEVERAL = Map.of("tags", Condition.TAG, "audiences", Condition.AUDIENCE);
    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    private ProfileForm() {}

    static Profile read(JsonNode json, LocalDate day) {
        Map<String, List<String>> is = new LinkedHashMap<>();
        Map<String, List<String>> isNot = new LinkedHashMap<>();
        Map<String, Range> ranges = new LinkedHashMap<>();
        json.properties().forEach(field -> {
            String about = about(field.getKey());
            texts(field.getValue()).filter(values -> !about.equals(NOT)).ifPresent(values -> is.put(about, values));
            range(field.getValue()).ifPresent(range -> ranges.put(about, range));
        });
        json.path(NOT).properties().forEach(field -> texts(field.getValue()).ifPresent(values -> isNot.put(about(field.getKey()), values)));
        years(ranges, day).ifPresent(years -> ranges.putIfAbsent(REGISTERED_YEARS, years));
        return new Profile(is, isNot, ranges, day);
    }

    /** {@code registeredOn} is {@code registered-on}, {@code tags} are each a {@code tag}, and {@code audiences} an {@code audience}. */
    private static String about(String name) {
        String about = name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        return SEVERAL.getOrDefault(about, about);
    }

    private static Optional<List<String>> texts(JsonNode node) {
        if (node.isArray() && node.size() > Profile.MOST_VALUES) {
            return Optional.empty();
        }
        if (node.isArray()) {
            return Optional.of(StreamSupport.stream(node.spliterator(), false).filter(JsonNode::isValueNode).map(JsonNode::asText).toList());
        }
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank() ? Optional.of(List.of(node.asText())) : Optional.empty();
    }

    private static Optional<Range> range(JsonNode node) {
        if (!node.isObject()) {
            return node.isValueNode() ? Profile.amount(node.asText()).map(Range::exactly) : Optional.empty();
        }
        Optional<Cut> low = amount(node, "atLeast").map(Cut::before).or(() -> amount(node, "above").map(Cut::after));
        Optional<Cut> high = amount(node, "atMost").map(Cut::after).or(() -> amount(node, "below").map(Cut::before));
        return low.isPresent() || high.isPresent() ? Optional.of(new Range(low, high)) : Optional.empty();
    }

    private static Optional<BigDecimal> amount(JsonNode node, String name) {
        return Profile.amount(node.path(name).asText());
    }

    /** How long somebody has been registered, where the day of it is known: exactly some months, or between two whole numbers of them. */
    private static Optional<Range> years(Map<String, Range> ranges, LocalDate day) {
        return Optional.ofNullable(ranges.get(REGISTERED_ON))
                .filter(range -> range.equals(range.low().map(low -> Range.exactly(low.amount())).orElse(null)))
                .map(range -> LocalDate.ofEpochDay(range.low().orElseThrow().amount().longValue()))
                .filter(registered -> !registered.isAfter(day))
                .map(registered -> {
                    long months = ChronoUnit.MONTHS.between(registered, day);
                    return registered.plusMonths(months).equals(day)
                            ? Range.exactly(years(months))
                            : new Range(Optional.of(Cut.after(years(months))), Optional.of(Cut.before(years(months + 1))));
                });
    }

    private static BigDecimal years(long months) {
        return BigDecimal.valueOf(months).divide(MONTHS, 6, RoundingMode.HALF_UP);
    }
}
