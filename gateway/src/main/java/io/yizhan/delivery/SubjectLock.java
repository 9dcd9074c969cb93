package io.yizhan.delivery;

import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import org.jdbi.v3.core.Handle;

/** Held to the end of a transaction by whoever changes the order of a subject. */
record SubjectLock(Sql sql) {
    private static final Sql ONE = Sql.of("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 0))");

    /**
     * @param which a query for subjects of the messages {@code :ids}. They are locked in an order of their own, so that two transactions cannot wait
     *     for each other, and one after the other: the inner query is over before the first lock is asked for.
     */
    static SubjectLock of(String which) {
        return new SubjectLock(Sql.of("WITH sorted AS MATERIALIZED (SELECT DISTINCT hashtextextended(subject, 0) AS number FROM (" + which
                + ") AS these ORDER BY 1) SELECT pg_advisory_xact_lock(number) FROM sorted"));
    }

    /** That of one subject. */
    static void take(Handle handle, String subject) {
        ONE.on(handle).bind("subject", subject).list(locked -> true);
    }

    void take(Handle handle, Column ids) {
        sql.on(handle).bind("ids", ids).list(locked -> true);
    }
}
