package io.yizhan.store;

import org.jdbi.v3.core.Jdbi;

/** A PostgreSQL database (15 or later) with its pool, migrated to the present schema. Safe for use by many threads. */
public interface Database extends AutoCloseable {
    Jdbi jdbi();

    /** Gives the connections back; what is under way fails. */
    @Override
    void close();

    /**
     * Connects and brings the schema up to date. Nothing done through it waits for ever: a connection is waited for one second, a statement
     * for ten, the network for fifteen.
     *
     * @param connections at most, kept open
     * @throws RuntimeException when the database cannot be reached or migrated
     */
    static Database open(String jdbcUrl, String user, String password, int connections) {
        return PooledDatabase.open(jdbcUrl, user, password, connections);
    }
}
