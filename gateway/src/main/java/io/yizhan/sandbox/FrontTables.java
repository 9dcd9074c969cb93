package io.yizhan.sandbox;

import io.yizhan.sandbox.cases.Office;
import io.yizhan.sandbox.platforms.Asker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A platform's own side of a front-end database: the agreed tables, and one thread that gives what the gateway has written there to the
 * platform's office until it is closed.
 */
final class FrontTables implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrontTables.class);
    /** Which table stands for which path. */
    private static final Map<String, String> TABLES = Map.of(
            "dn_joint_approval_submit", "/ebus/case/submit",
            "dn_joint_approval_event", "/ebus/case/event",
            "dn_joint_approval_result", "/ebus/case/result");

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS %s (row_guid varchar(200) PRIMARY KEY, cd_operation char(1) NOT NULL, cd_batch varchar(32), cd_time timestamp,
            data_source varchar(60), case_no varchar(50), payload text NOT NULL, position bigserial, seen boolean NOT NULL DEFAULT false)""";
    private static final long PAUSE = 300;

    private final Front front;
    private final Office office;
    private final URI platform;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::rounds, "front-end database");

    private FrontTables(Front front, Office office, URI platform) {
        this.front = front;
        this.office = office;
        this.platform = platform;
    }

    /** The tables are there when this returns. @param platform what its own address would be, were it called */
    static FrontTables open(Front front, Office office, URI platform) {
        FrontTables tables = new FrontTables(front, office, platform);
        try (Connection connection = tables.connection(); Statement statement = connection.createStatement()) {
            for (String table : TABLES.keySet()) {
                statement.execute(TABLE.formatted(table));
            }
        } catch (SQLException none) {
            throw new IllegalStateException("the front-end database has no tables", none);
        }
        tables.thread.setDaemon(true);
        tables.thread.start();
        return tables;
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(front.url(), front.user(), front.password());
    }

    private void rounds() {
        try {
            while (!closed.await(PAUSE, TimeUnit.MILLISECONDS)) {
                round();
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try (Connection connection = connection()) {
            round(connection);
        } catch (SQLException away) {
            // nothing is lost by it: what was not seen is there at the next round
            LOG.debug("the front-end database is away: {}", away.getSQLState());
        }
    }

    private void round(Connection connection) throws SQLException {
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            for (Map.Entry<String, String> row : unseen(connection, table.getKey()).entrySet()) {
                Asker.Call call = new Asker.Call(platform.resolve(table.getValue()), Map.of(), row.getValue().getBytes(StandardCharsets.UTF_8));
                if (office.open(call) && office.take(call)) {
                    seen(connection, table.getKey(), row.getKey());
                }
            }
        }
    }

    /** What they say by their names. */
    private static Map<String, String> unseen(Connection connection, String table) throws SQLException {
        Map<String, String> rows = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT row_guid, payload FROM " + table + " WHERE NOT seen ORDER BY position")) {
            while (found.next()) {
                rows.put(found.getString(1), found.getString(2));
            }
        }
        return rows;
    }

    private static void seen(Connection connection, String table, String guid) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + table + " SET seen = true WHERE row_guid = ?")) {
            update.setString(1, guid);
            update.executeUpdate();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
