package io.yizhan.dispatch;

import io.yizhan.dispatch.Acceptance.Listed;
import io.yizhan.exchange.Rooms;
import io.yizhan.frontdb.FrontRow;
import io.yizhan.partner.Endpoint;
import io.yizhan.store.Leases;
import io.yizhan.vocabulary.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * What partners write into the agreed tables of their own databases comes in: every row that is new becomes a message of its owner's, by the
 * same steps as one that is sent. A row is known by {@code row_guid} with operation, batch and time, so that it is accepted once, whatever
 * breaks down between accepting it and noting so in its table. By one node at a time for each endpoint. Safe for use by many threads.
 */
public interface Uploads {
    static Uploads of(Rooms rooms, Desk desk, Leases leases) {
        return new TableUploads(rooms, desk, leases);
    }

    /** The names of the endpoints that have tables. Connections to others that had some end. */
    List<String> sources();

    /** This node may read them from now on; empty while another does, and while the platform is looked after. */
    Optional<Turn> begin(String source);

    /** Refuses unmappable what is no message: a row that takes back what was said. */
    Optional<Refusal> refusal(Row row);

    /** It was accepted, now or before. */
    void taken(Row row);

    /** It was refused, and is told so. */
    void rejected(Row row, Refusal refusal);

    /** The right to read the tables of one endpoint, given back in the end. */
    interface Turn extends AutoCloseable {
        /**
         * What is new in them, the oldest of each first.
         *
         * @throws io.yizhan.frontdb.FrontDatabaseFailed when it cannot be read
         */
        List<Row> news();

        @Override
        void close();
    }

    /**
     * A row that is new.
     *
     * @param errors the table for those that are rejected
     * @param stage where its way through the gateway begins
     */
    record Row(Endpoint source, String table, String errors, FrontRow row, Listed stage) {
        public String kind() {
            return source.kind();
        }
    }
}
