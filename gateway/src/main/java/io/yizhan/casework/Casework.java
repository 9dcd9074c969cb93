package io.yizhan.casework;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The cases with several parties. Safe for use by many threads. */
public interface Casework {
    /**
     * Takes in what happened, inside a group's transaction; one consequence for each, in order. Locks the cases, sorted. May be run again with
     * the same happenings, whether or not the first run was committed, and then gives the same consequences.
     *
     * <p>Refuses {@code schema-violation} (parties without an order, an unknown stage, a partner that is several parties and names none),
     * {@code conflicting-duplicate} (another case has the number), {@code no-such-case}, also to who is no party of it, and
     * {@code illegal-step}, saying what would have been legal.
     */
    List<Consequence> apply(Handle handle, List<Happening> happenings);

    /**
     * The reminders whose time has come, oldest first, taken as sent inside the caller's transaction. What another node is taking at the moment
     * is left to it.
     */
    List<Reminder> remind(Handle handle, Instant now, int most);

    /** A case by its originator's or a party's own number; empty for who is neither its originator nor informed nor was sent a part of it. */
    Optional<CaseFile> find(String kind, Environment environment, PartnerId asker, String number);

    /** A case by the message that opened it, whoever asks. */
    Optional<CaseFile> named(MessageId id);

    /** Cases for operators, the newest first; the next ones are those older than the last. */
    List<CaseFile> newest(Optional<MessageId> olderThan, int most);

    /** The oldest case of a kind that is not concluded, by the message that opened it: a part of that may still have to be sent. */
    Optional<MessageId> oldestOpen(String kind);

    /** Notes that somebody told of a case what cannot be read; the same again only renews it. */
    void unmapped(Unmapped told);

    /** What waits for an operator to see to a code table, the oldest first: it is gone once the party has told how its part ended. */
    List<Unmapped> unmapped(int most);

    /** Which of these cases are not concluded, by the messages that opened them. */
    List<MessageId> open(List<MessageId> ids);

    /** Forgets the cases that were concluded before then, and what was refused before then, in small batches; returns how many cases. */
    int forget(Instant before);

    /**
     * Something told of a case in a code nobody knows.
     *
     * @param number of the case, as its originator has it
     * @param party empty where it is not known which of those the partner is
     * @param message that was refused for it, and which of the kind's it is
     * @param place in what the partner sent
     * @param code what stands there; empty where it is too long to be one
     */
    record Unmapped(
            MessageId caseId, String kind, String number, PartnerId partner, String party, MessageId message, String part, String place, String code, Instant at) {}

    static Casework in(Jdbi jdbi, WorkingDays calendar) {
        return new PostgresCasework(jdbi, calendar);
    }
}
