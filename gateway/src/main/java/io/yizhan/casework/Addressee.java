package io.yizhan.casework;

import io.yizhan.vocabulary.PartnerId;

/**
 * Someone who must hear of something.
 *
 * @param party which party of the case it is, empty for whoever opened the case and for who is only informed
 * @param agreement of the party, empty where there is no party
 * @param copy whether it is informed rather than asked
 */
public record Addressee(String party, PartnerId partner, String agreement, boolean copy) {
    static Addressee originator(PartnerId partner) {
        return new Addressee("", partner, "", false);
    }

    static Addressee informed(PartnerId partner) {
        return new Addressee("", partner, "", true);
    }
}
