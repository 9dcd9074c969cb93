package io.yizhan.envelope;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.yizhan.envelope.Script.Direction;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A body with id, code, message and payload at places the dialect names, whatever the notation. */
record TreeEnvelope(Script script, RequestPlaces request, ReplyPlaces reply, Success success, Answers answers, Refusals refusals,
        Optional<Acceptance.Form> acceptance) implements Envelope {

    /**
     * What is written when all is well.
     *
     * @param with what else every such reply holds, by its place
     */
    record Success(String code, Optional<String> message, Map<JsonPointer, JsonNode> with) {
        static Success of(Keys keys) {
            Success success = new Success(keys.text("code"), keys.optional("message"), keys.optionalValues("with"));
            keys.nothingElse();
            return success;
        }
    }

    static TreeEnvelope json(Keys dialect, Charset charset) {
        RequestPlaces request = dialect.optionalUnder("request").map(RequestPlaces::of).orElse(RequestPlaces.none());
        return of(dialect, new JsonScript(charset), request, dialect.under("reply"));
    }

    static TreeEnvelope xml(Keys dialect, Map<String, Keys> services, Charset charset) {
        Keys request = dialect.under("request");
        Keys reply = dialect.under("reply");
        XmlScript script = XmlScript.of(dialect, request, reply, services, charset);
        return of(dialect, script, RequestPlaces.of(request), reply);
    }

    private static TreeEnvelope of(Keys dialect, Script script, RequestPlaces request, Keys reply) {
        Answers answers = Answers.of(dialect.under("answers"));
        Success success = Success.of(dialect.under("success"));
        if (answers.meaning(success.code()) != Told.Meaning.OK) {
            throw dialect.wrong("success", "has a code that answers does not call ok");
        }
        Optional<Acceptance.Form> acceptance = dialect.optionalUnder("acceptance").map(Acceptance.Form::of);
        return new TreeEnvelope(script, request, ReplyPlaces.of(reply), success, answers, Refusals.of(dialect.under("refusals")), acceptance);
    }

    @Override
    public Outcome<Opened> open(WireRequest call, String kind, Set<String> messages) {
        return read(Direction.REQUEST, kind, call.headers(), call.body(), RefusalCode.MALFORMED).then(body -> opened(body, kind));
    }

    @Override
    public boolean hasLines() {
        return script.hasLines();
    }

    @Override
    public Outcome<Opened> openLine(byte[] line, String kind, Set<String> messages) {
        return Json.read(line, Headers.none(), StandardCharsets.UTF_8, RefusalCode.MALFORMED).then(body -> opened(body, kind));
    }

    @Override
    public boolean tellsMessages() {
        return false;
    }

    private Outcome<JsonNode> read(Direction direction, String kind, Headers headers, byte[] body, RefusalCode otherwise) {
        try {
            return Outcome.of(script.read(direction, kind, headers, body));
        } catch (Unreadable unreadable) {
            return Outcome.refused(otherwise, "");
        }
    }

    private Outcome<Opened> opened(JsonNode body, String kind) {
        JsonNode id = request.id().map(body::at).filter(there -> !there.isMissingNode() && !there.isNull()).orElse(TextNode.valueOf(""));
        if (!(id.isTextual() || id.isIntegralNumber()) || !EventReader.plain(id.asText())) {
            return Outcome.refused(RefusalCode.MALFORMED, request.id().map(JsonPointer::toString).orElse(""));
        }
        JsonNode payload = request.payload().map(body::at).orElse(body);
        return ReplyPlaces.given(payload)
                ? Outcome.of(new Opened(
                        Optional.of(id.asText()).filter(text -> !text.isEmpty()), request.businessKey(kind, body),
                        Optional.empty(), Optional.empty(), payload))
                : Outcome.refused(RefusalCode.MALFORMED, request.payload().map(JsonPointer::toString).orElse(""));
    }

    @Override
    public Outcome<Told> hear(WireAnswer answer, Letter asked) {
        Optional<Told.Meaning> fault = script.fault(asked.kind(), answer.headers(), answer.body());
        return fault.or(() -> Answers.byStatus(answer.status())).map(Answers::told).orElseGet(() -> read(
                        Direction.REPLY, asked.kind(), answer.headers(), answer.body(), RefusalCode.ENDPOINT_BAD_ANSWER)
                .then(body -> understand(body, asked)));
    }

    private Outcome<Told> understand(JsonNode body, Letter asked) {
        JsonPointer place = reply.code(body);
        JsonNode code = body.at(place);
        if (!code.isTextual() && !code.isIntegralNumber()) {
            return bad(place);
        }
        if (answersAnother(body, asked)) {
            return bad(reply.id().orElseThrow());
        }
        Told.Meaning meaning = answers.meaning(code.asText());
        if (meaning != Told.Meaning.OK || !asked.message().equals(REQUEST)) {
            return Answers.told(meaning);
        }
        JsonNode payload = body.at(reply.payload());
        return payload.isMissingNode() || payload.isNull() ? bad(reply.payload()) : Outcome.of(new Told(meaning, payload));
    }

    /** Only a dialect that tells an id can be told it back. */
    private boolean answersAnother(JsonNode body, Letter asked) {
        return request.id().isPresent()
                && reply.id().map(body::at).filter(ReplyPlaces::given).filter(id -> !id.asText().equals(asked.id())).isPresent();
    }

    private static Outcome<Told> bad(JsonPointer place) {
        return Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, place.toString());
    }

    @Override
    public Outcome<JsonNode> carry(String message, JsonNode payload) {
        return script.carry(payload, path(message));
    }

    @Override
    public JsonNode sample(String message, String text) throws Unreadable {
        return script.sample(text, direction(message), path(message));
    }

    private String path(String message) {
        Optional<JsonPointer> place = direction(message) == Direction.REPLY ? Optional.of(reply.payload()) : request.payload();
        return place.map(pointer -> pointer.toString().substring(1)).orElse("");
    }

    /** A pattern's messages are requests but for those that answer one. */
    private static Direction direction(String message) {
        return message.equals(REPLY) ? Direction.REPLY : Direction.REQUEST;
    }

    /** The id stands first, unless the mapping has kept another place for it: some platforms want the elements of XML in their order. */
    @Override
    public Parcel wrap(Letter letter, JsonNode payload) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        boolean whole = request.payload().isEmpty();
        request.id().filter(place -> !whole || payload.at(place).isMissingNode()).ifPresent(place -> new Body(tree).put(place, letter.id()));
        request.payload().ifPresentOrElse(place -> new Body(tree).put(place, payload), () -> tree.setAll((ObjectNode) payload.deepCopy()));
        request.id().ifPresent(place -> new Body(tree).put(place, letter.id()));
        return new Parcel(script.headers(Direction.REQUEST, letter.kind()), script.write(Direction.REQUEST, letter.kind(), tree));
    }

    @Override
    public WireAnswer answer(Letter letter, JsonNode payload) {
        Body body = wellDone(letter);
        reply.count().ifPresent(place -> body.put(place, rows(payload)));
        return answer(200, letter, body.put(reply.payload(), payload));
    }

    /** What is no list is one row. */
    private static IntNode rows(JsonNode payload) {
        return IntNode.valueOf(payload.isArray() ? payload.size() : 1);
    }

    private Body wellDone(Letter letter) {
        Body body = Body.empty().put(reply.successCode(), success.code());
        success.message().ifPresent(message -> body.put(reply.message(), message));
        success.with().forEach((place, value) -> body.put(place, value.deepCopy()));
        reply.sign(body, letter);
        return body;
    }

    @Override
    public boolean acknowledges() {
        return acceptance.isPresent();
    }

    @Override
    public WireAnswer accepted(Letter letter, Acceptance what) {
        Acceptance.Form form = acceptance.orElseThrow(() -> new IllegalStateException("this dialect acknowledges nothing"));
        Body body = wellDone(letter);
        reply.count().ifPresent(place -> body.put(place, IntNode.valueOf(0)).put(reply.payload(), Json.list()));
        form.put(what, body);
        reply.count().ifPresent(place -> body.put(place, rows(body.tree().at(reply.payload()))));
        return answer(form.status(), letter, body);
    }

    @Override
    public WireAnswer refuse(Refusal refusal, Letter letter) {
        Body body = Body.empty().put(reply.refusalCode(), refusals.code(refusal.code())).put(reply.message(), Details.sentence(refusal.code()));
        refusals.with().forEach((place, value) -> body.put(place, value.deepCopy()));
        reply.sign(body, letter);
        reply.count().ifPresent(place -> body.put(place, IntNode.valueOf(0)).put(reply.payload(), Json.list()));
        Details.of(refusal, letter).forEach((detail, value) -> refusals.place(detail).ifPresent(place -> body.put(place, value)));
        return answer(refusals.status().orElse(refusal.status()), letter, body);
    }

    private WireAnswer answer(int status, Letter letter, Body body) {
        return new WireAnswer(status, script.headers(Direction.REPLY, letter.kind()), script.write(Direction.REPLY, letter.kind(), body.tree()));
    }
}
