package io.yizhan.delivery;

import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What was accepted and is not yet expanded to its targets. A row is committed with its message, so that neither is there without the other. */
public interface Outbox {
    /** Adds rows inside a group's transaction, in the order of acceptance. */
    void add(Handle handle, List<Post> posts);

    /** What was not published yet, in the order of acceptance. */
    List<Notice> unpublished(int most);

    /** Notes that these were published. */
    void published(List<Notice> notices, Instant now);

    /**
     * Has published again what was published before a time, so that whoever was told must have forgotten it, or after now: by a clock that was
     * put back, or another node's. Returns how many that are.
     */
    int again(Instant before, Instant now);

    /** How many are waiting. */
    long size();

    static Outbox in(Jdbi jdbi) {
        return new PostgresOutbox(jdbi);
    }

    /** A message with those who get it. */
    record Post(MessageId message, String kind, Optional<String> subject, List<Target> targets, Instant expires) {
        public Post {
            targets = List.copyOf(targets);
        }
    }

    /** What is told of a row: its message's id, and the subject by which those that belong together stay together. */
    record Notice(long sequence, MessageId message, String kind, Optional<String> subject) {}
}
