package io.yizhan.envelope;

import io.yizhan.vocabulary.Headers;

/**
 * What goes into an outgoing request.
 *
 * @param body not copied, so it must not be changed
 */
public record Parcel(Headers headers, byte[] body) {
    /** Neither headers' values nor the body: they may be secret. */
    @Override
    public String toString() {
        return headers + " (" + body.length + " bytes)";
    }
}
