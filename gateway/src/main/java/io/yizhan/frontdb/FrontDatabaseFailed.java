package io.yizhan.frontdb;

import java.sql.SQLException;

/** A front-end database could not be read or written. Says no more than its state: a driver's message may quote values. */
public final class FrontDatabaseFailed extends RuntimeException {
    FrontDatabaseFailed(SQLException cause) {
        super("a front-end database failed: SQL state " + cause.getSQLState());
        setStackTrace(cause.getStackTrace());
    }
}
