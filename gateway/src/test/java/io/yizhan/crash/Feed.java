package io.yizhan.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Senders that send one message after the other, each again and again under the same id until it is acknowledged: what is not, they would
 * send for ever. {@link #finish} has each send its last.
 */
final class Feed {
    private static final Duration LONG = Duration.ofSeconds(8);
    private static final long PAUSE_MILLIS = 100;
    private static final AtomicLong TIME = new AtomicLong();

    private final List<URI> gateways;
    private final Supplier<Optional<Sent>> next;
    private final long millisEach;
    private final String secret;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private final Map<Sent, String> accepted = new ConcurrentHashMap<>();
    private final Map<Sent, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<Sent, Boolean> sent = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    /** Never counted down: to wait is all it is for. */
    private final CountDownLatch pause = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param next the next message, or none any more
     * @param perSecond how many are sent at most
     */
    Feed(List<URI> gateways, String secret, int senders, int perSecond, Supplier<Optional<Sent>> next) {
        this.gateways = gateways;
        this.secret = secret;
        this.next = next;
        this.millisEach = Math.max(1, 1000L * senders / perSecond);
        for (int i = 0; i < senders; i++) {
            Thread thread = new Thread(this::send, "sender");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Returns when each sender has its last acknowledgement. */
    Feed finish() throws InterruptedException {
        stopping.countDown();
        return await();
    }

    /** Returns when there is no next message and all are acknowledged. */
    Feed await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        return this;
    }

    int sent() {
        return sent.size();
    }

    /** What was acknowledged, with the gateway's own id of it. */
    Map<Sent, String> accepted() {
        return accepted;
    }

    /** When it was, as {@link System#nanoTime()} tells it. */
    long acknowledged(Sent message) {
        return acknowledged.get(message);
    }

    /** What was answered instead of an acknowledgement, and how often. */
    Map<String, Integer> refusals() {
        return refusals;
    }

    private void send() {
        try {
            do {
                Optional<Sent> message = next.get();
                if (message.isEmpty()) {
                    return;
                }
                sent.put(message.get(), true);
                int turn = message.get().number();
                while (!acknowledged(gateways.get(turn++ % gateways.size()), message.get())) {
                    pause.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                }
            } while (!stopping.await(millisEach, TimeUnit.MILLISECONDS));
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean acknowledged(URI gateway, Sent message) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(signed(gateway, message), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            int at = answer.body().indexOf("\"message_id\":\"");
            if (answer.statusCode() < 300 && at >= 0) {
                acknowledged.put(message, System.nanoTime());
                accepted.put(message, answer.body().substring(at + 14, at + 50));
                return true;
            }
            refusals.merge(answer.statusCode() + " " + answer.body().replaceAll("ID\\d+|NR\\d+|[0-9a-f]{8}-[0-9a-f-]+|\\d{4}-\\d\\d-\\d\\dT[^\"]*", "…"), 1, Integer::sum);
            return false;
        } catch (IOException away) {
            refusals.merge(away.getClass().getSimpleName(), 1, Integer::sum);
            return false;
        }
    }

    private HttpRequest signed(URI gateway, Sent message) {
        String service = message.of().service();
        String now = String.valueOf(TIME.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis())));
        return HttpRequest.newBuilder(gateway.resolve("/httpproxy"))
                .timeout(LONG)
                .header("Content-Type", "application/json;charset=UTF-8")
                .header("gjgxjhpt_rid", "sender-rid")
                .header("gjgxjhpt_sid", service)
                .header("gjgxjhpt_rtime", now)
                .header("gjgxjhpt_sign", hmac(service + "sender-rid" + now))
                .POST(HttpRequest.BodyPublishers.ofString(message.body(), StandardCharsets.UTF_8))
                .build();
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
