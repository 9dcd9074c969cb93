package io.yizhan.following;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.figures.Figure;
import io.yizhan.figures.Figures.Total;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Figures as people look at them: a row for each region and month. */
record Table(Map<Line, Map<Figure, Total>> rows) {
    private static final int DIGITS = 2;
    private static final List<String> HEADS = Stream.concat(
                    Stream.of("region", "month"), Stream.of(Figure.values()).flatMap(figure -> names(figure).stream()))
            .toList();

    /** @param region empty where nobody knows, or it is about one item */
    private record Line(String region, YearMonth month) {}

    static Table of(List<Total> totals) {
        Map<Line, Map<Figure, Total>> rows = new LinkedHashMap<>();
        totals.forEach(total -> rows.computeIfAbsent(new Line(total.region(), total.month()), first -> new EnumMap<>(Figure.class)).put(total.figure(), total));
        return new Table(rows);
    }

    private static List<String> names(Figure figure) {
        return switch (figure) {
            case PAID -> List.of("paid", "paidAmount");
            case RATED -> List.of("rated", "rating");
            default -> List.of(figure.word());
        };
    }

    ObjectNode json() {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        ArrayNode figures = told.putArray("figures");
        rows.forEach((line, row) -> {
            ObjectNode node = figures.addObject();
            if (!line.region().isEmpty()) {
                node.put("region", line.region());
            }
            node.put("month", line.month().toString());
            for (Figure figure : Figure.values()) {
                Total total = row.get(figure);
                node.put(figure.word(), total == null ? 0 : total.many());
                if (total != null && total.many() > 0 && figure == Figure.PAID) {
                    node.put("paidAmount", total.amount().toPlainString());
                } else if (total != null && total.many() > 0 && figure == Figure.RATED) {
                    node.put("rating", mean(total));
                }
            }
        });
        return told;
    }

    private static BigDecimal mean(Total total) {
        return total.amount().divide(BigDecimal.valueOf(total.many()), DIGITS, RoundingMode.HALF_UP);
    }

    /** Nothing in it needs quoting: digits, points and hyphens. */
    String csv() {
        List<String> lines = new ArrayList<>(List.of(String.join(",", HEADS)));
        json().path("figures").forEach(row -> lines.add(HEADS.stream().map(head -> row.path(head).asText()).collect(Collectors.joining(","))));
        return String.join("\r\n", lines) + "\r\n";
    }
}
