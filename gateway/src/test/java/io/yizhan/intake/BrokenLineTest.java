package io.yizhan.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.Notes;
import io.yizhan.testing.PartnersYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A line on which the gateway itself fails is told as such, once, and holds up no other. */
class BrokenLineTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().settings(broken()).partners(PartnersYaml.changed(file ->
            file.agreementLike("all-service-evaluation", "notes", "").put("kind", Notes.KIND).putArray("purposes")));

    /** A rule of the kind's own fails at one of the notes, as a careless one might. */
    private static Map<String, String> broken() {
        Map<String, String> settings = Notes.settings();
        Path terms = Path.of(settings.get("mappings.directory")).resolve("canonical").resolve(Notes.KIND).resolve("item.terms.jslt");
        try {
            Files.writeString(terms, Files.readString(terms).replace("\"subject\": .noteId", "\"subject\": if (.noteId == \"broken\") error(.title) else .noteId"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return settings;
    }

    @Test
    void a_line_at_which_the_gateway_fails_is_told_once_and_the_others_go_through() throws IOException {
        byte[] lines = "{\"noteId\": \"a\", \"version\": 1}\n{\"noteId\": \"broken\", \"version\": 1, \"title\": \"样本\"}\n{\"noteId\": \"b\", \"version\": 1}\n"
                .getBytes(StandardCharsets.UTF_8);
        String batch = JSON.readTree(world.batch(world.url(), "s_sys_notes", "application/x-ndjson", lines).body()).at("/data/message_id").asText();

        Awaitility.await().atMost(LONG).until(() -> report(batch).path("state").asText().equals("done"));

        assertThat(report(batch).path("lines").toString()).isEqualTo("{\"read\":3,\"accepted\":2,\"rejected\":1}");
        assertThat(report(batch).at("/rejected/0/line").asInt()).isEqualTo(2);
        assertThat(report(batch).at("/rejected/0/code").asText()).isEqualTo("gateway-fault");
        assertThat(world.database().jdbi().<Long, RuntimeException>withHandle(handle -> handle
                .select("SELECT count(*) FROM ledger_entry WHERE kind = ? AND outcome = 'gateway-fault'", Notes.KIND).mapTo(Long.class).one())).isEqualTo(1);
    }

    private static JsonNode report(String batch) throws IOException {
        return JSON.readTree(world.ask(batch).body()).path("data");
    }
}
