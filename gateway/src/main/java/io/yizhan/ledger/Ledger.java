package io.yizhan.ledger;

import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Append-only evidence. */
public interface Ledger {
    /** Appends inside a group's transaction; an entry that is already there is left as it is. */
    void append(Handle handle, List<Entry> entries);

    /** Every entry of one exchange, oldest first. */
    List<Entry> of(MessageId message);

    /** The newest exchanges, newest first, one line each: their last entry. */
    List<Entry> newest(int limit);

    /** Makes room for the months to come; called at the start and every day. */
    void prepare(Instant now);
}
