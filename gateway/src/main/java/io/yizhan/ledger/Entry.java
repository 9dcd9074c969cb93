package io.yizhan.ledger;

import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is written down of one step.
 *
 * @param id unique; a repeated append of the same entry is recognised by it
 * @param step request, reply, file-request, file, upload-request, upload, grant, bring or refusal; by an operator: inspect, replay, discard, resolve,
 *     retry or catch-up
 * @param to the partner that answers, once it is known
 * @param received digest of the bytes as they came in
 * @param delivered digest of the bytes as they went out, once they are known
 * @param mappings versions of the mappings used, from caller and to answerer; for a file the exchange that offered it, for a material its digest; of what
 *     an operator does {@code operator:} and their name
 * @param signature the sender's, as received; empty when the sender's convention signs no such message
 * @param consent reference of the holder's authorisation, where the request gives one
 * @param outcome {@code asked}, {@code answered}, {@code granted}, {@code whole} or the code of the refusal
 * @param took since the request was received
 */
public record Entry(
        java.util.UUID id,
        MessageId message,
        String kind,
        String step,
        PartnerId from,
        Optional<PartnerId> to,
        Instant at,
        Environment environment,
        Assurance assurance,
        Digest received,
        Optional<Digest> delivered,
        String mappings,
        String signature,
        String consent,
        String outcome,
        Duration took) {}
