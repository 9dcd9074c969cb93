package io.yizhan.delivery;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
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

    /**
     * It could not be looked into, and is to be again, after a pause that doubles; after {@link #ATTEMPTS} it stays as it is, for a person.
     *
     * @param trouble in a word, nothing of what the message says
     */
    void later(MessageId message, String trouble, Instant now);

    /** The oldest ones that wait for a person, and whose message is not forgotten yet. */
    List<Stuck> stuck(int most);

    /**
     * Has one that waits for a person looked into as if it had never been, inside a transaction.
     *
     * @return false where it does not wait for a person
     */
    boolean again(Handle handle, MessageId message);

    /** It was looked into. */
    void done(MessageId message);

    /**
     * @param trouble why the last time failed, in a word
     * @param since when that was
     */
    record Stuck(MessageId message, String kind, PartnerId sender, Environment environment, Instant accepted, int attempts, String trouble, Instant since) {}
}
