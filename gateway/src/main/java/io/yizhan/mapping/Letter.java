package io.yizhan.mapping;

import java.time.Instant;

/**
 * What an outgoing message says of itself besides its payload; each envelope carries as much of it as it has room for.
 *
 * @param id the sender's own id, the same on every attempt
 * @param source where the message comes from
 * @param message which of the kind's messages it is: request, reply
 */
public record Letter(String id, String source, String kind, String message, Instant at) {}
