package io.yizhan.store;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells trouble with the database, which passes, from trouble with a row, which does not. By SQLSTATE (PostgreSQL, appendix A). */
final class Outage {
    /** Connection, transaction rolled back (deadlock), insufficient resources (full disk), operator intervention, system, internal. */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58", "XX");
    /** A lock not to be had in time; a server that turned read-only because another took over. */
    private static final Set<String> STATES = Set.of("55P03", "25006");

    private Outage() {}

    static boolean caused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return passes(sql);
            }
        }
        return false;
    }

    private static boolean passes(SQLException sql) {
        String state = sql.getSQLState();
        return sql instanceof SQLTransientException
                || sql instanceof SQLRecoverableException
                || state == null
                || CLASSES.contains(state.substring(0, Math.min(2, state.length())))
                || STATES.contains(state);
    }
}
