package io.yizhan.vocabulary;

import java.time.Instant;
import java.util.Optional;

/**
 * Why an exchange stops, in words that can be shown to anyone: neither payload nor secrets nor internals.
 *
 * @param place where the trouble is: a JSON pointer, a header's or parameter's name, or empty
 * @param expected what would have been right, as a short phrase of ours (never of the message's), or empty
 * @param gatewayTime the gateway's clock, told to callers whose own is off
 */
public record Refusal(RefusalCode code, String place, String expected, Optional<Instant> gatewayTime) {

    public static Refusal of(RefusalCode code, String place) {
        return new Refusal(code, place, "", Optional.empty());
    }

    public static Refusal of(RefusalCode code, String place, String expected) {
        return new Refusal(code, place, expected, Optional.empty());
    }

    public static Refusal stale(String place, Instant gatewayTime) {
        return new Refusal(RefusalCode.STALE, place, "", Optional.of(gatewayTime));
    }

    /** The same trouble laid at another's door: what is malformed in an answer is the answerer's fault, not the caller's. */
    public Refusal as(RefusalCode other) {
        return new Refusal(other, place, expected, gatewayTime);
    }
}
