package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a kind says of its own canonical messages, in files beside their schemas. */
public interface Canonical {
    /**
     * What agreements and the search for an answerer need to know of a request ({@code terms.jslt}): refuses unmappable.
     *
     * @throws IllegalArgumentException of a kind whose messages are accepted durably: these have a {@link #matter} each
     */
    Outcome<Terms> terms(String kind, JsonNode request);

    /**
     * What has to be known of a message that is accepted durably, to agree to it and to deliver it ({@code <message>.terms.jslt}): refuses unmappable.
     *
     * @throws IllegalArgumentException of a kind whose messages are answered at once
     */
    Outcome<Matter> matter(String kind, String message, JsonNode canonical);

    /**
     * What one party of a case gets to see of it ({@code forward.jslt}): refuses unmappable. The submit itself, where the kind has no such rules.
     *
     * @param in {@code submit}, {@code party}, and {@code results}, those of the parties this one waited for
     */
    Outcome<JsonNode> forward(String kind, JsonNode in);

    /** Whether the gateway itself sends a message of this kind about a deadline. */
    boolean tellsDeadlines(String kind);

    /**
     * The message the gateway itself sends about a deadline ({@code deadline.jslt}), a canonical {@link #DEADLINE_MESSAGE}: refuses unmappable.
     *
     * @param in {@code number}, {@code party}, {@code project}, {@code what} (promised-near, promised-over, statutory-near or statutory-over),
     *     {@code on} (a date) and {@code at} (an instant)
     * @throws IllegalArgumentException where {@link #tellsDeadlines} is false
     */
    Outcome<JsonNode> deadline(String kind, JsonNode in);

    /** Whether the gateway itself tells of parties of this kind that it has concluded. */
    boolean tellsClosings(String kind);

    /**
     * The message the gateway itself sends of a party that it has concluded ({@code closing.jslt}), a canonical {@link #CLOSING_MESSAGE}:
     * refuses unmappable.
     *
     * @param in {@code number}, {@code party}, {@code project}, {@code conclusion} (voided or withdrawn) and {@code at} (an instant)
     * @throws IllegalArgumentException where {@link #tellsClosings} is false
     */
    Outcome<JsonNode> closing(String kind, JsonNode in);

    /** Whether another message may follow of one by which a part of a case of this kind ended. */
    boolean hasSequels(String kind);

    /**
     * What follows of a canonical {@link #CLOSING_MESSAGE} ({@code sequel.jslt}): {@code {kind, message, content}} with canonical content, or
     * nothing, which is an empty object: refuses unmappable.
     *
     * @param in {@code submit}, {@code result}, the case's {@code number} and the {@code party} whose part ended
     * @throws IllegalArgumentException where {@link #hasSequels} is false
     */
    Outcome<JsonNode> sequel(String kind, JsonNode in);

    /** The message of a case by which the gateway tells how a party's part ended. */
    String CLOSING_MESSAGE = "result";

    /** The message of a case by which the gateway tells of deadlines. */
    String DEADLINE_MESSAGE = "event";

    /**
     * Completes a reply by what can be concluded from request and reply together ({@code complete.jslt}), where the kind has such rules:
     * verdicts the answerer left open, and remarks on check characters.
     *
     * @param asOf today's date in Asia/Shanghai
     */
    Outcome<JsonNode> complete(String kind, JsonNode request, JsonNode reply, LocalDate asOf);

    /** The canonical reply that says nothing was found ({@code not-found.json}). */
    Optional<JsonNode> notFound(String kind);

    /**
     * @param purpose what the answer is wanted for, in the caller's words
     * @param basis {@code holder} or {@code duty}
     * @param reference of the holder's authorisation, empty if none is given
     * @param authority what a nation-wide answerer is registered under (for a licence its type code), empty if not known
     * @param region the region asked, in any written form, empty if not known
     */
    record Terms(String purpose, String basis, String reference, String authority, String region) {}

    /**
     * Texts are empty for what is not known.
     *
     * @param purpose what the message is for, in the sender's words
     * @param basis {@code holder} or {@code duty}
     * @param reference of the holder's authorisation
     * @param subject messages of one sender and subject reach one endpoint in the order they were accepted
     * @param to who must get it; nobody where the case it belongs to says who
     * @param inform who gets a copy
     * @param step what it means to the case it belongs to, null (JSON's) where it belongs to none
     */
    record Matter(
            String purpose, String basis, String reference, String subject, List<Addressed> to, List<Addressed> inform, JsonNode step) {
        public Matter {
            to = List.copyOf(to);
            inform = List.copyOf(inform);
        }
    }

    /**
     * @param party what the message calls it, empty where it gives it no name
     * @param authority what a nation-wide answerer is registered under, empty if not known
     * @param region in any written form, empty if not known
     */
    record Addressed(String party, String authority, String region) {}
}
