package io.yizhan.vocabulary;

/**
 * An HTTP answer as bytes.
 *
 * @param body empty rather than null; not copied, so it must not be changed
 */
public record WireAnswer(int status, Headers headers, byte[] body) {

    public WireAnswer with(Headers others) {
        return new WireAnswer(status, others, body);
    }

    /** Neither headers' values nor the body: they may be secret. */
    @Override
    public String toString() {
        return status + " (" + body.length + " bytes)";
    }
}
