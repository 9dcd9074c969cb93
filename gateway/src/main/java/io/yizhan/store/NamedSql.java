package io.yizhan.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * A statement as the driver takes it.
 *
 * @param names of its parameters, in the order of their marks
 */
record NamedSql(String text, List<String> names) implements Sql {
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([A-Za-z]\\w*)");

    static Sql read(String text) {
        return new NamedSql(PARAMETER.matcher(text).replaceAll("?"), PARAMETER.matcher(text).results().map(one -> one.group(1)).toList());
    }

    @Override
    public Run on(Handle handle) {
        return new OneRun(this, handle, new HashMap<>());
    }

    private record OneRun(NamedSql sql, Handle handle, Map<String, Object> values) implements Run {

        @Override
        public Run bind(String name, Object value) {
            values.put(name, value);
            return this;
        }

        @Override
        public int execute() {
            try (PreparedStatement statement = prepared()) {
                return statement.executeUpdate();
            } catch (SQLException failed) {
                throw new NotExecuted(failed);
            }
        }

        @Override
        public <T> List<T> list(Reader<T> reader) {
            List<T> rows = new ArrayList<>();
            try (PreparedStatement statement = prepared();
                    ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
                return rows;
            } catch (SQLException failed) {
                throw new NotExecuted(failed);
            }
        }

        private PreparedStatement prepared() throws SQLException {
            PreparedStatement statement = handle.getConnection().prepareStatement(sql.text());
            try {
                for (int i = 0; i < sql.names().size(); i++) {
                    set(statement, i + 1, sql.names().get(i));
                }
                return statement;
            } catch (SQLException | RuntimeException unfit) {
                statement.close();
                throw unfit;
            }
        }

        private void set(PreparedStatement statement, int position, String name) throws SQLException {
            Object value = values.get(name);
            if (value instanceof Column column) {
                column.set(statement, position);
            } else if (value instanceof Instant time) {
                statement.setObject(position, time.atOffset(ZoneOffset.UTC));
            } else if (value == null) {
                throw new IllegalArgumentException("nothing is bound to " + name);
            } else {
                statement.setObject(position, value);
            }
        }
    }

    private static final class NotExecuted extends JdbiException {
        NotExecuted(SQLException cause) {
            super("a statement failed", cause);
        }
    }
}
