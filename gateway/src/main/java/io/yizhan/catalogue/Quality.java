package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How well an item is published.
 *
 * @param score 0 to 100; of what is as it should be, 100
 * @param findings what is to be mended, the worst first
 */
public record Quality(int score, List<Finding> findings) {
    static final int BEST = 100;

    /**
     * @param place where in the item, as a JSON pointer
     * @param detail a value that is not known, or the key of the other item; empty where the place says it all
     */
    public record Finding(Flaw flaw, String place, String detail) {}

    /** What may be wrong, and how many points it costs. */
    public enum Flaw {
        /** Without it nobody finds or recognises the item. */
        NO_HEADING(30),
        /** Nothing stands where every item should say something. */
        MISSING(4),
        /** Text where a day should be. */
        NO_DATE(10),
        /** It ends before it begins, or begins before it was written. */
        DATES_OUT_OF_ORDER(15),
        /** Said to be in force, though by its own dates it is not. */
        OVER_BUT_VALID(20),
        /** Said to be over, or not to have begun, though by its own dates it is not so. */
        VALIDITY_AGAINST_DATES(20),
        /** The publisher's own words that no table knows. */
        UNCLASSIFIED(10),
        /** A value that is in no table. */
        UNKNOWN_VALUE(10),
        /** For a region that is not the publisher's. */
        FOREIGN_REGION(15),
        /** A condition nobody can judge. */
        UNCLEAR_CONDITION(10),
        /** Another item has the same number of a document. */
        LIKELY_DUPLICATE(10);

        private final int points;

        Flaw(int points) {
            this.points = points;
        }

        int points() {
            return points;
        }
    }

    /**
     * What items are judged by.
     *
     * @param values by name of a facet, all it may have; facets that are not named may have any
     * @param regions by publisher, the codes of what it publishes for; who is not named may publish for any
     * @param musts what each should say, beside its heading
     * @param day today
     */
    public record Standard(Map<String, Set<String>> values, Map<String, List<String>> regions, List<Must> musts, LocalDate day) {}

    /**
     * Something an item should say.
     *
     * @param any places, at one of which something stands; the first is the one that is missing
     * @param unless by a place, the values with which it need not
     */
    public record Must(List<String> any, Map<String, List<String>> unless) {}

    /** How well items are published: how many there are, and their scores' mean; 0 where there are none. */
    public record Average(long items, double score) {}

    /**
     * How well many items are published.
     *
     * @param regions by the code of each region items are for
     * @param worst by publisher, its items, the worst first
     * @param duplicates those that are likely the same, at most {@value #MOST_DUPLICATES}
     */
    public record Survey(Average all, Map<String, Average> regions, Map<String, List<Rated>> worst, List<Duplicate> duplicates) {
        static final int MOST_DUPLICATES = 100;

        public Survey {
            regions = Collections.unmodifiableMap(new TreeMap<>(regions));
            worst = Collections.unmodifiableMap(new TreeMap<>(worst));
        }
    }

    /** Items with the same number of a document, whoever published them and for whichever region: the first by their keys, two or more. */
    public record Duplicate(String number, List<Key> items) {}

    /** An item's score; the worst first, then by id. */
    public record Rated(String id, int score) implements Comparable<Rated> {
        @Override
        public int compareTo(Rated other) {
            return score == other.score ? id.compareTo(other.id) : Integer.compare(score, other.score);
        }
    }

    /** Judges an item by itself: duplicates are known to the catalogue only. */
    public static Quality of(String publisher, JsonNode item, Layout layout, Standard standard) {
        return new Appraisal(publisher, item, layout, standard).quality();
    }

    static Quality of(List<Finding> findings) {
        List<Finding> worst = findings.stream().sorted((one, other) -> other.flaw().points() - one.flaw().points()).toList();
        return new Quality(Math.max(0, BEST - findings.stream().mapToInt(finding -> finding.flaw().points()).sum()), worst);
    }
}
