package io.yizhan.store;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * What only one node may do at a time, by name. Time is the database's own, the only clock all nodes share. Each call is one statement.
 * Safe for use by many threads.
 *
 * <p>A lease that ended may be taken by another while its holder still works: whoever holds one keeps to its length, or asks by
 * {@link #renew} before what must not be done twice.
 */
public interface Leases {
    /** Takes a lease nobody holds, or whose holder let it end; empty while another holds it. */
    Optional<Lease> take(String name, Duration length);

    /** Makes a lease end so long from now; false when another has taken it since. */
    boolean renew(Lease lease, Duration length);

    /** Lets others have it at once; does nothing when another has taken it since. */
    void giveBack(Lease lease);

    static Leases in(Jdbi jdbi) {
        return new PostgresLeases(jdbi);
    }

    /** @param token grows with every taking, whoever takes it: of two holders the later one has the larger */
    record Lease(String name, long token) {}
}
