package io.yizhan.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.Correspondence;
import io.yizhan.testing.OperatorPort;
import io.yizhan.testing.PartnersYaml;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OperatorApiTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final OperatorPort PORT = OperatorPort.free();
    private static final String POLICY = "{\"request_no\": \"YB-1\", \"policy_id\": \"YB-1\", \"version_no\": 1, \"policy_title\": \"样本\", "
            + "\"policy_org_name\": \"样本局\", \"policy_level\": \"1\"}";

    @RegisterExtension
    static final Correspondence world = Correspondence.usual()
            .partners(PartnersYaml.changed(OperatorApiTest::following))
            .settings(PORT.settings());

    private static void following(PartnersYaml file) {
        file.agreementLike("all-service-evaluation", "policies", "").put("kind", "policy-catalogue").putArray("purposes");
        file.partner("r1").withArray("endpoints").addObject().put("kind", "policy-catalogue").put("environment", "production").put("way", "mailbox").put("timeout", "60s");
    }

    @Test
    void refuses_who_has_no_token() {
        assertThat(get("/outbox", "wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void tells_how_much_waits() {
        Awaitility.await().until(() -> get("/outbox", token()).body().equals("{\"size\":0}"));
    }

    @Test
    void lists_dead_letters() {
        assertThat(get("/dead-letters?kind=service-evaluation", token()).body()).isEqualTo("[]");
    }

    @Test
    void lists_cases() {
        assertThat(get("/cases", token()).body()).isEqualTo("[]");
    }

    @Test
    void lists_what_nobody_can_read() {
        assertThat(get("/unmappable", token()).body()).isEqualTo("[]");
    }

    @Test
    void lists_what_nobody_has_followed_up() {
        assertThat(get("/follow-ups", token()).body()).isEqualTo("[]");
    }

    @Test
    void lists_sequels_that_are_stuck() {
        assertThat(get("/sequels", token()).body()).isEqualTo("[]");
    }

    @Test
    void refuses_to_try_a_sequel_again_without_a_name() {
        assertThat(post("/sequels/01935b2e-7c00-7000-8000-000000000000/retry", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void tells_that_there_is_no_such_sequel() {
        assertThat(post("/sequels/01935b2e-7c00-7000-8000-000000000000/retry", "{\"by\":\"li.si\"}").statusCode()).isEqualTo(404);
    }

    @Test
    void refuses_to_decide_without_a_name() {
        assertThat(post("/dead-letters/01935b2e-7c00-7000-8000-000000000000/replay", "{\"target\":\"r0\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void tells_that_there_is_no_such_delivery() {
        assertThat(post("/dead-letters/01935b2e-7c00-7000-8000-000000000000/replay", "{\"target\":\"r0\",\"by\":\"li.si\"}").statusCode()).isEqualTo(404);
    }

    @Test
    void reconciles_a_day() {
        assertThat(get("/reconciliation?partner=sender&day=2026-11-21", token()).body()).contains("\"lines\":[]");
    }

    @Test
    void tells_that_nothing_of_a_kind_was_published() {
        assertThat(get("/quality/policy-catalogue", token()).statusCode()).isEqualTo(404);
    }

    @Test
    void builds_a_catalogue_anew_while_it_serves() {
        assertThat(world.send("s_sys_policy_catalogue", POLICY).body()).contains("accepted_at");
        Awaitility.await().atMost(LONG).until(() -> get("/catalogues", token()).body().contains("\"kind\":\"policy-catalogue\",\"environment\":\"production\",\"change\":1,\"last\":1"));

        assertThat(post("/catalogues/policy-catalogue/rebuild", "").statusCode()).isEqualTo(202);

        Awaitility.await().atMost(LONG).until(() -> !get("/catalogues", token()).body().contains("rebuilt"));
        assertThat(get("/catalogues", token()).body()).contains("\"change\":1,\"last\":1");
        assertThat(get("/quality/policy-catalogue", token()).body()).startsWith("{\"items\":1,");
    }

    @Test
    void builds_nothing_anew_that_is_not_there() {
        assertThat(post("/catalogues/service-catalogue/rebuild", "").statusCode()).isEqualTo(409);
    }

    @Test
    void has_a_follower_catch_up() {
        HttpResponse<String> asked = post("/feeds/policy-catalogue/catch-up", "{\"partner\":\"r1\",\"by\":\"li.si\"}");
        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(asked.body()).isEqualTo("{\"superseded\":0}");
    }

    @Test
    void has_nobody_catch_up_who_does_not_follow() {
        assertThat(post("/feeds/policy-catalogue/catch-up", "{\"partner\":\"r2\",\"by\":\"li.si\"}").statusCode()).isEqualTo(404);
        assertThat(post("/feeds/service-evaluation/catch-up", "{\"partner\":\"r1\",\"by\":\"li.si\"}").statusCode()).isEqualTo(404);
    }

    @Test
    void tells_how_far_followers_are() {
        Awaitility.await().until(() -> get("/feeds", token()).body().contains("{\"kind\":\"policy-catalogue\",\"environment\":\"production\",\"partner\":\"r1\",\"change\":"));
    }

    @Test
    void keeps_its_token_from_everybody_else() throws IOException {
        Path file = world.settings().dataDirectory().resolve("operator.token");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Set.copyOf(PosixFilePermissions.fromString("rw-------")));
    }

    private static String token() {
        return OperatorPort.token(world.settings().dataDirectory());
    }

    private static HttpResponse<String> get(String path, String token) {
        return PORT.get(path, token);
    }

    private static HttpResponse<String> post(String path, String body) {
        return PORT.post(path, token(), body);
    }
}
