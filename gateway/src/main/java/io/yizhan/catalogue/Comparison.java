package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

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
     * @param each how many items of each region at most, the newest first
     */
    public record Asked(String facet, String value, List<String> regions, int each) {
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
}
