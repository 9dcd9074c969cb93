package io.yizhan.delivery;

import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Messages of which another may follow, each until that was looked into. Safe for use by many threads and many nodes. */
public interface Sequels {
    int ATTEMPTS = 12;

    /** @param of whether something may follow of a message at all */
    static Sequels in(Jdbi jdbi, Predicate<Message> of) {
        return new PostgresSequels(jdbi, of);
    }

    /** Remembers, inside the transaction that accepts them, those of which something may follow. */
    void add(Handle handle, Collection<Message> accepted);

    /** The oldest ones that are to be looked into by now. */
    List<MessageId> due(int most, Instant now);

    /** It could not be looked into, and is to be again, after a pause that doubles; after {@link #ATTEMPTS} it stays as it is, for a person. */
    void later(MessageId message, Instant now);

    /** It was looked into. */
    void done(MessageId message);
}
