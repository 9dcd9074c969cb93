package io.yizhan.intake;

import io.yizhan.delivery.Sequels;
import io.yizhan.dispatch.Acceptance.Listed;
import io.yizhan.dispatch.Desk;
import io.yizhan.exchange.Rooms;
import io.yizhan.store.Leases;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * What comes in row by row: every row that is new becomes a message of its owner's, by the same steps as one that is sent. By one node at a time
 * for each source. Safe for use by many threads.
 */
public interface Intake {
    /**
     * What partners write into the agreed tables of their own databases. A row is known by {@code row_guid} with operation, batch and time, so
     * that it is accepted once, whatever breaks down between accepting it and noting so in its table.
     */
    static Intake tables(Rooms rooms, Desk desk, Leases leases) {
        return new TableIntake(rooms, desk, leases);
    }

    /** Batches that were accepted. */
    static Intake batches(Rooms rooms, Desk desk, Leases leases, Workplace place) {
        return new BatchIntake(rooms, desk, leases, place);
    }

    /** What follows of messages that were accepted, as cases' own rules say ({@code sequel.jslt}). */
    static Intake sequels(Rooms rooms, Desk desk, Sequels sequels, Leases leases) {
        return new SequelIntake(rooms, desk, sequels, leases);
    }

    /** Several as one. */
    static Intake of(Intake... several) {
        return new SeveralIntakes(List.of(several));
    }

    /** The names of those from which something may come; no two of several have one name. */
    List<String> sources();

    /** This node may read that one from now on; empty while another does, and while nothing is to be read there. */
    Optional<Turn> begin(String source);

    /** The right to read one source, given back in the end. Used by one thread. */
    interface Turn extends AutoCloseable {
        /** How many of its rows may be under way at a time; with one, none overtakes another. */
        int together();

        /**
         * What is new there, the oldest first; nothing at the end.
         *
         * @throws RuntimeException when it cannot be read
         */
        List<Row> news();

        /**
         * Of all that {@link #news} said last it is known what became of it.
         *
         * @return whether there may be more at once
         */
        boolean settled();

        @Override
        void close();
    }

    /** A row that is new. Rows of one turn may be settled by several threads. */
    interface Row {
        String kind();

        /** Where its way through the gateway begins; a refusal where it is no message at all. */
        Outcome<Listed> stage();

        /** It was accepted, now or before. */
        void taken();

        /** It was refused, and whoever wrote it is told so. */
        void rejected(Refusal refusal);
    }
}
