package io.yizhan.exchange;

import io.yizhan.partner.Directory;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A request has come in.
 *
 * @param id the gateway's own name for the exchange
 * @param peer the address it came from
 * @param convention how its door expects it to be signed
 * @param directory the version of the registry this exchange keeps to
 */
public record Received(MessageId id, Instant at, WireRequest request, InetAddress peer, String convention, Directory directory) implements Stage {
    /** W3C Trace Context, version 00. */
    private static final Pattern TRACE = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** The caller's trace context, to be passed on; nothing where it gave none. */
    public Headers trace() {
        return request.headers()
                .first("traceparent")
                .filter(value -> TRACE.matcher(value).matches())
                .map(value -> Headers.of("traceparent", value))
                .orElse(Headers.none());
    }

    @Override
    public Stage before() {
        return this;
    }
}
