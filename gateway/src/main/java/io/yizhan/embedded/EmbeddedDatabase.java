package io.yizhan.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongSupplier;

/**
 * PostgreSQL as a child of the gateway. In the data directory: {@code postgres} (the cluster), {@code postgres.password},
 * {@code postgres.log} (what it said while starting; its own logs, one per weekday, are in the cluster) and, while it runs,
 * {@code postgres.properties} (where to reach it).
 *
 * <p>It is not stopped by a shutdown hook: whoever started it closes it last, after everything that writes.
 */
record EmbeddedDatabase(EmbeddedPostgres server, Path data, String password, LeftBehind.Postmaster postmaster, LongSupplier nanos)
        implements OwnDatabase {
    static final String PROPERTIES = "postgres.properties";
    private static final String USER = "postgres";
    private static final String NAME = "yizhan";
    private static final int ANY_PORT = 0;
    /** What a commit must mean; anything else loses committed rows with the power. */
    private static final Map<String, String> DURABLE = Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");
    /** Long enough for the recovery of a server that was killed in the middle of much work. */
    private static final Duration START = Duration.ofSeconds(60);

    static EmbeddedDatabase start(DataDirectory directory, SecureRandom random, LongSupplier nanos) {
        Path data = directory.path();
        return orSayWhy(data, () -> {
            Files.deleteIfExists(data.resolve(PROPERTIES));
            Files.deleteIfExists(log(data));
            LeftBehind.in(cluster(data), nanos).stop();
            if (!Files.exists(cluster(data))) {
                make(data, random, nanos);
            }
            return run(data, ANY_PORT, nanos);
        });
    }

    /** Starts it once more after it died, at the same port: whoever has its address may keep it. */
    EmbeddedDatabase again() {
        return orSayWhy(data, () -> {
            LeftBehind.in(cluster(data), nanos).stop();
            return run(data, server.getPort(), nanos);
        });
    }

    /** A start, in whatever way it may fail. */
    @FunctionalInterface
    private interface Start {
        EmbeddedDatabase run() throws IOException, SQLException;
    }

    private static EmbeddedDatabase orSayWhy(Path data, Start start) {
        try {
            return start.run();
        } catch (IOException | SQLException | IllegalStateException failed) {
            throw new DatabaseNotStarted("PostgreSQL does not start in " + data + ": " + lastWords(data), failed);
        }
    }

    /** Made aside and renamed when it is complete: a gateway killed on its first start leaves nothing half made that would be taken for a cluster. */
    private static void make(Path data, SecureRandom random, LongSupplier nanos) throws IOException, SQLException {
        Path aside = data.resolve("postgres.new");
        LeftBehind.in(aside, nanos).stop();
        PrivateFiles.deleteTree(aside);
        byte[] password = new byte[24];
        random.nextBytes(password);
        PrivateFiles.write(passwordFile(data), Base64.getUrlEncoder().withoutPadding().encodeToString(password));
        EmbeddedPostgres server = launch(data, aside, ANY_PORT);
        try (server;
                Connection connection = server.getDatabase(USER, "postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + NAME);
        }
        LeftBehind.in(aside, nanos).stop();
        Files.move(aside, cluster(data), StandardCopyOption.ATOMIC_MOVE);
    }

    private static EmbeddedDatabase run(Path data, int port, LongSupplier nanos) throws IOException, SQLException {
        EmbeddedPostgres server = launch(data, cluster(data), port);
        String password = Files.readString(passwordFile(data));
        EmbeddedDatabase database =
                new EmbeddedDatabase(server, data, password, LeftBehind.in(cluster(data), nanos).postmaster(), nanos);
        try {
            database.insistOnDurability();
            database.announce();
            return database;
        } catch (IOException | SQLException | IllegalStateException failed) {
            database.close();
            throw failed;
        }
    }

    private static EmbeddedPostgres launch(Path data, Path cluster, int port) throws IOException {
        // A start that failed, or a server that died, keeps this locked within this process; that nobody else is here, the data directory says.
        Files.deleteIfExists(cluster.resolve("epg-lock"));
        return Binaries.use(data, cache -> {
            ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(log(data).toFile());
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(cache.toFile())
                    .setDataDirectory(cluster)
                    .setPort(port)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START)
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .setConnectConfig("password", Files.readString(passwordFile(data)));
            // These become options of initdb as they stand; the later --auth takes the place of the builder's own, which trusts everybody.
            Map.of("auth", "scram-sha-256", "pwfile", passwordFile(data).toString(), "locale", "C").forEach(builder::setLocaleConfig);
            DURABLE.forEach(builder::setServerConfig);
            serverSettings().forEach(builder::setServerConfig);
            return builder.start();
        });
    }

    /** Its logs say nothing of the values in a statement, and a week of them is kept. Queues are swept more often than once a minute. */
    private static Map<String, String> serverSettings() {
        return Map.of(
                "autovacuum_naptime", "5s",
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "''",
                "max_connections", "100",
                "logging_collector", "on",
                "log_filename", "postgresql-%a.log",
                "log_truncate_on_rotation", "on",
                "log_rotation_age", "1d",
                "log_error_verbosity", "terse",
                "log_min_error_statement", "panic");
    }

    private void insistOnDurability() throws SQLException {
        try (Connection connection = server.getDatabase(USER, NAME).getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : DURABLE.keySet()) {
                try (ResultSet value = statement.executeQuery("SHOW " + setting)) {
                    if (!value.next() || !value.getString(1).equals(DURABLE.get(setting))) {
                        throw new IllegalStateException("PostgreSQL runs without " + setting + " and would lose what it was given");
                    }
                }
            }
        }
    }

    private void announce() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("url", url());
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        StringWriter text = new StringWriter();
        properties.store(text, "where this gateway's own PostgreSQL is to be reached while it runs");
        PrivateFiles.write(data.resolve(PROPERTIES), text.toString());
    }

    private static Path cluster(Path data) {
        return data.resolve("postgres");
    }

    private static Path passwordFile(Path data) {
        return data.resolve("postgres.password");
    }

    private static Path log(Path data) {
        return data.resolve("postgres.log");
    }

    /** The end of what PostgreSQL said, for whoever has to find out. */
    private static String lastWords(Path data) {
        try {
            List<String> lines = Files.exists(log(data)) ? Files.readAllLines(log(data)) : List.of();
            return lines.isEmpty() ? "it said nothing" : String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException unreadable) {
            return "see " + log(data);
        }
    }

    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + NAME;
    }

    @Override
    public String user() {
        return USER;
    }

    /** Whether its server process is still there. */
    boolean alive() {
        return postmaster.alive();
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(data.resolve(PROPERTIES));
            if (alive()) {
                server.close();
            }
            // The library waits five seconds only; and whoever deletes the directory next must find nobody writing in it.
            LeftBehind.in(cluster(data), nanos).stop();
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL in " + data + " was not stopped", failed);
        }
    }

    /** Never the password. */
    @Override
    public String toString() {
        return url();
    }
}
