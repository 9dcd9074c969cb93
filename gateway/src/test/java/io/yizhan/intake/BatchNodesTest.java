package io.yizhan.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.Notes;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.testing.SmallGateway;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A large batch on a node with little memory, and on one that is killed while it works. */
@Timeout(300)
class BatchNodesTest {
    private static final String MEMORY = "96m";
    private static final int ITEMS = 10_000;
    private static final int WRONG = 100;
    private static final long GROWTH = 64L << 20;
    private static final Duration LONG = Duration.ofSeconds(200);

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().settings(Notes.settings()).partners(PartnersYaml.changed(BatchNodesTest::publishing));

    @TempDir
    private Path directory;

    private static void publishing(PartnersYaml file) {
        ObjectNode agreement = file.agreementLike("all-service-evaluation", "notes", "");
        agreement.put("kind", Notes.KIND).putArray("purposes");
        agreement.putArray("answers").add("r1");
    }

    /** The nodes of these tests have processes of their own. */
    @BeforeAll
    static void nobody_else_works() {
        world.stop();
    }

    /** Of which some are wrong. */
    private static byte[] batch(String name, int items) {
        String title = "样本".repeat(60);
        return IntStream.rangeClosed(1, items)
                .mapToObj(i -> i % WRONG == 0 ? "wrong" : "{\"noteId\": \"" + name + "-" + i + "\", \"version\": 1, \"title\": \"" + title + "\"}")
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String accepted(SmallGateway node, byte[] batch) throws IOException {
        HttpResponse<String> answer = world.batch(node.url(), "s_sys_notes", "application/x-ndjson", batch);
        return new ObjectMapper().readTree(answer.body()).at("/data/message_id").asText();
    }

    private static String state(String batch) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery("SELECT state || ' ' || taken || ' ' || rejected FROM batch WHERE id = :id::uuid")
                .bind("id", batch)
                .mapTo(String.class)
                .one());
    }

    private static long line(String batch) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery("SELECT line FROM batch WHERE id = :id::uuid").bind("id", batch).mapTo(Long.class).one());
    }

    private static String published(String name, String batch) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT count(*) || ' items of ' || (SELECT count(*) FROM message WHERE sender_id LIKE :batch) || ' messages' FROM feed_item WHERE item LIKE :name")
                .bind("name", name + "-%")
                .bind("batch", batch + "-%")
                .mapTo(String.class)
                .one());
    }

    private static long resident(SmallGateway node, String what) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + node.process().pid() + "/status")).stream()
                .filter(line -> line.startsWith(what + ":"))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]) << 10)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ten_thousand_items_are_accepted_and_the_gateway_does_not_grow() throws Exception {
        try (SmallGateway node = SmallGateway.beside(world.settings(), MEMORY, directory)) {
            Awaitility.await().atMost(LONG).until(finished(accepted(node, batch("warm", 1_000))));
            long before = resident(node, "VmRSS");
            long begun = System.nanoTime();
            String batch = accepted(node, batch("many", ITEMS));
            long answered = System.nanoTime();

            Awaitility.await().atMost(LONG).until(finished(batch));

            long done = System.nanoTime();
            long most = resident(node, "VmHWM");
            System.out.printf("%d items: accepted in %d ms, worked off in %d ms (%d/s), -Xmx%s, resident %d MiB before, %d MiB at most%n", ITEMS,
                    (answered - begun) / 1_000_000, (done - answered) / 1_000_000, ITEMS * 1_000_000_000L / (done - answered), MEMORY, before >> 20, most >> 20);
            assertThat(state(batch)).isEqualTo("done 9900 100");
            assertThat(published("many", batch)).isEqualTo("9900 items of 9900 messages");
            assertThat(most - before).isLessThan(GROWTH);
        }
    }

    private static Callable<Boolean> finished(String batch) {
        return () -> state(batch).startsWith("done");
    }

    @Test
    void another_node_goes_on_where_one_was_killed() throws Exception {
        String batch;
        try (SmallGateway first = SmallGateway.beside(world.settings(), MEMORY, Files.createDirectory(directory.resolve("first")))) {
            batch = accepted(first, batch("killed", 1_000));
            Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(() -> line(batch) > 0);
            first.process().destroyForcibly().waitFor();
        }
        assertThat(state(batch)).startsWith("working");
        try (SmallGateway second = SmallGateway.beside(world.settings(), MEMORY, Files.createDirectory(directory.resolve("second")))) {
            Awaitility.await().atMost(LONG).until(finished(batch));
            assertThat(second.process().isAlive()).isTrue();
        }
        assertThat(state(batch)).isEqualTo("done 990 10");
        assertThat(published("killed", batch)).isEqualTo("990 items of 990 messages");
    }
}
