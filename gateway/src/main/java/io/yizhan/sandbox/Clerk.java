package io.yizhan.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** How one platform answers, from its fixtures and in its own dialect. */
interface Clerk {
    Answer answer(Asker.Call call, JsonNode question);

    /** What this platform says to a call whose signature it does not accept. */
    Answer refusal();

    /** An answer before it is written out. */
    record Answer(int status, String contentType, JsonNode body) {
        static Answer ok(JsonNode body) {
            return new Answer(200, "application/json", body);
        }
    }
}
