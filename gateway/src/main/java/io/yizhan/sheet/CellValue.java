package io.yizhan.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.yizhan.sheet.Columns.As;
import io.yizhan.sheet.Columns.Column;
import io.yizhan.sheet.Lines.Cell;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What one cell says, as its column has it written. */
final class CellValue {
    /** With a time after it, as databases write: the day is what counts. */
    private static final Pattern DAY = Pattern.compile("([0-9]{4})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))"
            + "(?:[ T]+([01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\\.[0-9]{1,9})?)?)?");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,8})?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,15}");
    private static final Set<String> YES = Set.of("是", "有", "y", "yes", "true", "1");
    private static final Set<String> NO = Set.of("否", "无", "n", "no", "false", "0");

    private CellValue() {}

    /** Missing where nothing stands there, empty where it is not what the column wants. */
    static Optional<JsonNode> read(Cell cell, Column column) {
        if (cell.broken()) {
            return Optional.empty();
        }
        if (cell.text().isEmpty()) {
            return Optional.of(MissingNode.getInstance());
        }
        if (column.also().contains(cell.text())) {
            return Optional.of(TextNode.valueOf(cell.text()));
        }
        return column.split()
                .map(between -> several(cell, column.as(), between).map(all -> column.join().map(join -> joined(all, join)).orElse(all)))
                .orElseGet(() -> one(cell.text(), cell.day(), column.as()));
    }

    private static JsonNode joined(JsonNode all, String between) {
        return TextNode.valueOf(StreamSupport.stream(all.spliterator(), false).map(JsonNode::asText).collect(Collectors.joining(between)));
    }

    static String expected(Column column) {
        String also = column.also().isEmpty() ? "" : ", or " + String.join(", ", column.also());
        return column.expected().orElseGet(() -> expected(column.as()) + also);
    }

    private static String expected(As as) {
        return switch (as) {
            case TEXT -> "text";
            case NUMBER -> "a number";
            case WHOLE -> "a whole number";
            case DATE -> "a date, for instance 2026-11-22";
            case YES_NO -> "是 or 否";
        };
    }

    private static Optional<JsonNode> several(Cell cell, As as, Pattern between) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (String text : between.split(cell.text())) {
            Optional<JsonNode> value = text.isBlank() ? Optional.of(MissingNode.getInstance()) : one(text.strip(), cell.day(), as);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            value.filter(each -> !each.isMissingNode()).ifPresent(all::add);
        }
        return Optional.of(all);
    }

    private static Optional<JsonNode> one(String written, Optional<LocalDate> day, As as) {
        // digits and signs may be full-width
        String text = Normalizer.normalize(written, Normalizer.Form.NFKC);
        return switch (as) {
            case TEXT -> Optional.of(TextNode.valueOf(day.map(LocalDate::toString).orElse(written)));
            case NUMBER -> Optional.of(text).filter(NUMBER.asMatchPredicate()).map(number -> DecimalNode.valueOf(new BigDecimal(number)));
            case WHOLE -> Optional.of(text).filter(WHOLE.asMatchPredicate()).map(number -> LongNode.valueOf(Long.parseLong(number)));
            case DATE -> day.or(() -> day(text)).map(each -> TextNode.valueOf(each.toString()));
            case YES_NO -> yesOrNo(text.toLowerCase(Locale.ROOT));
        };
    }

    private static Optional<JsonNode> yesOrNo(String text) {
        return YES.contains(text) || NO.contains(text) ? Optional.of(BooleanNode.valueOf(YES.contains(text))) : Optional.empty();
    }

    private static Optional<LocalDate> day(String text) {
        Matcher parts = DAY.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        boolean apart = parts.group(2) != null;
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(apart ? 2 : 4)), Integer.parseInt(parts.group(apart ? 3 : 5))));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
