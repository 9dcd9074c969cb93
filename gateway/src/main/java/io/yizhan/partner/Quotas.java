package io.yizhan.partner;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Counts requests against the daily quota of agreements, across all nodes. */
public interface Quotas {
    /**
     * Takes one for each, inside a group's transaction; true where the quota still allowed it, in the order given. What is refused is not
     * counted; agreements without a quota always allow. A group that is run again after a lost commit counts again: the error is on the
     * strict side.
     */
    List<Boolean> take(Handle handle, List<Agreement> agreements, LocalDate today);

    static Quotas in() {
        return new PostgresQuotas();
    }
}
