package io.yizhan.sandbox.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;

/** How one convention's short-lived secrets are asked for and given, both with the same long-lived one. Keeps nothing. */
interface Renewal {
    /** The name of the secret that signs calls. */
    String CALLS = "calls";

    /** Who signs calls with a short-lived secret. */
    Seal seal(String secret);

    /**
     * Gets a new secret for calls, and whatever comes with it. Throws {@link UncheckedIOException} when it is refused.
     *
     * @param held the short-lived secrets that are not over yet
     * @param courier carries a call and brings what is answered
     */
    Map<String, Lent> get(URI gateway, Map<String, Lent> held, Function<Asker.Call, byte[]> courier);

    /** What is answered to who asks for a secret: new ones, or a refusal. */
    byte[] give(Asker.Call call, Mint mint);

    /** Throws {@link UncheckedIOException} where the bytes are no JSON. */
    static JsonNode json(byte[] body) {
        try {
            return new ObjectMapper().readTree(body);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    static byte[] bytes(Object json) {
        try {
            return new ObjectMapper().writeValueAsBytes(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static ObjectNode object() {
        return new ObjectMapper().createObjectNode();
    }

    /** What an answer says in its code, where that is a refusal. */
    static UncheckedIOException refused(String code) {
        return new UncheckedIOException(new ProtocolException("no short-lived secret: refused " + code));
    }
}
