package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Signer;
import io.yizhan.testing.Copies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever stops a command is told in one sentence that names the culprit. */
class FailureSentencesTest {
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/none?password=hunter2";

    /** Made once: the trees have many files. */
    @TempDir
    static Path wrong;

    @TempDir
    Path directory;

    @BeforeAll
    static void what_is_wrong() throws IOException {
        Files.writeString(wrong.resolve("plain-file"), "neither a key nor a certificate\n");
        Files.writeString(wrong.resolve("ed25519.pem"), Signer.generate(Algorithm.ED25519, new SecureRandom()).text());
        Copies.routes(wrong.resolve("doorless"));
        Files.delete(wrong.resolve("doorless/front.camel.yaml"));
        Copies.mappings(wrong.resolve("unsigned"));
        FileUtils.deleteDirectory(wrong.resolve("unsigned/conventions").toFile());
        Files.writeString(wrong.resolve("calendar.yaml"), "years:\n  2027: {holidays: [], working: [2026-01-04]}\n");
        misspelt("accepting", "joint-approval", "value: 10d", "value: ten days");
        misspelt("hasty", "joint-approval", "value: 8h", "value: 1ms");
        misspelt("endless", "service-evaluation", "{name: attempts, value: ", "{name: attempts, value: x");
        misspelt("unlimited", "licence-recognition", "{name: timeBudget, value: 60s}", "{name: timeBudget, value: 0s}");
    }

    private static void misspelt(String folder, String kind, String right, String instead) throws IOException {
        Copies.routes(wrong.resolve(folder));
        Path file = wrong.resolve(folder).resolve("kinds/" + kind + ".camel.yaml");
        Files.writeString(file, Files.readString(file).replace(right, instead));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            serve --data @/plain-file/data                                    | the data directory @/plain-file/data cannot be made or written.
            serve --data @/data --set outbound.authorities=@/plain-file       | @/plain-file: expected certificates of authorities in PEM.
            serve --data @/data --set routes.directory=@/doorless             | @/doorless/front.camel.yaml: expected a file that can be read.
            serve --data @/data --set routes.directory=@/accepting            | @/accepting/kinds/joint-approval.camel.yaml: expected in the route joint-approval, expires: a duration such as 10d, 8h, 30m or 20s.
            serve --data @/data --set routes.directory=@/hasty                | @/hasty/kinds/joint-approval.camel.yaml: expected in the route joint-approval.dispatch, attempts, firstPause and longestPause: at least one call, and pauses that grow.
            serve --data @/data --set routes.directory=@/endless              | @/endless/kinds/service-evaluation.camel.yaml: expected in the route service-evaluation.dispatch, attempts: a whole number.
            serve --data @/data --set routes.directory=@/unlimited            | @/unlimited/kinds/licence-recognition.camel.yaml: expected in the route licence-recognition.file, timeBudget and largestFile: more than zero.
            serve --data @/data --set calendar.file=@/calendar.yaml           | @/calendar.yaml: line 2: 2026-01-04 is not in 2027.
            serve --data @/data --set mappings.directory=@/unsigned           | @/unsigned/conventions: expected a folder of conventions that can be read.
            serve --data @/data --set gateway.key=@/plain-file                | the gateway's key @/plain-file cannot be used: no PEM block: expected -----BEGIN PRIVATE KEY-----.
            serve --data @/data --set gateway.sm2-key=@/plain-file            | the gateway's key @/plain-file cannot be used: no PEM block: expected -----BEGIN PRIVATE KEY-----.
            serve --data @/data --set gateway.sm2-key=@/ed25519.pem           | the gateway's key @/ed25519.pem cannot be used: it is not on the curve of SM2.
            serve --data @/data                                               | the database at jdbc:postgresql://127.0.0.1:1/none cannot be used.
            partners plan @/plain-file --data @/data                          | the database at jdbc:postgresql://127.0.0.1:1/none cannot be used.
            exchanges list --data @/data --set database.url=postgresql://u:hunter2@h/d?password=hunter2 | database.url on the command line: expected an address such as jdbc:postgresql://host/database, not "postgresql://h/d".
            """)
    void what_it_cannot_do_is_one_sentence_and_ends_with_3(String line, String sentence) {
        Terminal said = run(line);
        assertThat(said.err()).isEqualToNormalizingNewlines("yizhan: " + here(sentence) + "\n");
        assertThat(said.exit()).isEqualTo(3);
    }

    @Test
    void a_number_of_exchanges_that_is_none_is_wrong_usage() {
        Terminal said = run("exchanges list --limit -1");
        assertThat(said.err()).startsWith("yizhan: Invalid value for option '--limit': expected a whole number from 1 on");
        assertThat(said.exit()).isEqualTo(2);
    }

    private Terminal run(String line) {
        List<String> words = new ArrayList<>(List.of(here(line).split(" ")));
        return Terminal.with(
                Map.of("YIZHAN_DATABASE_URL", NOWHERE, "YIZHAN_HTTP_PORT", "0", "YIZHAN_ROUTES_DIRECTORY", "../routes"), words.toArray(String[]::new));
    }

    private String here(String text) {
        return text.replace("@/data", directory + "/data").replace("@/", wrong + "/");
    }
}
