package io.yizhan.vocabulary;

import java.net.URI;

/**
 * An HTTP request as bytes, incoming or outgoing.
 *
 * @param method upper-case
 * @param uri absolute; of an incoming request the address the caller used, as far as it is known
 * @param body empty rather than null; not copied, so it must not be changed
 */
public record WireRequest(String method, URI uri, Headers headers, byte[] body) {

    public WireRequest with(Headers others) {
        return new WireRequest(method, uri, others, body);
    }

    public WireRequest at(URI other) {
        return new WireRequest(method, other, headers, body);
    }

    /** Neither headers' values nor the query nor the body: they may be secret. */
    @Override
    public String toString() {
        return method + " " + uri.getRawPath() + " (" + body.length + " bytes)";
    }
}
