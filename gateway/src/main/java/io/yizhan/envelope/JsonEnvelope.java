package io.yizhan.envelope;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plain JSON: the request is the payload, the reply an object with a code, a message and the payload at places the dialect names. */
record JsonEnvelope(
        Charset charset, Optional<JsonPointer> requestId, Reply reply, Success success, Answers answers, Refusals refusals)
        implements Envelope {

    /**
     * Where the parts of a reply are.
     *
     * @param count where the number of items goes; a dialect that counts has a list for payload, and an empty one in a refusal
     */
    record Reply(JsonPointer code, JsonPointer message, JsonPointer payload, Optional<JsonPointer> count, Optional<JsonPointer> id) {
        static Reply of(Keys keys) {
            Reply reply = new Reply(keys.place("code"), keys.place("message"), keys.place("payload"),
                    keys.optionalPlace("count"), keys.optionalPlace("id"));
            keys.nothingElse();
            return reply;
        }
    }

    /** What is written when all is well. */
    record Success(String code, String message) {
        static Success of(Keys keys) {
            Success success = new Success(keys.text("code"), keys.text("message"));
            keys.nothingElse();
            return success;
        }
    }

    static JsonEnvelope of(Keys keys, Charset charset) {
        Optional<JsonPointer> requestId = keys.optionalUnder("request").flatMap(request -> {
            Optional<JsonPointer> id = request.optionalPlace("id");
            request.nothingElse();
            return id;
        });
        Answers answers = Answers.of(keys.under("answers"));
        Success success = Success.of(keys.under("success"));
        if (answers.meaning(success.code()) != Told.Meaning.OK) {
            throw keys.wrong("success", "has a code that answers does not call ok");
        }
        return new JsonEnvelope(charset, requestId, Reply.of(keys.under("reply")), success, answers, Refusals.of(keys.under("refusals")));
    }

    @Override
    public Outcome<Opened> open(WireRequest request, String kind) {
        return Json.read(request.body(), charset, RefusalCode.MALFORMED).then(payload -> {
            JsonNode id = requestId.map(payload::at).filter(there -> !there.isMissingNode() && !there.isNull()).orElse(TextNode.valueOf(""));
            boolean plain = id.asText().chars().noneMatch(Character::isISOControl);
            return plain && (id.isTextual() || id.isIntegralNumber())
                    ? Outcome.of(new Opened(Optional.of(id.asText()).filter(text -> !text.isEmpty()), Optional.empty(), payload))
                    : Outcome.refused(RefusalCode.MALFORMED, requestId.map(JsonPointer::toString).orElse(""));
        });
    }

    @Override
    public Outcome<Told> hear(WireAnswer answer, Letter asked) {
        return Answers.byStatus(answer.status()).map(Answers::told)
                .orElseGet(() -> Json.read(answer.body(), charset, RefusalCode.ENDPOINT_BAD_ANSWER).then(body -> understand(body, asked)));
    }

    private Outcome<Told> understand(JsonNode body, Letter asked) {
        if (reply.id().map(body::at).filter(id -> given(id) && !id.asText().equals(asked.id())).isPresent()) {
            return Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, reply.id().orElseThrow().toString());
        }
        JsonNode code = body.at(reply.code());
        if (!code.isTextual() && !code.isIntegralNumber()) {
            return Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, reply.code().toString());
        }
        Told.Meaning meaning = answers.meaning(code.asText());
        if (meaning != Told.Meaning.OK) {
            return Answers.told(meaning);
        }
        JsonNode payload = body.at(reply.payload());
        return payload.isMissingNode() || payload.isNull()
                ? Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, reply.payload().toString())
                : Outcome.of(new Told(meaning, payload));
    }

    private static boolean given(JsonNode value) {
        return !value.isMissingNode() && !value.isNull() && !value.asText().isEmpty();
    }

    @Override
    public Outcome<JsonNode> carry(String kind, String message, JsonNode payload) {
        return Outcome.of(payload);
    }

    @Override
    public Parcel wrap(Letter letter, JsonNode payload) {
        JsonNode body = payload.deepCopy();
        requestId.ifPresent(place -> new Body((ObjectNode) body).put(place, letter.id()));
        return new Parcel(headers(), Json.write(body, charset));
    }

    @Override
    public WireAnswer answer(Letter letter, JsonNode payload) {
        Body body = body(success.code(), success.message(), letter);
        reply.count().ifPresent(place -> body.put(place, IntNode.valueOf(payload.size())));
        body.put(reply.payload(), payload);
        return new WireAnswer(200, headers(), Json.write(body.tree(), charset));
    }

    @Override
    public WireAnswer refuse(Refusal refusal, Letter letter) {
        Body body = body(refusals.code(refusal.code()), Details.sentence(refusal.code()), letter);
        reply.count().ifPresent(place -> body.put(place, IntNode.valueOf(0)).put(reply.payload(), Json.list()));
        Details.of(refusal, letter).forEach((detail, value) -> refusals.place(detail).ifPresent(place -> body.put(place, value)));
        return new WireAnswer(refusals.status().orElse(refusal.status()), headers(), Json.write(body.tree(), charset));
    }

    private Body body(String code, String message, Letter letter) {
        Body body = Body.empty().put(reply.code(), code).put(reply.message(), message);
        reply.id().ifPresent(place -> body.put(place, letter.inReplyTo().orElse(letter.id())));
        return body;
    }

    private Headers headers() {
        return Headers.of("Content-Type", "application/json;charset=" + charset.name());
    }

    /**
     * How a dialect tells a refusal.
     *
     * @param status the HTTP status of every refusal, or empty for the refusal's own
     * @param otherwise the code of refusals that have none in {@code codes}
     * @param details where each detail is written; one without a place is not told
     */
    record Refusals(Optional<Integer> status, String otherwise, Map<String, String> codes, Map<String, JsonPointer> details) {
        private static final List<String> DETAILS = List.of("refusal", "fault", "place", "expected", "gateway-time", "exchange");

        static Refusals of(Keys keys) {
            Keys details = keys.under("details");
            Map<String, JsonPointer> places = new HashMap<>();
            DETAILS.forEach(name -> details.optionalPlace(name).ifPresent(place -> places.put(name, place)));
            details.nothingElse();
            Refusals refusals = new Refusals(status(keys), keys.text("default"), codes(keys), Map.copyOf(places));
            keys.nothingElse();
            return refusals;
        }

        String code(RefusalCode refusal) {
            return codes.getOrDefault(refusal.code(), otherwise);
        }

        Optional<JsonPointer> place(String detail) {
            return Optional.ofNullable(details.get(detail));
        }

        private static Optional<Integer> status(Keys keys) {
            String status = keys.text("status");
            if (!status.matches("own|[2-5]\\d\\d")) {
                throw keys.wrong("status", "must be \"own\" or an HTTP status in quotes");
            }
            return status.equals("own") ? Optional.empty() : Optional.of(Integer.valueOf(status));
        }

        private static Map<String, String> codes(Keys keys) {
            Map<String, String> codes = keys.optionalUnder("codes").map(Keys::texts).orElse(Map.of());
            List<String> known = Arrays.stream(RefusalCode.values()).map(RefusalCode::code).toList();
            codes.keySet().stream().filter(code -> !known.contains(code)).findFirst().ifPresent(code -> {
                throw keys.wrong("codes." + code, "is not a refusal; there are " + String.join(", ", known));
            });
            return codes;
        }
    }
}
