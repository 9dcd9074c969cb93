package io.yizhan.outbound;

import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/**
 * The way out: one HTTP client for every call the gateway makes. Safe for use by many threads.
 *
 * <p>A call fails with {@link DeadlineExceeded}, {@link AnswerTooLarge} or {@link AddressRefused}, or with the client's own
 * {@link java.io.IOException} when the other side could not be reached or broke off.
 */
public interface Outbound extends AutoCloseable {
    /**
     * The request header that says how many milliseconds the call may take, counted from the moment it is handed in, everything included:
     * finding the address, connecting, TLS, waiting, and reading the answer to its end. It never reaches the wire. Without it, or where it
     * says more, {@link OutboundLimits#longestCall()} applies.
     */
    String DEADLINE = "Yizhan-Deadline";

    /**
     * The request header that says how many bytes the answer may have, where that is another number than {@link OutboundLimits#largestAnswer()}:
     * for answers that nobody holds in memory. It never reaches the wire.
     */
    String LARGEST = "Yizhan-Largest";

    /** The client. Closing it does nothing, because many share it; close this room's handle instead. */
    CloseableHttpClient client();

    /**
     * Makes one call and waits for its answer: refuses endpoint-timeout, endpoint-unavailable when the other side cannot be reached, must not be
     * called or breaks off, and endpoint-bad-answer when it says more than may be read, or something that is not HTTP.
     *
     * @param deadline as {@link #DEADLINE}
     */
    Outcome<WireAnswer> call(WireRequest request, Duration deadline);

    /** The same with a body that is read while it is sent ({@link WireRequest#streamed()}); it is not closed. */
    Outcome<WireAnswer> call(WireRequest request, InputStream body, Duration deadline);

    @Override
    void close();

    /**
     * Opens the way out.
     *
     * @param nanos the clock deadlines are measured with, as {@link System#nanoTime()} gives it
     * @throws InvalidAuthorities when the file of authorities cannot be used
     */
    static Outbound with(OutboundLimits limits, LongSupplier nanos) {
        return new PooledOutbound(limits, nanos);
    }
}
