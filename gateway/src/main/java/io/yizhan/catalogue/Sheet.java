package io.yizhan.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A comparison as a table of texts. */
final class Sheet {
    private static final CsvMapper CSV = CsvMapper.builder().enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS).build();
    /** What spreadsheets take for the beginning of a formula, also in its wide form. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private static final String REGION = "region";
    private static final String PUBLISHER = "publisher";
    private static final String ID = "id";

    private Sheet() {}

    static String of(Comparison comparison) {
        List<List<String>> lines = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of(REGION, PUBLISHER, ID));
        heading.addAll(comparison.columns());
        lines.add(heading);
        comparison.rows().forEach(row -> lines.add(line(row, comparison.columns())));
        try {
            return CSV.writer(CsvSchema.emptySchema().withLineSeparator("\r\n")).writeValueAsString(lines);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts can be written", impossible);
        }
    }

    private static List<String> line(Comparison.Row row, List<String> columns) {
        List<String> line = new ArrayList<>(List.of(row.region(), row.key().publisher(), row.key().id()));
        columns.forEach(column -> line.add(text(row.cells().get(column))));
        return line.stream().map(Sheet::harmless).toList();
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** Lists one below the other, objects as their names and values. */
    private static String text(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false).map(Sheet::text).collect(Collectors.joining("\n"));
        }
        if (node.isObject()) {
            return node.properties().stream().map(Sheet::member).collect(Collectors.joining("; "));
        }
        return node.isNull() ? "" : node.asText();
    }

    private static String member(Map.Entry<String, JsonNode> member) {
        return member.getKey() + ": " + text(member.getValue()).replace("\n", " | ");
    }
}
