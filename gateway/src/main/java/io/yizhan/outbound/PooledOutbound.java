package io.yizhan.outbound;

import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** HttpClient 5 with a connection pool; everything it would do of its own accord is off. */
final class PooledOutbound implements Outbound {
    private static final TimeValue IDLE_BEFORE_CHECK = TimeValue.ofSeconds(1);
    private static final TimeValue IDLE_BEFORE_CLOSE = TimeValue.ofSeconds(60);
    private static final TimeValue OLDEST_CONNECTION = TimeValue.ofMinutes(10);

    /** A head is held in memory before anybody can count it, and 200 fields of 16 KiB are far more than any platform sends. */
    private static final Http1Config HEAD =
            Http1Config.custom().setMaxLineLength(16 << 10).setMaxHeaderCount(200).setMaxEmptyLineCount(10).build();

    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(2, daemon("outbound-deadline"));
    private final ExecutorService lookups = Executors.newCachedThreadPool(daemon("outbound-look-up"));
    private final OutboundLimits limits;
    private final CloseableHttpClient pooled;
    private final CloseableHttpClient shared;

    PooledOutbound(OutboundLimits limits, LongSupplier nanos) {
        this.limits = limits;
        timers.setRemoveOnCancelPolicy(true);
        DeadlineHandler deadlines = new DeadlineHandler(limits, nanos, timers);
        this.pooled = HttpClients.custom()
                .setConnectionManager(connections(deadlines))
                .setRequestExecutor(new OneAnswerEach())
                .addExecInterceptorFirst("deadline", deadlines)
                .setDefaultRequestConfig(requests())
                // whoever is not told what a client can unpack may send anything (RFC 9110 §12.5.3)
                .setDefaultHeaders(List.of(new BasicHeader(HttpHeaders.ACCEPT_ENCODING, "identity")))
                .setUserAgent("yizhan")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .evictExpiredConnections()
                .evictIdleConnections(IDLE_BEFORE_CLOSE)
                .build();
        this.shared = new SharedClient(pooled);
    }

    private HttpClientConnectionManager connections(DeadlineHandler deadlines) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(HEAD).build())
                .setDnsResolver(new GuardedResolver(new AddressGuard(limits.loopback()), lookups, deadlines::nanosLeft))
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(Trust.with(limits.authorities())))
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(timeout(limits.connect())).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(limits.connect()))
                        .setValidateAfterInactivity(IDLE_BEFORE_CHECK)
                        .setTimeToLive(OLDEST_CONNECTION)
                        .build())
                .setMaxConnTotal(limits.connections())
                .setMaxConnPerRoute(limits.connections())
                .build();
    }

    private RequestConfig requests() {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(timeout(limits.longestCall()))
                .setResponseTimeout(timeout(limits.longestCall()))
                .setProtocolUpgradeEnabled(false)
                .setExpectContinueEnabled(false)
                .build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public CloseableHttpClient client() {
        return shared;
    }

    @Override
    public Outcome<WireAnswer> call(WireRequest request, Duration deadline) {
        return WireCall.make(pooled, request, InputStream.nullInputStream(), deadline);
    }

    @Override
    public Outcome<WireAnswer> call(WireRequest request, InputStream body, Duration deadline) {
        return WireCall.make(pooled, request, body, deadline);
    }

    @Override
    public void close() {
        try {
            pooled.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        } finally {
            timers.shutdownNow();
            lookups.shutdownNow();
        }
    }
}
