package io.yizhan.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** How one platform puts questions and understands answers. Own code per platform: nothing here comes from the gateway's mappings. */
interface Tongue {
    Asker.Draft draft(Question.Licence question, Question.Requester requester);

    Asker.Draft draft(Question.Enterprise question, Question.Requester requester);

    /** What an answer comes to; throws {@link java.io.UncheckedIOException} for a code this platform does not know. */
    Reading read(int status, JsonNode answer);
}
