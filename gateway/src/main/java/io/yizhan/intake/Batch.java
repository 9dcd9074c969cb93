package io.yizhan.intake;

import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of items that was accepted as a whole.
 *
 * @param dialect its sender's, as it was then
 * @param senderId the sender's own name for it, where it gave one
 * @param source where the sender says it comes from, likewise
 * @param content what it says, by the digest
 * @param entry the commitment to the ledger's entry
 */
record Batch(
        MessageId id, String kind, Environment environment, PartnerId sender, String dialect, String convention, Optional<String> senderId,
        Optional<String> source, Form form, Digest content, Assurance assurance, Instant accepted, Digest entry) {

    enum State {
        WAITING,
        WORKING,
        DONE,
        REFUSED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * How far it has come.
     *
     * @param line the last one of which it is known what became of it
     * @param place the byte after it, where lines are found so
     */
    record Progress(State state, long line, long place, long taken, long rejected, Optional<Refusal> refusal) {
        boolean over() {
            return state == State.DONE || state == State.REFUSED;
        }
    }

    record Rejected(long line, String code, String place, String expected) {
        static Rejected of(long line, Refusal refusal) {
            return new Rejected(line, refusal.code().code(), refusal.place(), refusal.expected());
        }
    }
}
