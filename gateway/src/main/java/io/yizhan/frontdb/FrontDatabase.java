package io.yizhan.frontdb;

import java.util.List;

/**
 * The agreed tables of one partner. Every table has {@code row_guid}, {@code cd_operation}, {@code cd_batch}, {@code cd_time} and
 * {@code data_source}; those the partner writes have {@code cd_status} besides (nothing or 0 new, 1 taken, 2 rejected), those for rejected rows
 * {@code error_remark}. What a row says stands in {@code payload}, or in columns of its own, or in both. Safe for use by many threads.
 */
public interface FrontDatabase {
    /** Writes a row, once however often it is asked to: rows are known by their {@code row_guid}. Columns the table does not have are left out. */
    Put put(String table, FrontRow row);

    /**
     * What is new in a table, the oldest first; nothing where there is no such table.
     *
     * @throws FrontDatabaseFailed when it cannot be read
     */
    List<FrontRow> news(String table, int most);

    /**
     * Notes that a row was taken, unless its partner has changed it since.
     *
     * @throws FrontDatabaseFailed when it cannot be written
     */
    void taken(String table, FrontRow row);

    /**
     * Notes that a row was rejected, and says so in the table for rejected rows where there is one.
     *
     * @param errors the name of that
     * @param remark why
     * @throws FrontDatabaseFailed when it cannot be written
     */
    void rejected(String table, String errors, FrontRow row, String remark);

    /** What came of writing a row. */
    enum Put {
        /** It is there. */
        STORED,
        /** The table does not take it: a value too long, not of its column's type, or missing. */
        REFUSED,
        /** Not now: no connection, no such table, no time. It may be there all the same. */
        LATER
    }
}
