package io.yizhan.vocabulary;

import java.util.Optional;

/**
 * An HTTP answer as bytes.
 *
 * @param body empty rather than null; not copied, so it must not be changed
 * @param streamed what is known of a body too large to be held here, which comes or goes apart from this; then {@code body} is empty
 */
public record WireAnswer(int status, Headers headers, byte[] body, Optional<Streamed> streamed) {

    public WireAnswer(int status, Headers headers, byte[] body) {
        this(status, headers, body, Optional.empty());
    }

    public static WireAnswer of(int status, Headers headers, Streamed body) {
        return new WireAnswer(status, headers, new byte[0], Optional.of(body));
    }

    public WireAnswer with(Headers others) {
        return new WireAnswer(status, others, body, streamed);
    }

    /** Of the body, in bytes, wherever it is. */
    public long length() {
        return streamed.map(Streamed::length).orElse((long) body.length);
    }

    /** Neither headers' values nor the body: they may be secret. */
    @Override
    public String toString() {
        return status + " (" + length() + " bytes)";
    }
}
