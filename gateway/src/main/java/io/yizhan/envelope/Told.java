package io.yizhan.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A platform's answer taken out of its envelope.
 *
 * @param meaning what the platform's own answer code means, by its dialect's table
 * @param payload null where there is none
 */
public record Told(Meaning meaning, JsonNode payload) {

    /** What an answer code can mean. */
    public enum Meaning {
        OK,
        NOT_FOUND,
        RETRY,
        /** The short-lived secret the call was signed with is over: with a fresh one the same call may be made once more. */
        REFRESH_SECRET,
        REFUSE;

        /** As descriptions write it, for instance {@code not-found}. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Meaning> named(String word) {
            return Arrays.stream(values()).filter(meaning -> meaning.word().equals(word)).findFirst();
        }
    }
}
