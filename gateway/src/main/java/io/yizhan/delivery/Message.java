package io.yizhan.delivery;

import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.util.Optional;

/**
 * A message the gateway has taken responsibility for.
 *
 * @param part which of the kind's messages it is
 * @param senderId the sender's own id of it, or what stands for one; empty where it gave none
 * @param source where it says it comes from (CloudEvents), passed on with it
 * @param subject those of one subject reach one endpoint in the order in which they were accepted; empty where the order does not matter
 * @param expires when it is given up, whatever was tried
 * @param received digest of the bytes as they came in
 * @param trace the caller's W3C trace context, where it gave one
 * @param entry the commitment to the ledger's entry of its acceptance
 */
public record Message(
        MessageId id,
        String kind,
        String part,
        PartnerId sender,
        Environment environment,
        Optional<String> senderId,
        String source,
        Optional<String> subject,
        Instant accepted,
        Instant expires,
        Digest received,
        Assurance assurance,
        String consent,
        Optional<String> trace,
        Digest entry) {

    /** The same, belonging to another subject. */
    public Message about(String other) {
        return new Message(
                id, kind, part, sender, environment, senderId, source, Optional.of(other), accepted, expires, received, assurance, consent, trace, entry);
    }
}
