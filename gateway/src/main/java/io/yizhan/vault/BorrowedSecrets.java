package io.yizhan.vault;

import io.yizhan.store.Leases;
import io.yizhan.vocabulary.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Jdbi;

/**
 * The short-lived secrets platforms gave the gateway: held in memory, shared by all nodes, sealed in the database. Safe for use by many threads.
 *
 * <p>However many calls need one, one node fetches it once, on a thread of its own; the others wait. One that will be over soon is renewed
 * beside the calls that still use it. A fetch that failed is not repeated for a second, by no node.
 */
public interface BorrowedSecrets extends AutoCloseable {
    /**
     * A secret that is not over. Refuses as the source does; endpoint-timeout when it has not come within the patience (it is fetched to its
     * end nevertheless, for those who come later), evidence-unavailable when the database is out of reach.
     */
    Outcome<LiveSecret> current(SecretPlace place, Source source, Duration patience);

    /**
     * The platform does not take a secret any more: unless it was replaced meanwhile, it will not be given again.
     *
     * @return whether it is worth asking for another; not when one was turned down within the last second
     */
    boolean turnDown(SecretPlace place, LiveSecret secret);

    /** Forgets what is over, here and in the database; returns how many. */
    int forget(Instant now);

    @Override
    void close();

    /** @param nanos a clock that only goes forward, in nanoseconds */
    static BorrowedSecrets in(Jdbi jdbi, Vault vault, InstantSource clock, LongSupplier nanos) {
        return new SharedSecrets(new Fetching(new SealedSecrets(jdbi, vault), Leases.in(jdbi), clock, nanos), clock);
    }

    /** Where the secrets of a place come from. */
    interface Source {
        /** The name of the secret that is wanted in the end. */
        String wanted();

        /** How long it may take to get it. */
        Duration longest();

        /**
         * Takes one step towards it: refuses endpoint-refused when the platform said no, or says why it brought nothing.
         *
         * @param alive the secrets on the way to the one that is wanted, by name, as far as they are held
         * @param left how much of the time is left
         * @return what the step brought, by name
         */
        Outcome<Map<String, FreshSecret>> fetch(Map<String, byte[]> alive, Duration left);
    }
}
