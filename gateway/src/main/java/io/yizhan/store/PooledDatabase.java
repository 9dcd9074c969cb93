package io.yizhan.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** HikariCP under JDBI, migrated by Flyway. */
record PooledDatabase(HikariDataSource pool, Jdbi jdbi) implements Database {
    /**
     * Queues fill and empty within seconds, so that what the planner knows of their size is always wrong, and a plan kept from when one was
     * empty is ruinous when it is full. So none is kept, and what has an index is read by it, in its order. Without compiling: that is meant
     * for long reports.
     */
    private static final String PLANS =
            "SET plan_cache_mode = force_custom_plan; SET enable_seqscan = off; SET enable_bitmapscan = off; SET jit = off";

    static Database open(String jdbcUrl, String user, String password, int connections) {
        migrate(jdbcUrl, user, password);
        HikariDataSource pool = new HikariDataSource(pool(jdbcUrl, user, password, connections));
        return new PooledDatabase(pool, Jdbi.create(pool));
    }

    /** On a connection of its own, because a migration may rightly take longer than any statement of the pool. Nodes starting together take turns. */
    private static void migrate(String jdbcUrl, String user, String password) {
        Flyway.configure()
                .loggers("slf4j")
                .dataSource(jdbcUrl, user, password)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    private static HikariConfig pool(String jdbcUrl, String user, String password, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("yizhan");
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(1_000);
        config.setValidationTimeout(500);
        // The server gives up first, so that no statement goes on for a caller who has left; the socket is for a network that went silent.
        config.setConnectionInitSql("SET statement_timeout = '10s'; SET idle_in_transaction_session_timeout = '30s'; " + PLANS);
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("socketTimeout", "15");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "yizhan");
        return config;
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return pool.getPoolName();
    }
}
