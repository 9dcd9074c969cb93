package io.yizhan.sandbox.platforms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Fetches what a platform needs of a gateway before it can ask: keys and secrets. */
final class Courier {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

    /** The body of the answer; throws {@link UncheckedIOException} when there is none. */
    byte[] fetch(Asker.Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri()).timeout(PATIENCE).method(call.method(), BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::setHeader);
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray()).body();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the gateway", stopped);
        }
    }
}
