package io.yizhan.exchange;

import io.yizhan.partner.Directory;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.time.Instant;

/**
 * A request has come in.
 *
 * @param id the gateway's own name for the exchange
 * @param peer the address it came from
 * @param convention how its door expects it to be signed
 * @param directory the version of the registry this exchange keeps to
 */
public record Received(MessageId id, Instant at, WireRequest request, InetAddress peer, String convention, Directory directory) implements Stage {
    @Override
    public Stage before() {
        return this;
    }
}
