package io.yizhan.delivery;

import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Release;

/**
 * Who gets a message.
 *
 * @param party which of the parties the message names this is; empty where it names none
 * @param endpoint name of the endpoint it goes to; that of a partner on the way, where there is no direct one
 * @param agreement under which it is sent; empty where the case it belongs to is reason enough
 * @param release how much of the message it may see
 * @param copy whether it is only informed
 */
public record Target(PartnerId partner, String party, String endpoint, String agreement, Release release, boolean copy) {
    /** Unique among the targets of one message. */
    public String key() {
        return party.isEmpty() ? partner.value() : partner + "/" + party;
    }
}
