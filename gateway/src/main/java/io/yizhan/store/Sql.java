package io.yizhan.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A statement that is run for every message, in JDBI's transaction but past JDBI: that copies all its configuration for each statement, which
 * costs more than most of them. Parameters are named as with JDBI, {@code :name}. Safe for use by many threads.
 */
public interface Sql {
    /** Kept in a constant, so that it is read once. */
    static Sql of(String text) {
        return NamedSql.read(text);
    }

    /** To be run once. */
    Run on(Handle handle);

    /** One use of the statement. What goes wrong is thrown as JDBI does, with the {@link SQLException} as its cause. */
    interface Run {
        /** @param value a {@link Column}, an {@link java.time.Instant}, or what the driver takes as it is */
        Run bind(String name, Object value);

        /** @return how many rows were changed */
        int execute();

        <T> List<T> list(Reader<T> reader);
    }

    /** Reads the row the result stands at. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
