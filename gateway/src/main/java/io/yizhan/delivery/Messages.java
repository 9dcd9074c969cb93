package io.yizhan.delivery;

import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The messages taken responsibility for, what they say, and what became of them. Safe for use by many threads. */
public interface Messages {
    /** Adds messages inside a group's transaction and says which are new; one that is there already stays as it is. */
    Set<MessageId> add(Handle handle, List<Said> messages);

    Optional<Message> find(MessageId id);

    /** What a message says, canonical JSON; empty once that is destroyed. */
    Optional<byte[]> content(Handle handle, String kind, MessageId id);

    /**
     * Messages of a kind with their content; what is gone is left out.
     *
     * @param ids at least one
     */
    List<Said> said(Handle handle, String kind, Collection<MessageId> ids);

    /** Makes room for the months to come; called at the start and every day. */
    void prepare(Collection<String> kinds, Instant now);

    /**
     * Destroys what is over, a month at a time; nothing from the month on that holds the oldest message still on its way.
     *
     * @param payloads from before that are destroyed
     * @param messages from before that are forgotten, with what became of them
     * @return the names of the partitions that are gone
     */
    List<String> purge(String kind, Instant payloads, Instant messages);

    static Messages in(Jdbi jdbi) {
        return new PostgresMessages(jdbi);
    }

    /** @param content canonical JSON */
    record Said(Message message, byte[] content) {
        /** Never the content. */
        @Override
        public String toString() {
            return message.kind() + " " + message.id();
        }
    }
}
