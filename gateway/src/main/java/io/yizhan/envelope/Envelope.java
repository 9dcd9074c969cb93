package io.yizhan.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** What a dialect puts around its payloads. Safe for use by many threads. */
public interface Envelope {
    /** The message that is answered at once, in the same HTTP exchange. Every other one that is sent is acknowledged at most. */
    String REQUEST = "request";

    /** The message that answers a request; every other one asks or tells. */
    String REPLY = "reply";

    /**
     * As a dialect's description says, under {@code envelope} and the keys that belong to it.
     *
     * @param services what the description says under {@code services}, by kind
     */
    static Envelope of(Keys dialect, Map<String, Keys> services) {
        Charset charset = charset(dialect);
        return switch (dialect.text("envelope")) {
            case "json" -> TreeEnvelope.json(dialect, charset);
            case "xml" -> TreeEnvelope.xml(dialect, services, charset);
            case "cloudevents" -> CloudEventsEnvelope.of(dialect, charset);
            default -> throw dialect.wrong("envelope", "must be json, xml or cloudevents");
        };
    }

    /** Only charsets that can write every character: GB18030 reads what is written in GBK. */
    private static Charset charset(Keys dialect) {
        return switch (dialect.text("charset")) {
            case "UTF-8" -> StandardCharsets.UTF_8;
            case "GB18030" -> Decoding.GB18030;
            default -> throw dialect.wrong("charset", "must be UTF-8 or GB18030");
        };
    }

    /**
     * Refuses malformed.
     *
     * @param messages those of the kind
     */
    Outcome<Opened> open(WireRequest request, String kind, Set<String> messages);

    /** Whether many messages may stand in one file, one on each line. */
    boolean hasLines();

    /**
     * Opens what stands on such a line, in UTF-8, just as a body would: refuses malformed. What tells of itself in header fields of a request
     * may stand there alone as well; then it has no id of its own.
     */
    Outcome<Opened> openLine(byte[] line, String kind, Set<String> messages);

    /** Whether what is opened says by itself which message it is. */
    boolean tellsMessages();

    /**
     * Refuses endpoint-bad-answer. Whatever is no {@link #REQUEST} is acknowledged: all is well when the platform says so, with or without
     * anything more in its answer.
     *
     * @param asked the letter of the request this answers; an answer that names another is a bad one
     */
    Outcome<Told> hear(WireAnswer answer, Letter asked);

    /**
     * A payload as it arrives on the other side: what the notation has no word for (a number, in a notation of texts only) is turned into what
     * will be read. Refuses unmappable what cannot be written at all.
     */
    Outcome<JsonNode> carry(String message, JsonNode payload);

    /**
     * Reads a payload that stands alone in a file.
     *
     * @param text in JSON, or the payload's own element in XML, without what an envelope puts around it
     */
    JsonNode sample(String message, String text) throws Unreadable;

    /** @param payload one that {@link #carry} returned */
    Parcel wrap(Letter letter, JsonNode payload);

    /** @param payload one that {@link #carry} returned */
    WireAnswer answer(Letter letter, JsonNode payload);

    WireAnswer refuse(Refusal refusal, Letter letter);

    /** Whether the dialect says how a message is acknowledged that will be delivered later. */
    boolean acknowledges();

    /** @throws IllegalStateException where the dialect does not say how */
    WireAnswer accepted(Letter letter, Acceptance what);
}
