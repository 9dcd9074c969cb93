package io.yizhan.sandbox.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** Messages that are CloudEvents: their type tells them apart, and their id stands beside them. */
record EventLetters(Map<Part, Form> forms, Outside outside) implements Letters {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<Part, String> TYPES = Map.of(
            Part.SUBMIT, "yizhan.joint-approval.submit",
            Part.EVENT, "yizhan.joint-approval.event",
            Part.RESULT, "yizhan.joint-approval.result",
            Part.EVALUATION, "yizhan.service-evaluation.evaluation",
            Part.STATUS, "yizhan.delivery-status.status",
            Part.POLICY, "yizhan.policy-catalogue.item");

    @Override
    public Asker.Draft draft(String id, Said said) {
        Part part = Part.of(said);
        Map<String, String> headers = Asker.Call.fields(
                Map.of(),
                "Content-Type", "application/json",
                "ce-specversion", "1.0",
                "ce-id", id,
                "ce-source", Platform.JIANGXI.source(),
                "ce-type", TYPES.get(part),
                "ce-time", outside.clock().instant().toString());
        try {
            return new Asker.Draft("/exchange/" + TYPES.get(part).split("\\.")[1], "", headers, MAPPER.writeValueAsBytes(forms.get(part).write(Meanings.tree(said))));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public Optional<Letter> read(Asker.Call call) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(call.header("ce-type")))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(part -> new Letter(call.header("ce-source") + " " + call.header("ce-id"), read(part, call.body())));
    }

    private Said read(Part part, byte[] body) {
        try {
            return Meanings.of(part, forms.get(part), MAPPER.readTree(body));
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    @Override
    public Optional<String> accepted(Asker.Reply reply) {
        return Optional.of(reply.json().path("message").asText()).filter(found -> !found.isEmpty() && reply.signed());
    }
}
