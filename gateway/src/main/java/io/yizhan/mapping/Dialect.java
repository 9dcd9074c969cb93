package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.util.Optional;

/** How one platform speaks. Read from its folder; safe for use by many threads. */
public interface Dialect {
    String name();

    /** The convention this platform signs with. */
    String convention();

    /**
     * Which kind a request is for.
     *
     * @param path as received, without the query
     * @param code the service code the convention found, if any
     */
    Optional<Service> service(String path, Optional<String> code);

    /** How this dialect names a kind; empty where it does not speak of it. */
    Optional<Service> serviceFor(String kind);

    /** Takes a request out of its envelope: refuses malformed. */
    Outcome<Opened> open(WireRequest request);

    /** Takes an answer out of its envelope: refuses endpoint-bad-answer. */
    Outcome<Told> hear(WireAnswer answer);

    /** The body and headers of a request in this dialect, still unsigned. */
    Parcel wrap(Letter letter, JsonNode payload);

    /** An answer in this dialect, still unsigned. */
    WireAnswer answer(Letter letter, JsonNode payload);

    /**
     * A refusal in this dialect.
     *
     * @param message the gateway's id of the exchange, to be quoted when asking about it
     */
    WireAnswer refuse(Refusal refusal, String message);

    /** Translates a payload of this dialect: refuses unmappable. */
    Outcome<JsonNode> toCanonical(String kind, String message, JsonNode payload);

    /** Translates into a payload of this dialect: refuses unmappable. */
    Outcome<JsonNode> fromCanonical(String kind, String message, JsonNode canonical);

    /** The version of the mapping used for a message in both directions, for the ledger: a digest of its files' text, 16 hexadecimal digits. */
    String version(String kind, String message);

    /** What goes into an outgoing request. */
    record Parcel(Headers headers, byte[] body) {}
}
