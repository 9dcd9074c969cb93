package io.yizhan.noticing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.PartnersYaml;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was published is put back to what it was earlier, while the node goes on. */
class FeedPutBackTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String KIND = "policy-catalogue";
    private static final String SAVER = Correspondence.recipient(0);

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().partners(PartnersYaml.changed(FeedPutBackTest::following));

    private static void following(PartnersYaml file) {
        ObjectNode agreement = file.agreementLike("all-service-evaluation", "policies", "");
        agreement.put("kind", KIND).putArray("purposes");
        agreement.putArray("answers").add(SAVER);
        ObjectNode endpoint = file.endpoint(SAVER, "joint-approval").deepCopy();
        endpoint.put("kind", "policy-match").put("url", endpoint.path("url").asText().replace("case/submit", "policy/match"));
        file.partner(SAVER).withArray("endpoints").add(endpoint);
    }

    @BeforeAll
    static void somebody_wants_to_know() {
        assertThat(world.at(SAVER, "PUT", "/gateway/api/catalogue/policies/profiles/shop", "{\"profile\": {\"region\": \"520102\"}}").body()).contains("shop");
    }

    @ParameterizedTest(name = "{0} are published after 3 are gone")
    @ValueSource(ints = {1, 5})
    void what_is_published_then_is_told_whether_or_not_there_are_as_many_changes_again(int many) {
        String name = "YB-" + many + "-";
        IntStream.range(0, 3).forEach(n -> publish(name + "gone-" + n));
        Awaitility.await().atMost(LONG).until(() -> told(name + "gone-2") == 1);

        putBack(3, () -> IntStream.range(0, many).forEach(n -> publish(name + n)));

        Awaitility.await().atMost(LONG).until(() -> IntStream.range(0, many).allMatch(n -> told(name + n) > 0));
        assertThat(IntStream.range(0, many).map(n -> told(name + n))).containsOnly(1);
    }

    private static void publish(String id) {
        assertThat(world.send("s_sys_policy_catalogue", "{\"request_no\": \"" + id + "\", \"policy_id\": \"" + id + "\", \"version_no\": 1, "
                + "\"policy_title\": \"样本\", \"policy_org_name\": \"样本局\", \"policy_level\": \"1\"}").body()).contains("accepted_at");
    }

    /** How often somebody was told of an item. */
    private static int told(String item) {
        return (int) world.received(SAVER).stream().filter(request -> request.getBodyAsString().contains("\"" + item + "\"")).count();
    }

    /** Nobody looks at the feed before that is done which comes after. */
    private static void putBack(int changes, Runnable after) {
        world.database().jdbi().useTransaction(looking -> {
            // on another thread, since JDBI takes this one's transaction for the same
            looking.execute("SELECT * FROM profile_cursor FOR UPDATE");
            CompletableFuture.runAsync(() -> world.database().jdbi().useTransaction(handle -> {
                long last = handle.select("SELECT change FROM feed_line WHERE kind = ? FOR UPDATE", KIND).mapTo(Long.class).one() - changes;
                handle.execute("DELETE FROM feed_item WHERE kind = ? AND change > ?", KIND, last);
                handle.execute("DELETE FROM feed_version WHERE kind = ? AND change > ?", KIND, last);
                handle.execute("UPDATE feed_line SET change = ? WHERE kind = ?", last, KIND);
            })).join();
            after.run();
        });
    }
}
