package io.yizhan.vocabulary;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why an exchange stops, in words that can be shown to anyone: neither payload nor secrets nor internals.
 *
 * @param fault whose mistake it is: usually the code's own, but what cannot be mapped in an answer is the answerer's
 * @param place where the trouble is: a JSON pointer, a header's or parameter's name, or empty
 * @param expected what would have been right, as a short phrase of ours (never of the message's), or empty
 * @param gatewayTime the gateway's clock, told to callers whose own is off
 * @param http the status, where HTTP has a finer word for the trouble than the code's own; it holds whatever the dialect
 */
public record Refusal(RefusalCode code, Fault fault, String place, String expected, Optional<Instant> gatewayTime, OptionalInt http) {

    /** One that is told with the code's own status. */
    public Refusal(RefusalCode code, Fault fault, String place, String expected, Optional<Instant> gatewayTime) {
        this(code, fault, place, expected, gatewayTime, OptionalInt.empty());
    }

    public static Refusal of(RefusalCode code, String place) {
        return of(code, place, "");
    }

    public static Refusal of(RefusalCode code, String place, String expected) {
        return new Refusal(code, code.fault(), place, expected, Optional.empty());
    }

    public static Refusal stale(String place, Instant gatewayTime) {
        return new Refusal(RefusalCode.STALE, RefusalCode.STALE.fault(), place, "", Optional.of(gatewayTime));
    }

    /** The same trouble under another code: what is malformed in an answer is a bad answer. */
    public Refusal as(RefusalCode other) {
        return new Refusal(other, other.fault(), place, expected, gatewayTime);
    }

    /** The same trouble laid at another's door. */
    public Refusal by(Fault other) {
        return new Refusal(code, other, place, expected, gatewayTime);
    }

    /** The same trouble under a status of HTTP's own (RFC 9110 §15.5): a method not allowed, a coding not understood. */
    public Refusal told(int status) {
        return new Refusal(code, fault, place, expected, gatewayTime, OptionalInt.of(status));
    }

    /** The HTTP status for partners that are answered with one: a fault that is not the caller's is never told as a 4xx. */
    public int status() {
        return http.orElse(fault != Fault.CALLER && code.fault() == Fault.CALLER ? 502 : code.status());
    }
}
