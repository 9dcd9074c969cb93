package io.yizhan.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;

/**
 * The short-lived secrets the gateway gave its callers: sealed in the database, remembered by the nodes that used them. An old one stays good
 * to its end. Safe for use by many threads.
 *
 * <p>Everything that looks into the database throws {@link org.jdbi.v3.core.JdbiException} when it is out of reach.
 */
public interface IssuedSecrets {
    /** What this node remembers of a place, newest first; never looks into the database. Another node may have given more since. */
    List<LiveSecret> remembered(SecretPlace place, Instant now);

    /** What the database has at this moment, newest first. Many who look for the same place at the same time look once. */
    List<LiveSecret> lookUp(SecretPlace place, Instant now);

    /**
     * Gives secrets: the newest of a name while it is younger than half its life, else a new one, so that only a few of a name are ever alive.
     *
     * @param lives how long a new one lives, by name
     * @return one of each name
     */
    Map<String, LiveSecret> issue(SecretPlace place, Map<String, Duration> lives, Instant now);

    /** Forgets what this node remembers and is over; rows are forgotten with those of {@link BorrowedSecrets}. */
    void forget(Instant now);

    /** @param random where secrets come from: must be unpredictable and safe for use by many threads */
    static IssuedSecrets in(Jdbi jdbi, Vault vault, RandomGenerator random) {
        return new RememberedSecrets(new SealedSecrets(jdbi, vault), random);
    }
}
