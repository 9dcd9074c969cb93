package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.testing.RunningWorld;
import io.yizhan.testing.SmallGateway;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A file takes no memory, however large: it passes through a node that has less than half of what the file would need. */
@Timeout(180)
class LargeFileTest {
    private static final String MEMORY = "80m";
    private static final LargeFile FILE = LargeFile.of(200);

    @Order(1)
    @RegisterExtension
    static final Neighbours neighbours = new Neighbours();

    private static final Neighbour KEEPER = neighbours.speaking("zhejiang");

    @Order(2)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of(), text -> Neighbours.edited(neighbours.join(text), LargeFileTest::elsewhere))
            .kinds(Map.of("largestFile", "300000000"));

    private static void elsewhere(ObjectNode file) {
        file.path("partners").forEach(partner -> {
            if (partner.path("id").asText().equals(KEEPER.id())) {
                ((ObjectNode) partner.path("endpoints").path(0)).putArray("file-hosts").add(FILE.host());
            }
        });
    }

    @TempDir
    private Path directory;

    @AfterAll
    static void nobody_keeps_it_any_more() throws Exception {
        FILE.close();
    }

    @Test
    void a_node_hands_on_more_than_it_could_hold() throws Exception {
        Keeping keeping = new Keeping(neighbours, world);
        neighbours.answer(KEEPER, Keeping.row("""
                "file_url":"%s","file_type":"pdf","file_size":%d,"file_sha256":"%s\"""".formatted(FILE.link(), FILE.size(), FILE.digest())));
        String link = Keeping.link(keeping.ask(Platform.NATIONAL, KEEPER)).orElseThrow();
        try (SmallGateway node = SmallGateway.beside(world, MEMORY, directory)) {
            String there = link.replace(world.url().toString(), node.url().toString());

            HttpResponse<InputStream> response =
                    Fetcher.send(keeping.fetcher(Platform.NATIONAL).signed(there), HttpResponse.BodyHandlers.ofInputStream());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(Same.bytes(response.body(), FILE.bytes())).isTrue();
        }
    }
}
