package io.yizhan.dispatch;

import static io.yizhan.testing.Correspondence.recipient;
import static io.yizhan.testing.Correspondence.region;
import static io.yizhan.testing.Correspondence.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yizhan.signature.ContentDigest;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.vocabulary.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Endpoints that want the files a message speaks of brought before it. */
class PushedFilesTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final Correspondence world = Correspondence.usual()
            .kinds(Map.of("firstPause", "100ms", "longestPause", "200ms", "attempts", "5"))
            .partners(PartnersYaml.changed(PushedFilesTest::bringing));

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int number = NEXT.getAndIncrement();
    private final String party = recipient(number);
    private final byte[] file = ("made-up document " + number).getBytes(StandardCharsets.UTF_8);
    private final Digest digest = Digest.sha256(file);

    private static void bringing(PartnersYaml partners) {
        for (int i = 0; i < Correspondence.RECIPIENTS; i++) {
            partners.endpoint(recipient(i), "joint-approval").putObject("attachments").put("push", "/" + recipient(i) + "/files");
        }
    }

    @BeforeEach
    void a_material_is_there() {
        assertThat(world.bring(file).statusCode()).isEqualTo(201);
    }

    @Test
    void brings_a_file_before_the_message_that_speaks_of_it() {
        world.keeps(party, status(201));
        submit("a");
        received(1);
        assertThat(world.brought(party)).singleElement().satisfies(put -> {
            assertThat(put.getUrl()).startsWith("/" + party + "/files/" + digest + "?");
            assertThat(put.getBody()).isEqualTo(file);
            assertThat(put.header("Repr-Digest").firstValue()).isEqualTo(ContentDigest.of(digest));
            assertThat(put.getLoggedDate()).isBeforeOrEqualTo(world.received(party).get(0).getLoggedDate());
        });
    }

    @Test
    void signs_as_it_signs_its_calls() {
        world.keeps(party, status(201));
        submit("b");
        received(1);
        LoggedRequest put = world.brought(party).get(0);
        assertThat(put.queryParameter("appKey").firstValue()).isEqualTo("gateway");
        assertThat(put.queryParameter("sign").firstValue()).hasSize(32);
    }

    @Test
    void brings_a_file_again_that_was_not_taken_and_the_message_only_after_it() {
        world.keeps(party, status(503), status(201));
        submit("c");
        received(1);
        assertThat(world.brought(party)).hasSize(2);
    }

    @Test
    void notes_every_time_it_brings_a_file() {
        world.keeps(party, status(503), status(201));
        submit("d");
        received(1);
        List<String> noted = world.database().jdbi().withHandle(handle -> handle
                .createQuery("SELECT step || ' ' || outcome FROM ledger_entry WHERE mappings = :material AND step = 'attempt'")
                .bind("material", "material " + digest)
                .mapTo(String.class)
                .list());
        assertThat(noted).containsExactly("attempt sent", "attempt sent");
    }

    @Test
    void brings_nothing_twice_to_who_has_it() {
        world.keeps(party, status(204));
        submit("e");
        received(1);
        submit("f");
        received(2);
        assertThat(world.brought(party)).hasSize(1);
    }

    @Test
    void sends_no_message_whose_file_is_refused() {
        world.keeps(party, status(400));
        submit("g");
        Awaitility.await().atMost(LONG).until(() -> world.told().stream().map(LoggedRequest::getBodyAsString).anyMatch(told -> told.contains(party)));
        assertThat(world.brought(party)).hasSize(1);
        assertThat(world.received(party)).isEmpty();
    }

    @Test
    void gives_a_file_up_after_as_many_attempts_as_a_message() {
        world.keeps(party, status(503));
        submit("h");
        Awaitility.await().atMost(LONG).until(() -> world.told().stream().map(LoggedRequest::getBodyAsString).anyMatch(told -> told.contains(party)));
        assertThat(world.brought(party)).hasSize(5);
        assertThat(world.received(party)).isEmpty();
    }

    private void received(int many) {
        Awaitility.await().atMost(LONG).until(() -> world.received(party).size() >= many);
    }

    private void submit(String name) {
        String id = name + "-" + number;
        assertThat(world.send("s_sys_joint_approval_submit", "{\"request_no\": \"" + id + "\", \"project_no\": \"" + id + "\", \"handle_mode\": \"1\", "
                + "\"finish_rule\": \"1\", \"task_name\": \"食品经营许可\", \"project_name\": \"食品经营许可（示例）\", \"applyer_name\": \"张示例\", "
                + "\"applyer_type\": \"1\", \"apply_date\": \"2026-11-20\", \"org_code\": \"1152000099990001AD\", \"org_name\": \"贵州省示例政务服务局\", "
                + "\"units\": [{\"unit_no\": \"p1\", \"area_code\": \"" + region(number) + "00000000\"}], \"materials\": [{\"material_name\": \"场地照片\", "
                + "\"get_type\": \"1\", \"get_num\": 1, \"material_attach_name\": \"a.jpg\", \"attach_digest\": \"" + digest + "\"}]}").body())
                .contains("message_id");
    }
}
