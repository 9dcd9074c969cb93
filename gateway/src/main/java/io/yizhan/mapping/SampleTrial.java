package io.yizhan.mapping;

import java.util.List;

/**
 * What came of trying one sample in one direction.
 *
 * @param sample which one, for instance {@code kind/samples/request-case}
 * @param direction {@code to canonical} or {@code from canonical}, or the rule it was held against; empty where nothing could be translated
 * @param differences what is not as the sample's neighbour says; empty when all is
 */
public record SampleTrial(String sample, String direction, List<Difference> differences) {
    public SampleTrial {
        differences = List.copyOf(differences);
    }

    public boolean worked() {
        return differences.isEmpty();
    }

    /**
     * One difference.
     *
     * @param place JSON pointer in what was made; empty for the whole
     * @param expected JSON, or a few words
     * @param found the same
     */
    public record Difference(String place, String expected, String found) {}
}
