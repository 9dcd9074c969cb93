package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.envelope.Acceptance;
import io.yizhan.envelope.Letter;
import io.yizhan.envelope.Opened;
import io.yizhan.envelope.Parcel;
import io.yizhan.envelope.Told;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.util.Map;
import java.util.Optional;

/** How one platform speaks. Read from its folder; safe for use by many threads. */
public interface Dialect {
    String name();

    /** The convention this platform signs with. */
    String convention();

    /**
     * Which kind a request is for; which of its messages, {@link Service#message} says.
     *
     * @param path as received, without the query
     * @param code the service code the convention found, if any
     */
    Optional<Service> service(String path, Optional<String> code);

    /** How this dialect names a kind; empty where it does not speak of it. */
    Optional<Service> serviceFor(String kind);

    /**
     * Takes a request, or any other message that is sent and not answered with, out of its envelope: refuses malformed.
     *
     * @param kind what it asks for, as {@link #service} told
     */
    Outcome<Opened> open(WireRequest request, String kind);

    /** Whether many messages of this dialect may stand in one file, one on each line. */
    boolean hasLines();

    /** Takes a message out of its envelope that stands on such a line, in UTF-8: refuses malformed. It may have no id. */
    Outcome<Opened> openLine(byte[] line, String kind);

    /**
     * A payload that was made of what people wrote, as one that is sent would be read: what the notation has no word for (a number, in a notation
     * of texts only) is turned into what will be. Refuses unmappable what cannot be written at all.
     */
    Outcome<JsonNode> carry(String message, JsonNode payload);

    /**
     * Takes an answer out of its envelope: refuses endpoint-bad-answer, also where it says it answers another letter. What is told in answer to
     * anything but a request is an acknowledgement: {@link Told#payload} is null.
     *
     * @param asked the letter of the request this answers
     */
    Outcome<Told> hear(WireAnswer answer, Letter asked);

    /** The body and headers of a request in this dialect, still unsigned. */
    Parcel wrap(Letter letter, JsonNode payload);

    /** An answer in this dialect, still unsigned. */
    WireAnswer answer(Letter letter, JsonNode payload);

    /**
     * A refusal in this dialect, still unsigned.
     *
     * @param letter its id is the gateway's own of the exchange, to be quoted when asking about it; its kind may be one nobody knows
     */
    WireAnswer refuse(Refusal refusal, Letter letter);

    /** What the sender of a message is told that was accepted for later delivery, in this dialect, still unsigned. */
    WireAnswer accepted(Letter letter, Acceptance what);

    /**
     * Where partners that speak so find what is not exchanging: {@code inbox}, {@code messages}, {@code attachments}, {@code feeds} or {@code
     * catalogue}. Empty where they do not.
     */
    Optional<Service.Place> place(String name);

    /** Translates a payload of this dialect: refuses unmappable. */
    Outcome<JsonNode> toCanonical(String kind, String message, JsonNode payload);

    /** Translates into a payload of this dialect: refuses unmappable. */
    Outcome<JsonNode> fromCanonical(String kind, String message, JsonNode canonical);

    /**
     * One request of a call that takes several: refuses unmappable.
     *
     * @param step its name under {@code steps} of the service, or {@code request} for the last one, which goes where the service itself is
     * @param asked the payload of the request, in this dialect
     * @param said the payloads told so far, by the steps they were told to
     */
    Outcome<Step> step(String kind, String step, JsonNode asked, Map<String, JsonNode> said);

    /**
     * @param path where it goes on the platform
     * @param code the service code that goes with it, or empty
     */
    record Step(String path, String code, JsonNode payload) {}

    /** The version of the mapping used for a message in both directions, for the ledger: a digest of its files' text, 16 hexadecimal digits. */
    String version(String kind, String message);

    /** The versions of all messages of a kind, with a colon between. */
    String versions(String kind);
}
