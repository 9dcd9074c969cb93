package io.yizhan.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Seal;
import io.yizhan.sandbox.tongues.Tongue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** An asking platform: a tongue, a seal and the JDK's HTTP client. */
final class HttpAsker implements Asker {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Platform platform;
    private final URI gateway;
    private final Tongue tongue;
    private final Seal seal;
    private final LongSupplier nanos;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

    HttpAsker(Platform platform, URI gateway, Tongue tongue, Seal seal, LongSupplier nanos) {
        this.platform = platform;
        this.gateway = gateway;
        this.tongue = tongue;
        this.seal = seal;
        this.nanos = nanos;
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public Draft draft(Question question) {
        return tongue.draft(question, question.terms().requester().orElse(platform.requester()));
    }

    @Override
    public Draft edit(Draft draft, Consumer<ObjectNode> change) {
        return draft.saying(tongue.edited(draft, change));
    }

    @Override
    public Call sign(Draft draft) {
        return seal.sign(gateway, draft);
    }

    @Override
    public Reply post(Draft draft) {
        Reply reply = send(sign(draft));
        return tongue.lapsed(reply.body()) && seal.renew() ? send(sign(draft)) : reply;
    }

    @Override
    public Fetched fetch(String link) {
        HttpResponse<byte[]> response = exchange(sign(tongue.file(URI.create(link))));
        return new Fetched(response.statusCode(), response.headers().firstValue("content-type").orElse(""), response.body());
    }

    @Override
    public Reply send(Call call) {
        long begun = nanos.getAsLong();
        HttpResponse<byte[]> response = exchange(call);
        long taken = nanos.getAsLong() - begun;
        Seal.Answered answer = new Seal.Answered(response.statusCode(), joined(response.headers().map()), response.body());
        return new Reply(
                response.statusCode(),
                response.headers().map(),
                response.body(),
                tongue.tree(response.body()),
                seal.vouchesForAnswer(answer, call),
                taken,
                tongue.read(call, response.statusCode(), response.body()));
    }

    private HttpResponse<byte[]> exchange(Call call) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(call.uri()).timeout(PATIENCE).method(call.method(), HttpRequest.BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::setHeader);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException unanswered) {
            throw new UncheckedIOException(unanswered);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the gateway", stopped);
        }
    }

    private static Map<String, String> joined(Map<String, List<String>> headers) {
        Map<String, String> joined = new TreeMap<>();
        headers.forEach((name, values) -> joined.put(name, String.join(", ", values)));
        return joined;
    }
}
