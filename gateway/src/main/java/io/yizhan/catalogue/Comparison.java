package io.yizhan.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Items side by side.
 *
 * @param columns their names, in order
 * @param rows in the order of the regions that were asked for; a region without items has none
 * @param without codes of the regions that have no such item
 */
public record Comparison(List<String> columns, List<Row> rows, List<String> without) {

    /**
     * @param region as it was asked for
     * @param cells by the name of the column, what stands there: one value, a list of several, or null
     */
    public record Row(String region, Key key, Map<String, JsonNode> cells) {}

    /**
     * What is to be laid side by side: items with one value of a facet, of several regions.
     *
     * @param regions codes of 2 to {@value #MOST_REGIONS}; only what is for the region itself, not what is for one it lies in
     * @param facet one whose values items have; what conditions leave possible is not compared by
     * @param each how many items of each region at most, the newest first
     * @param effective on which day they are in force; empty for any
     */
    public record Asked(String facet, String value, List<String> regions, int each, Optional<LocalDate> effective) {
        public static final int MOST_REGIONS = 12;
        public static final int MOST_EACH = 20;

        public Asked {
            regions = List.copyOf(regions);
        }
    }

    /** As comma-separated values (RFC 4180) with a heading, for people's spreadsheets: no text in it is taken for a formula. */
    public String csv() {
        return Sheet.of(this);
    }

    /** A comparison as a table of texts. */
    static final class Sheet {
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
}
