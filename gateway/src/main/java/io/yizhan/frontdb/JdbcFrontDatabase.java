package io.yizhan.frontdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plain SQL that PostgreSQL and MariaDB both understand; which columns a table has is looked up each time, since the other side may change it. */
final class JdbcFrontDatabase implements FrontDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDatabase.class);
    private static final Pattern TABLE = Pattern.compile("([a-z][a-z0-9_]*\\.)?[a-z][a-z0-9_]*");
    private static final String GUID = "row_guid";
    private static final String OPERATION = "cd_operation";
    private static final String BATCH = "cd_batch";
    private static final String TIME = "cd_time";
    private static final String SOURCE = "data_source";
    private static final String PAYLOAD = "payload";
    private static final String STATUS = "cd_status";
    private static final String REMARK = "error_remark";
    private static final Set<String> AGREED = Set.of(GUID, OPERATION, BATCH, TIME, SOURCE, PAYLOAD, STATUS);
    private static final Set<Integer> NUMBERS = Set.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.TINYINT, Types.DECIMAL, Types.NUMERIC, Types.DOUBLE, Types.REAL, Types.FLOAT);
    private static final String TAKEN = "1";
    private static final String REJECTED = "2";
    private static final int LONGEST_REMARK = 500;

    private final DataSource connections;
    private final int seconds;

    JdbcFrontDatabase(DataSource connections, Duration patience) {
        this.connections = connections;
        this.seconds = (int) Math.max(1, patience.toSeconds());
    }

    @Override
    public Put put(String table, FrontRow row) {
        try (Connection connection = connections.getConnection()) {
            return put(connection, table, row);
        } catch (SQLException failed) {
            return judged(failed);
        }
    }

    /** Asked before and, where somebody else has just written it, after. */
    private Put put(Connection connection, String table, FrontRow row) throws SQLException {
        if (there(connection, table, row.guid())) {
            return Put.STORED;
        }
        try {
            insert(connection, table, values(row));
            return Put.STORED;
        } catch (SQLException failed) {
            return state(failed).startsWith("23") && there(connection, table, row.guid()) ? Put.STORED : judged(failed);
        }
    }

    /** Class 22 is of values that do not fit, class 23 of what a table must not hold; all else may be otherwise another time. */
    private static Put judged(SQLException failed) {
        LOG.warn("a front-end database did not take a row: {} {}", failed.getClass().getSimpleName(), state(failed));
        return state(failed).startsWith("22") || state(failed).startsWith("23") ? Put.REFUSED : Put.LATER;
    }

    private static String state(SQLException failed) {
        return String.valueOf(failed.getSQLState());
    }

    private boolean there(Connection connection, String table, String guid) throws SQLException {
        try (PreparedStatement query = prepare(connection, "SELECT 1 FROM " + named(table) + " WHERE row_guid = ?")) {
            query.setString(1, guid);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(seconds);
        return statement;
    }

    private static String named(String table) {
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException("not the name of a table");
        }
        return table;
    }

    private static Map<String, String> values(FrontRow row) {
        Map<String, String> values = new LinkedHashMap<>(row.columns());
        values.keySet().removeAll(AGREED);
        values.put(GUID, row.guid());
        values.put(OPERATION, row.operation());
        values.put(BATCH, row.batch());
        values.put(TIME, row.time());
        values.put(SOURCE, row.source());
        values.put(PAYLOAD, row.payload());
        // nothing was said there
        AGREED.forEach(column -> values.computeIfPresent(column, (name, value) -> value.isEmpty() ? null : value));
        return values;
    }

    /** @param values by the names of columns in lower case; those the table does not have are left out */
    private void insert(Connection connection, String table, Map<String, String> values) throws SQLException {
        List<String> columns = columns(connection, table).stream().filter(column -> values.get(column.toLowerCase(Locale.ROOT)) != null).toList();
        String quote = connection.getMetaData().getIdentifierQuoteString();
        String names = columns.stream().map(column -> quote + column + quote).collect(Collectors.joining(", "));
        String places = String.join(", ", Collections.nCopies(columns.size(), "?"));
        try (PreparedStatement update = prepare(connection, "INSERT INTO " + named(table) + " (" + names + ") VALUES (" + places + ")")) {
            for (int i = 0; i < columns.size(); i++) {
                update.setString(i + 1, values.get(columns.get(i).toLowerCase(Locale.ROOT)));
            }
            update.executeUpdate();
        }
    }

    private List<String> columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = prepare(connection, "SELECT * FROM " + named(table) + " WHERE 1 = 0"); ResultSet none = query.executeQuery()) {
            ResultSetMetaData about = none.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                columns.add(about.getColumnName(i));
            }
            return columns;
        }
    }

    /** In the schema its name begins with, or else where this connection looks. */
    private boolean exists(Connection connection, String table) throws SQLException {
        int dot = named(table).indexOf('.');
        String usual = Optional.ofNullable(connection.getSchema()).orElse(connection.getCatalog());
        String sql = "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?";
        try (PreparedStatement query = prepare(connection, sql)) {
            query.setString(1, dot < 0 ? usual : table.substring(0, dot));
            query.setString(2, table.substring(dot + 1));
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Override
    public List<FrontRow> news(String table, int most) {
        try (Connection connection = connections.getConnection()) {
            return exists(connection, table) ? news(connection, table, most) : List.of();
        } catch (SQLException failed) {
            throw new FrontDatabaseFailed(failed);
        }
    }

    private List<FrontRow> news(Connection connection, String table, int most) throws SQLException {
        String sql = "SELECT * FROM " + named(table) + " WHERE cd_status IS NULL OR cd_status = '0' ORDER BY cd_time, cd_batch, row_guid LIMIT " + most;
        try (PreparedStatement query = prepare(connection, sql); ResultSet rows = query.executeQuery()) {
            List<FrontRow> news = new ArrayList<>();
            while (rows.next()) {
                news.add(row(rows));
            }
            return news;
        }
    }

    private static FrontRow row(ResultSet row) throws SQLException {
        Map<String, String> all = new TreeMap<>();
        Set<String> numbers = new TreeSet<>();
        ResultSetMetaData about = row.getMetaData();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            String value = row.getString(i);
            if (value != null) {
                String name = about.getColumnLabel(i).toLowerCase(Locale.ROOT);
                all.put(name, value);
                if (NUMBERS.contains(about.getColumnType(i))) {
                    numbers.add(name);
                }
            }
        }
        Map<String, String> others = new TreeMap<>(all);
        others.keySet().removeAll(AGREED);
        return new FrontRow(all.getOrDefault(GUID, ""), all.getOrDefault(OPERATION, ""), all.getOrDefault(BATCH, ""), all.getOrDefault(TIME, ""),
                all.getOrDefault(SOURCE, ""), all.getOrDefault(PAYLOAD, ""), others, numbers);
    }

    @Override
    public void taken(String table, FrontRow row) {
        try (Connection connection = connections.getConnection()) {
            mark(connection, table, row, TAKEN);
        } catch (SQLException failed) {
            throw new FrontDatabaseFailed(failed);
        }
    }

    /** The row as it was read: one that was changed meanwhile is news again. */
    private void mark(Connection connection, String table, FrontRow row, String status) throws SQLException {
        String sql = "UPDATE " + named(table) + " SET cd_status = ? WHERE row_guid = ? AND cd_operation = ? AND " + same(BATCH, row.batch()) + " AND " + same(TIME, row.time());
        try (PreparedStatement update = prepare(connection, sql)) {
            int place = 0;
            update.setString(++place, status);
            update.setString(++place, row.guid());
            update.setString(++place, row.operation());
            for (String value : List.of(row.batch(), row.time())) {
                if (!value.isEmpty()) {
                    update.setString(++place, value);
                }
            }
            update.executeUpdate();
        }
    }

    private static String same(String column, String value) {
        return value.isEmpty() ? column + " IS NULL" : column + " = ?";
    }

    @Override
    public void rejected(String table, String errors, FrontRow row, String remark) {
        try (Connection connection = connections.getConnection()) {
            boolean told = exists(connection, errors);
            connection.setAutoCommit(false);
            try {
                if (told) {
                    tell(connection, errors, row, remark);
                }
                mark(connection, table, row, REJECTED);
                connection.commit();
            } catch (SQLException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw new FrontDatabaseFailed(failed);
        }
    }

    private void tell(Connection connection, String errors, FrontRow row, String remark) throws SQLException {
        try (PreparedStatement update = prepare(connection, "DELETE FROM " + named(errors) + " WHERE row_guid = ?")) {
            update.setString(1, row.guid());
            update.executeUpdate();
        }
        Map<String, String> values = values(row);
        values.put(REMARK, remark.substring(0, Math.min(LONGEST_REMARK, remark.length())));
        insert(connection, errors, values);
    }
}
