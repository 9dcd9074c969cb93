package io.yizhan.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.types.Time;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CloudEvents 1.0 over HTTP. Binary and structured mode are read, binary is written. Refusals are problem details (RFC 9457) with the
 * refusal's own HTTP status.
 *
 * @param type the events' type, with {@code {kind}} and {@code {message}} in it
 * @param answers what HTTP statuses mean, where their usual meaning is not enough; believed only of problem details
 * @param acceptance how a message is acknowledged that will be delivered later: plain JSON, no event
 */
record CloudEventsEnvelope(Charset charset, String type, Answers answers, Optional<Acceptance.Form> acceptance) implements Envelope {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String REFUSAL_TYPE = "urn:yizhan:refusal:";

    static CloudEventsEnvelope of(Keys keys, Charset charset) {
        String type = keys.text("type");
        if (!type.contains("{kind}") || !type.contains("{message}")) {
            throw keys.wrong("type", "must contain {kind} and {message}");
        }
        Answers answers = keys.optionalUnder("answers").map(Answers::of).orElse(Answers.none());
        return new CloudEventsEnvelope(charset, type, answers, keys.optionalUnder("acceptance").map(Acceptance.Form::of));
    }

    @Override
    public Outcome<Opened> open(WireRequest request, String kind, Set<String> messages) {
        Map<String, String> types = new HashMap<>();
        messages.stream().filter(message -> !message.equals(REPLY)).forEach(message -> types.put(type(kind, message), message));
        return EventReader.read(request.headers(), request.body(), charset, types.keySet(), RefusalCode.MALFORMED).map(event -> new Opened(
                Optional.of(event.id()), Optional.empty(), Optional.of(event.source()), Optional.of(types.get(event.type())), event.payload()));
    }

    @Override
    public boolean hasLines() {
        return true;
    }

    @Override
    public Outcome<Opened> openLine(byte[] line, String kind, Set<String> messages) {
        return Json.read(line, Headers.none(), StandardCharsets.UTF_8, RefusalCode.MALFORMED).then(body -> body.has("specversion")
                ? open(new WireRequest("POST", URI.create("/"), Headers.of("Content-Type", EventReader.STRUCTURED), line), kind, messages)
                : Outcome.of(new Opened(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), body)));
    }

    @Override
    public boolean tellsMessages() {
        return true;
    }

    @Override
    public Outcome<Told> hear(WireAnswer answer, Letter asked) {
        Optional<Told.Meaning> byStatus = Answers.byStatus(answer.status());
        if (byStatus.isPresent()) {
            return Answers.told(problem(answer).orElse(byStatus.get()));
        }
        if (!asked.message().equals(REQUEST)) {
            return acknowledged(answer);
        }
        return EventReader.read(answer.headers(), answer.body(), charset, Set.of(type(asked.kind(), REPLY)), RefusalCode.ENDPOINT_BAD_ANSWER)
                .map(event -> new Told(Told.Meaning.OK, event.payload()));
    }

    /** By its status alone; but a page of HTML is from somebody else, who stands before the platform. */
    private Outcome<Told> acknowledged(WireAnswer answer) {
        boolean told = answer.length() == 0 || answer.headers().first("content-type").filter(EventReader::json).isPresent();
        return told ? Answers.told(Told.Meaning.OK) : Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, "content-type");
    }

    @Override
    public Outcome<JsonNode> carry(String message, JsonNode payload) {
        return Outcome.of(payload);
    }

    @Override
    public JsonNode sample(String message, String text) throws Unreadable {
        return Json.read(text);
    }

    @Override
    public Parcel wrap(Letter letter, JsonNode payload) {
        return new Parcel(headers(letter), Json.write(payload, charset));
    }

    @Override
    public WireAnswer answer(Letter letter, JsonNode payload) {
        return new WireAnswer(200, headers(letter), Json.write(payload, charset));
    }

    @Override
    public WireAnswer refuse(Refusal refusal, Letter letter) {
        RefusalCode code = refusal.code();
        ObjectNode problem = Json.object()
                .put("type", REFUSAL_TYPE + code.code())
                .put("title", code.english())
                .put("status", refusal.status())
                .put("code", code.code())
                .put("detail", Details.sentence(code));
        Map<String, JsonNode> details = Details.of(refusal, letter);
        problem.set("fault", details.get("fault"));
        problem.set("place", details.get("place"));
        Optional.ofNullable(details.get("expected")).ifPresent(expected -> problem.set("expected", expected));
        Optional.ofNullable(details.get("gateway-time")).ifPresent(time -> problem.set("gatewayTime", time));
        problem.set("exchange", details.get("exchange"));
        return new WireAnswer(refusal.status(), Headers.of("Content-Type", PROBLEM), Json.write(problem, charset));
    }

    @Override
    public boolean acknowledges() {
        return acceptance.isPresent();
    }

    @Override
    public WireAnswer accepted(Letter letter, Acceptance what) {
        Acceptance.Form form = acceptance.orElseThrow(() -> new IllegalStateException("this dialect acknowledges nothing"));
        return new WireAnswer(form.status(), Headers.of("Content-Type", JSON), Json.write(form.put(what, Body.empty()).tree(), charset));
    }

    /** Binary mode. The library's builder checks what the standard asks of each attribute. */
    private Headers headers(Letter letter) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(letter.id())
                .withSource(URI.create(letter.source()))
                .withType(type(letter.kind(), letter.message()))
                .withTime(letter.at().atOffset(ZoneOffset.UTC))
                .build();
        return Headers.of(
                "Content-Type", JSON,
                "ce-specversion", event.getSpecVersion().toString(),
                "ce-id", HeaderText.encode(event.getId()),
                "ce-source", HeaderText.encode(event.getSource().toString()),
                "ce-type", HeaderText.encode(event.getType()),
                "ce-time", Time.writeTime(event.getTime()));
    }

    private Optional<Told.Meaning> problem(WireAnswer answer) {
        boolean problem = answer.headers().first("content-type").filter(type -> EventReader.media(type).equals(PROBLEM)).isPresent();
        return problem ? answers.named(String.valueOf(answer.status())) : Optional.empty();
    }

    private String type(String kind, String message) {
        return type.replace("{kind}", kind).replace("{message}", message);
    }
}
