package io.yizhan.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.Correspondence;
import io.yizhan.testing.PartnersYaml;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database is put back to what it was earlier, while the node goes on. */
class DatabasePutBackTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PORT = free();

    @RegisterExtension
    static final Correspondence world = Correspondence.usual()
            .partners(PartnersYaml.changed(file -> file.agreementLike("all-service-evaluation", "policies", "").put("kind", "policy-catalogue").putArray("purposes")))
            .settings(Map.of("operator.port", String.valueOf(PORT)));

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    @Test
    void a_catalogue_that_is_ahead_of_it_is_built_anew_as_far_as_it_is() throws IOException {
        publish("YB-1");
        publish("YB-2");
        Awaitility.await().atMost(LONG).until(() -> catalogues().contains("\"change\":2,\"last\":2"));
        putBack();

        assertThat(send(request("/catalogues/policy-catalogue/rebuild").POST(HttpRequest.BodyPublishers.noBody()).build()).statusCode()).isEqualTo(202);

        Awaitility.await().atMost(LONG).until(() -> catalogues().contains("\"change\":1,\"last\":1") && !catalogues().contains("rebuilt"));
        publish("YB-3");
        Awaitility.await().atMost(LONG).until(() -> catalogues().contains("\"change\":2,\"last\":2"));
    }

    private static void publish(String id) {
        assertThat(world.send("s_sys_policy_catalogue", "{\"request_no\": \"" + id + "\", \"policy_id\": \"" + id + "\", \"version_no\": 1, "
                + "\"policy_title\": \"样本\", \"policy_org_name\": \"样本局\", \"policy_level\": \"1\"}").body()).contains("accepted_at");
    }

    private static void putBack() {
        world.database().jdbi().useTransaction(handle -> {
            handle.execute("DELETE FROM feed_item WHERE change = 2");
            handle.execute("DELETE FROM feed_version WHERE change = 2");
            handle.execute("UPDATE feed_line SET change = 1 WHERE change = 2");
        });
    }

    private static String catalogues() throws IOException {
        return send(request("/catalogues").GET().build()).body();
    }

    private static HttpRequest.Builder request(String path) throws IOException {
        String token = Files.readString(world.settings().dataDirectory().resolve("operator.token"));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path)).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    }
}
