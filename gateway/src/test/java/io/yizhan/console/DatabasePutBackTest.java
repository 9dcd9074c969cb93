package io.yizhan.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.Correspondence;
import io.yizhan.testing.OperatorPort;
import io.yizhan.testing.PartnersYaml;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database is put back to what it was earlier, while the node goes on. */
class DatabasePutBackTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final OperatorPort PORT = OperatorPort.free();

    @RegisterExtension
    static final Correspondence world = Correspondence.usual()
            .partners(PartnersYaml.changed(file -> file.agreementLike("all-service-evaluation", "policies", "").put("kind", "policy-catalogue").putArray("purposes")))
            .settings(PORT.settings());

    @Test
    void a_catalogue_that_is_ahead_of_it_is_built_anew_as_far_as_it_is() {
        publish("YB-1");
        publish("YB-2");
        Awaitility.await().atMost(LONG).until(() -> catalogues().contains("\"change\":2,\"last\":2"));
        putBack();

        assertThat(PORT.post("/catalogues/policy-catalogue/rebuild", token(), "").statusCode()).isEqualTo(202);

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

    private static String catalogues() {
        return PORT.get("/catalogues", token()).body();
    }

    private static String token() {
        return OperatorPort.token(world.settings().dataDirectory());
    }
}
