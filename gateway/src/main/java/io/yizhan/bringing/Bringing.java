package io.yizhan.bringing;

import io.yizhan.contract.Contract;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Queue;
import io.yizhan.dispatch.Own;
import io.yizhan.feed.Followers;
import io.yizhan.mapping.Dialects;
import io.yizhan.partner.Registry;
import org.jdbi.v3.core.Jdbi;

/** Brings followers what stands and they were not sent. Safe for use by many nodes: of each follower one of them is at it at a time. */
public interface Bringing {
    static Bringing of(Tools tools) {
        return new Bringer(tools);
    }

    /**
     * Brings each follower that is behind some of what it lacks, and no more while much waits for it already. What is put in the outbox, its
     * evidence and up to where the follower was brought stand or fall together, so that nothing is left out or brought twice, whenever a node
     * falls.
     *
     * @return how many followers came further; there may be more for them
     */
    int look();

    /** What it works with. @param author of the messages it writes */
    record Tools(
            Jdbi jdbi, Contract contract, Dialects dialects, Registry registry, Followers followers, Queue queue, Messages messages, Outbox outbox,
            Own.Author author) {}
}
