package io.yizhan.attachment;

import io.yizhan.vocabulary.Outcome;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What was offered, in the database, so that every node of a gateway can fetch it. Safe for use by many threads. */
public interface Offers {
    static Offers in(Jdbi jdbi) {
        return new PostgresOffers(jdbi);
    }

    /** Writes offers inside a group's transaction; one that is there already stays as it is. */
    void add(Handle handle, List<Offer> offers);

    /** Refuses no-such-file, and evidence-unavailable when the database does not answer. */
    Outcome<Offer> named(String name);

    /** Forgets offers that ended before then; returns how many. */
    int forget(Instant before);
}
