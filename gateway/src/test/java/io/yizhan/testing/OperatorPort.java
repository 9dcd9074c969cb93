package io.yizhan.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The port operators ask a gateway at: {@code Correspondence.usual().settings(PORT.settings())}. */
public record OperatorPort(int number) {

    public static OperatorPort free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return new OperatorPort(socket.getLocalPort());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    public Map<String, String> settings() {
        return Map.of("operator.port", String.valueOf(number));
    }

    /** What the gateway with that data directory lets in. */
    public static String token(Path data) {
        try {
            return Files.readString(data.resolve("operator.token"));
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    public HttpResponse<String> get(String path, String token) {
        return send(request(path, token).GET());
    }

    public HttpResponse<String> post(String path, String token, String body) {
        return send(request(path, token).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + number + path)).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return HttpClient.newHttpClient().sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).join();
    }
}
