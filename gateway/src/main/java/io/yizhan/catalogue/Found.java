package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found.
 *
 * @param total how many in all
 * @param facets by name, the values of all that were found, most frequent first
 * @param next where to go on; empty at the end
 */
public record Found(long total, List<Hit> hits, Map<String, List<Count>> facets, Optional<String> next) {

    /**
     * @param matches where the keywords stand; empty where none were given
     * @param concern why it concerns the region that was asked for
     */
    public record Hit(Key key, long version, JsonNode item, List<Match> matches, Optional<Concern> concern) {}

    /** How many of what was found have a value. */
    public record Count(String value, long items) {}

    /** @param place as a JSON pointer */
    public record Match(String place, List<List<Piece>> fragments) {}

    /**
     * A part of a text as it was published, not escaped for anything.
     *
     * @param hit whether it is what was looked for
     */
    public record Piece(String text, boolean hit) {}

    /** @param region its code without zeros at the end; empty for the whole country */
    public record Concern(String region, Extent extent) {}

    /** Whom an item is for, beside whoever asks. */
    public enum Extent {
        /** For the region that was asked for. */
        SAME,
        /** For one it lies in. */
        WIDER,
        /** For the whole country. */
        COUNTRY
    }
}
