package io.yizhan.store;

import org.jdbi.v3.core.Jdbi;

/** A PostgreSQL database (15 or later) with its pool, migrated to the present schema. */
public interface Database extends AutoCloseable {
    Jdbi jdbi();

    @Override
    void close();
}
