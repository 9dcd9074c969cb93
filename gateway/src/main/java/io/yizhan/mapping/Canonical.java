package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;
import java.time.LocalDate;
import java.util.Optional;

/** What a kind says of its own canonical messages, in files beside their schemas. */
public interface Canonical {
    /** What agreements and the search for an answerer need to know of a request ({@code terms.jslt}): refuses unmappable. */
    Outcome<Terms> terms(String kind, JsonNode request);

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
}
