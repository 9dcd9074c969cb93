package io.yizhan.sandbox;

import java.net.URI;
import java.util.Map;

/** How one platform signs its calls and verifies calls made to it. Written against the conventions' text, not against the gateway's code. */
interface Seal {
    /** Seconds a call may be old or early. */
    long WINDOW = 300;

    Asker.Call sign(URI to, Asker.Draft draft);

    boolean vouchesFor(Asker.Call call);

    /** The headers that sign an answer; none where the convention signs no answers. */
    default Map<String, String> signAnswer(Answered answer, Asker.Call question) {
        return Map.of();
    }

    /** Whether an answer carries a signature that verifies; never where the convention signs no answers. */
    default boolean vouchesForAnswer(Answered answer, Asker.Call question) {
        return false;
    }

    /** An answer with all its headers. */
    record Answered(int status, Map<String, String> headers, byte[] body) {
        public Answered {
            headers = Asker.Call.fields(headers);
        }
    }
}
