package io.yizhan.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.envelope.Told.Meaning;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import java.nio.charset.Charset;
import java.util.Optional;

/** JSON: what the tree is, the body is. */
record JsonScript(Charset charset) implements Script {
    @Override
    public boolean hasLines() {
        return true;
    }

    @Override
    public JsonNode read(Direction direction, String kind, Headers headers, byte[] body) throws Unreadable {
        return Json.read(Decoding.text(body, headers, charset));
    }

    @Override
    public Optional<Meaning> fault(String kind, Headers headers, byte[] body) {
        return Optional.empty();
    }

    @Override
    public byte[] write(Direction direction, String kind, JsonNode tree) {
        return Json.text(tree).getBytes(charset);
    }

    @Override
    public Headers headers(Direction direction, String kind) {
        return Headers.of("Content-Type", "application/json;charset=" + charset.name());
    }

    @Override
    public Outcome<JsonNode> carry(JsonNode payload, String path) {
        return Outcome.of(payload);
    }

    @Override
    public JsonNode sample(String text, Direction direction, String path) throws Unreadable {
        return Json.read(text);
    }
}
