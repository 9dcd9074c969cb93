package io.yizhan.envelope;

import java.time.Instant;
import java.util.Optional;

/**
 * What an outgoing message says of itself besides its payload; each envelope carries as much of it as it has room for.
 *
 * @param id the sender's own id, the same on every attempt; of the gateway's answers, the id of the exchange
 * @param source where the message comes from
 * @param kind what it is about
 * @param message which of the kind's messages it is: request, reply
 * @param inReplyTo of an answer, the id of the message it answers, where that had one
 */
public record Letter(String id, String source, String kind, String message, Instant at, Optional<String> inReplyTo) {}
