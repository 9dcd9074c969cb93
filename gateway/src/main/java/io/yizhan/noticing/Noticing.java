package io.yizhan.noticing;

import io.yizhan.contract.Contract;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.dispatch.Own;
import io.yizhan.feed.Feed;
import io.yizhan.partner.Registry;
import io.yizhan.subscription.Subscriptions;
import io.yizhan.vault.Vault;
import org.jdbi.v3.core.Jdbi;

/** Tells whoever saved a profile what is new for it. Safe for use by many nodes: of each feed one of them is at it at a time. */
public interface Noticing {
    static Noticing of(Tools tools) {
        return new Noticer(tools);
    }

    /**
     * Looks at what changed since, a page of each feed. Messages, what was told and up to where stand or fall together, so that nobody is told
     * twice or not at all, whenever a node falls.
     *
     * @return how many changes were looked at; there may be more
     */
    int look();

    /** What it works with. @param author of the gateway's own messages */
    record Tools(
            Jdbi jdbi, Contract contract, Registry registry, Feed feed, Subscriptions subscriptions, Vault vault, Messages messages, Outbox outbox,
            Own.Author author) {}
}
