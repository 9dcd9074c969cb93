package io.yizhan.assembly;

import io.yizhan.casework.Casework;
import io.yizhan.console.CatchUps;
import io.yizhan.console.DeadLetters;
import io.yizhan.console.FollowUps;
import io.yizhan.console.Reconciliation;
import io.yizhan.console.StuckSequels;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Registry;

/** What a gateway keeps, for commands that look into it or change it: the registry, the ledger and the messages. */
public interface Office extends AutoCloseable {
    /** Not read before it is first refreshed. */
    Registry registry();

    Ledger ledger();

    /** Deliveries that wait for a person; reads the registry. */
    DeadLetters deadLetters();

    /** Followers of feeds that are to be brought what stands; reads the registry. */
    CatchUps catchUps();

    Reconciliation reconciliation();

    /** The cases with several parties. */
    Casework casework();

    FollowUps followUps();

    /** Messages of which it could not be found out what follows. */
    StuckSequels sequels();

    @Override
    void close();

    /**
     * Opens the books of the gateway these settings describe, whether or not it is running.
     *
     * @throws CannotStart with one sentence that says why
     */
    static Office beside(Settings settings, Machine machine) {
        return Archive.beside(settings, machine);
    }
}
