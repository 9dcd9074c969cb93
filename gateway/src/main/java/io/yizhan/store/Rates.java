package io.yizhan.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Counts what may be done only so often in a minute, across all nodes. */
public interface Rates {
    /**
     * Takes one for each, inside a group's transaction; true where the rate still allowed it, in the order given. What is refused is not
     * counted. A group that is run again after a lost commit counts again: the error is on the strict side.
     */
    List<Boolean> take(Handle handle, List<Use> uses, Instant now);

    static Rates in() {
        return new PostgresRates();
    }

    /** @param most in one minute; the same for every use of a name in a group */
    record Use(String name, int most) {}
}
