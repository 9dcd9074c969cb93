package io.yizhan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.vocabulary.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Calls the gateway as the national platform does, and takes no answer but the one it wants. Safe for use by many threads. */
final class National {
    private static final long BEHIND_MILLIS = 60_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI gateway;
    private final String caller;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** The last time that was signed: each only once, however many leave in one millisecond, and never far behind. */
    private final AtomicLong time = new AtomicLong();

    National(URI gateway, String caller) {
        this.gateway = gateway;
        this.caller = caller;
    }

    /** Sends a message that is accepted. */
    void accepted(String service, String body) {
        call(signed("", service).header("Content-Type", "application/json;charset=UTF-8").POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    /** @return the id of a batch that is accepted */
    String batch(String service, byte[] lines) {
        return call(signed("", service)
                        .header("Content-Type", "application/x-ndjson")
                        .header("Content-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(Digest.sha256(lines).bytes()) + ":")
                        .POST(BodyPublishers.ofByteArray(lines)))
                .path("message_id").asText();
    }

    /** @param place one of those in {@code dialect.yaml}, {@code messages} */
    JsonNode asked(String place, String path) {
        return call(signed("/" + place + path, "s_sys_" + place).GET());
    }

    private HttpRequest.Builder signed(String path, String service) {
        long earliest = System.currentTimeMillis() - BEHIND_MILLIS;
        String now = String.valueOf(time.updateAndGet(before -> Math.max(before + 1, earliest)));
        return HttpRequest.newBuilder(gateway.resolve("/httpproxy" + path))
                .header("gjgxjhpt_rid", caller)
                .header("gjgxjhpt_sid", service)
                .header("gjgxjhpt_rtime", now)
                .header("gjgxjhpt_sign", hmac(service + caller + now));
    }

    /** @return what the answer says */
    private JsonNode call(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            JsonNode told = JSON.readTree(answer.body());
            if (answer.statusCode() != 200 || !told.path("code").asText().equals("0")) {
                throw new IllegalStateException("not taken: " + answer.body());
            }
            return told.path("data");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("was asked to stop", asked);
        }
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Partners.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
