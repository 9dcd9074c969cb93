package io.yizhan.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A whole column of a set-based write, bound as one array and taken apart by {@code unnest}. Values may be null.
 *
 * @param type PostgreSQL's name of the element type
 * @param values in the order of the rows
 */
public record Column(String type, Object[] values) implements Argument {

    public static Column text(List<String> values) {
        return new Column("text", values.toArray(String[]::new));
    }

    public static Column bytea(List<byte[]> values) {
        return new Column("bytea", values.toArray(byte[][]::new));
    }

    public static Column uuid(List<UUID> values) {
        return new Column("uuid", values.toArray(UUID[]::new));
    }

    public static Column int8(List<Long> values) {
        return new Column("int8", values.toArray(Long[]::new));
    }

    public static Column bool(List<Boolean> values) {
        return new Column("bool", values.toArray(Boolean[]::new));
    }

    /** Written out with their zone, so that the time zone of this process does not matter. */
    public static Column timestamptz(List<Instant> values) {
        return new Column("timestamptz", values.stream().map(Instant::toString).toArray(String[]::new));
    }

    @Override
    public void apply(int position, PreparedStatement statement, StatementContext context) throws SQLException {
        set(statement, position);
    }

    void set(PreparedStatement statement, int position) throws SQLException {
        statement.setArray(position, statement.getConnection().createArrayOf(type, values));
    }

    /** Never the values: they may be secret. */
    @Override
    public String toString() {
        return type + "[" + values.length + "]";
    }
}
