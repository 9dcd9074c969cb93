package io.yizhan.partner;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Counts requests against the daily quota of agreements, across all nodes. */
public interface Quotas {
    /** Takes one for each, inside a group's transaction; true where the quota still allowed it. Agreements without a quota always allow. */
    List<Boolean> take(Handle handle, List<Agreement> agreements, LocalDate today);
}
