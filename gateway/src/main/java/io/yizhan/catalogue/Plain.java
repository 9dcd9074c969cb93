package io.yizhan.catalogue;

import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.util.SmallFloat;

/**
 * How much a hit counts: its place's weight, a little more where the word comes often or the text is short. Statistics of the whole index are
 * left out on purpose: they change with every item and differ between nodes, and pages of an answer would shift under whoever turns them.
 */
final class Plain extends Similarity {
    private static final float SATURATION = 0.4f;
    private static final float USUAL_LENGTH = 40f;

    @Override
    public SimScorer scorer(float boost, CollectionStatistics collection, TermStatistics... terms) {
        return new SimScorer() {
            @Override
            public float score(float frequency, long norm) {
                float length = SmallFloat.byte4ToInt((byte) norm) / USUAL_LENGTH;
                return boost * frequency / (frequency + SATURATION * (0.5f + 0.5f * length));
            }
        };
    }
}
