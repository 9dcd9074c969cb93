package io.yizhan.envelope;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Instant;

/**
 * What is told to the sender of a message that will be delivered later, once it can no longer be lost.
 *
 * @param message the gateway's own id of it, to ask by what became of it
 * @param entry the hash of its entry in the ledger
 * @param at when it was accepted
 */
public record Acceptance(String message, String entry, Instant at) {

    /**
     * How a dialect tells it.
     *
     * @param status of HTTP
     */
    record Form(int status, JsonPointer message, JsonPointer entry, JsonPointer at) {

        static Form of(Keys keys) {
            String status = keys.text("status");
            if (!status.matches("20[0-9]")) {
                throw keys.wrong("status", "must be an HTTP status of success in quotes, for instance \"202\"");
            }
            Keys places = keys.under("places");
            Form form = new Form(Integer.parseInt(status), places.place("message"), places.place("entry"), places.place("accepted-at"));
            places.nothingElse();
            keys.nothingElse();
            return form;
        }

        /** The time as RFC 3339 has it, in UTC. */
        Body put(Acceptance what, Body body) {
            return body.put(message, what.message()).put(entry, what.entry()).put(at, what.at().toString());
        }
    }
}
