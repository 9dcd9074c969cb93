package io.yizhan.intake;

import io.yizhan.convention.Caller;
import io.yizhan.convention.Key;
import io.yizhan.dispatch.Acceptance.Listed;
import io.yizhan.envelope.Opened;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Received;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Partner;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What all rows of one source have in common: each begins its way as if its owner had sent it, but that no signature is its own.
 *
 * @param assurance how much vouches for it that it is its owner's
 */
record Listing(Arrival arrival, Partner owner, Dialect dialect, Environment environment, String kind, String message, Assurance assurance) {
    private static final Duration KEPT = Duration.ofDays(1);

    /**
     * @param name by which the row is recognised, should it be read again
     * @param id of the message, where the row itself gives it none
     * @param type of what is written
     * @param opened what it says, where it stands in no envelope
     */
    Listed row(String name, String id, String type, byte[] written, Optional<Opened> opened, Instant now) {
        String path = dialect.serviceFor(kind).map(service -> service.at(message).path()).orElse("/");
        WireRequest request = new WireRequest("POST", URI.create(path), Headers.of("Content-Type", type), written);
        Received received = arrival.receive(request, InetAddress.getLoopbackAddress(), dialect.convention());
        Key nobodys = new Key(owner.id(), "", environment, "", new byte[0]);
        // by its name it is accepted once; read again, it is no replay, and refused for the same reason as before
        Caller caller = new Caller(nobodys, assurance, Optional.empty(), Digest.ofTexts("row read", name, received.id().toString()), now.plus(KEPT), "");
        return new Listed(new Identified(received, caller, owner, dialect, kind, Optional.empty()), message, name, id, opened);
    }
}
