package io.yizhan.vocabulary;

import java.net.URI;
import java.util.Optional;

/**
 * An HTTP request as bytes, incoming or outgoing.
 *
 * @param method upper-case
 * @param uri absolute; of an incoming request the address the caller used, as far as it is known
 * @param body empty rather than null; not copied, so it must not be changed
 * @param streamed what is known of a body too large to be held here, which comes or goes apart from this; then {@code body} is empty
 */
public record WireRequest(String method, URI uri, Headers headers, byte[] body, Optional<Streamed> streamed) {

    public WireRequest(String method, URI uri, Headers headers, byte[] body) {
        this(method, uri, headers, body, Optional.empty());
    }

    public static WireRequest of(String method, URI uri, Headers headers, Streamed body) {
        return new WireRequest(method, uri, headers, new byte[0], Optional.of(body));
    }

    public WireRequest with(Headers others) {
        return new WireRequest(method, uri, others, body, streamed);
    }

    public WireRequest at(URI other) {
        return new WireRequest(method, other, headers, body, streamed);
    }

    /** Of the body, in bytes, wherever it is. */
    public long length() {
        return streamed.map(Streamed::length).orElse((long) body.length);
    }

    /** Neither headers' values nor the query nor the body: they may be secret. */
    @Override
    public String toString() {
        return method + " " + uri.getRawPath() + " (" + length() + " bytes)";
    }
}
