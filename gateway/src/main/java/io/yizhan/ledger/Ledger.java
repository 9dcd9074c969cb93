package io.yizhan.ledger;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Append-only evidence. Times are kept to the microsecond. Safe for use by many threads. */
public interface Ledger {
    /**
     * Appends inside a group's transaction, each with a salt of its own and the commitment to it, SHA-256(salt ‖ canonical form).
     * An entry that is already there (same id, same time) is left as it is, salt and all.
     */
    default void append(Handle handle, List<Entry> entries) {
        appendSealed(handle, entries.stream().map(this::seal).toList());
    }

    /** Gives an entry its salt before it is appended, for who has to know the commitment. */
    Sealed seal(Entry entry);

    /** As {@link #append}, with salts given already: of a group that is run again the commitments stay the same. */
    void appendSealed(Handle handle, List<Sealed> entries);

    /** Every entry of one exchange, oldest first. */
    List<Entry> of(MessageId message);

    /** The newest exchanges, newest first, one line each: their last entry. */
    List<Entry> newest(int limit);

    /** Makes room for the months to come; called at the start and every day. */
    void prepare(Instant now);

    /** @param commitment SHA-256(salt ‖ canonical form): shows nothing of the entry, and fits no other */
    record Sealed(Entry entry, byte[] salt, Digest commitment) {
        /** Not the salt: who has it can guess the entry from its commitment. */
        @Override
        public String toString() {
            return "entry " + entry.id();
        }
    }

    /** @param random for salts; must be cryptographically strong */
    static Ledger in(Jdbi jdbi, RandomGenerator random) {
        return new PostgresLedger(jdbi, random);
    }
}
