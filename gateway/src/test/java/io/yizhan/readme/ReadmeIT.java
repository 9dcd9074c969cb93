package io.yizhan.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.sandbox.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Runs every command of the README on the packaged gateway, in one shell and in the README's order, in a directory that looks like a clone.
 * The two Maven commands are what runs this very test and what CI runs.
 */
class ReadmeIT {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("```sh( server)?\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) \\S");

    /** Starts a server, waits until it says that it is there, and lets it run until the shell ends. */
    private static final String PRELUDE =
            """
            set -euo pipefail
            servers=()
            trap 'kill "${servers[@]}" || true; wait' EXIT
            server() {
              local log="server-${#servers[@]}.log"
              touch "$log"
              bash -c "exec $1" > "$log" 2>&1 &
              servers+=($!)
              timeout 120 grep -qE -m 1 'Listening on|appKey' <(tail --pid=$! -n +1 -f "$log") || { cat "$log"; return 1; }
            }
            """;

    private static Path clone;
    private static List<String> blocks;
    private static String output;
    private static int exit;

    @BeforeAll
    static void run_the_readme() throws IOException, InterruptedException {
        clone = Files.createTempDirectory("yizhan-test-readme");
        for (String folder : List.of("gateway", "mappings", "routes")) {
            Files.createSymbolicLink(clone.resolve(folder), PROJECT.resolve(folder));
        }
        String readme = Files.readString(PROJECT.resolve("README.md"));
        blocks = BLOCK.matcher(readme).results().map(block -> command(block.group(1) != null, block.group(2))).toList();
        String script = PRELUDE + blocks.stream().filter(block -> !block.startsWith("mvn")).collect(Collectors.joining("\n"));
        for (String port : List.of("8080", "8081")) {
            script = script.replace(port, String.valueOf(World.freePort()));
        }
        Files.writeString(clone.resolve("readme.sh"), script);
        Path log = clone.resolve("readme.log");
        Process shell = new ProcessBuilder("bash", "readme.sh")
                .directory(clone.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = shell.waitFor(10, TimeUnit.MINUTES);
        if (!ended) {
            shell.destroy();
        }
        exit = ended ? shell.exitValue() : -1;
        output = Files.readString(log);
    }

    private static String command(boolean server, String block) {
        return server ? "server '" + block.strip() + "'" : block;
    }

    @AfterAll
    static void clean_up() throws IOException {
        FileUtils.deleteDirectory(clone.toFile());
    }

    @Test
    void every_command_works() {
        assertThat(exit).as(output).isZero();
    }

    @Test
    void the_national_platform_is_answered_in_its_dialect() {
        assertThat(output).contains("{\"code\":\"0\",\"message\":\"成功\",\"data\":{");
    }

    @Test
    void zhejiang_is_answered_in_its_dialect() {
        assertThat(output).containsPattern("\\{\"code\":\"00\",\"msg\":\"成功\",\"requestId\":\"[0-9a-f]{16}\",\"dataCount\":1,");
    }

    @Test
    void jiangxi_is_answered_in_its_dialect_and_signed() {
        assertThat(output).contains("HTTP/1.1 200 OK").contains("ce-type: yizhan.licence-recognition.reply").contains("signature: sig1=:");
    }

    @Test
    void explain_names_the_difference_and_not_the_secret() {
        assertThat(output).contains("the signature differs").contains("explain exits with 1");
    }

    @Test
    void the_ledger_shows_what_was_exchanged() {
        assertThat(output).contains("EXCHANGE").contains("answered");
    }

    @Test
    void a_case_is_accepted_and_its_sender_learns_who_gets_it() {
        assertThat(output)
                .containsPattern("\\{\"code\":\"0\",\"message\":\"成功\",\"data\":\\{\"message_id\":\"[0-9a-f-]{36}\",")
                .contains("\"kind\":\"joint-approval\"", "\"deliveries\":[{\"partner\":\"zhejiang\",\"party\":\"p1\"");
    }

    @Test
    void a_policy_is_published_found_by_another_platform_and_asked_about() {
        assertThat(output)
                .contains("{\"text\":\"租金\",\"hit\":true}")
                .contains("\"question\":{\"about\":\"size\"");
    }

    @Test
    void a_file_of_policies_is_accepted_and_its_wrong_row_told() {
        assertThat(output).contains("\"lines\":{\"read\":2,\"accepted\":1,\"rejected\":1}").contains("{\"line\":3,\"code\":\"malformed\",\"place\":\"版本号\"");
    }

    @Test
    void each_way_to_reach_a_platform_is_one_the_gateway_knows() {
        assertThat(output).contains("+ endpoint zhejiang/joint", "+ endpoint jiangxi/joint", "+ endpoint guizhou/joint", "+ endpoint guangdong/joint");
    }

    @Test
    void a_region_is_planned_and_added_and_adding_it_again_changes_nothing() {
        assertThat(output).contains("+ partner fujian").contains("Nothing would change");
    }

    @Test
    void a_new_dialects_samples_fail_until_they_are_filled_in() {
        assertThat(output).contains("WRONG  henan/supervision-check/samples/", "try exits with 1", "4 trials, all as expected.");
    }

    @Test
    void a_new_dialects_first_question_is_answered_in_it() {
        assertThat(output).contains("{\"status\":\"0\",\"text\":\"成功\",\"result\":{\"found\":\"Y\",\"entries\":[{\"kind\":\"1\",");
    }

    @Test
    void a_new_kinds_examples_are_found_right() {
        assertThat(output).contains("right  canonical/credit-check/samples/request-example, by terms.jslt");
    }

    @Test
    void the_chinese_readme_has_the_same_headings_by_number_level_and_order() throws IOException {
        assertThat(headings("README.zh-CN.md")).isEqualTo(headings("README.md"));
    }

    /** Their levels; what stands in a block of code is none. */
    private static List<Integer> headings(String readme) throws IOException {
        String prose = Files.readString(PROJECT.resolve(readme)).replaceAll("(?s)```.*?```", "");
        return HEADING.matcher(prose).results().map(heading -> heading.group(1).length()).toList();
    }

    @Test
    void the_chinese_readme_has_the_same_commands() throws IOException {
        assertThat(commands("README.zh-CN.md")).isEqualTo(commands("README.md"));
    }

    private static List<String> commands(String readme) throws IOException {
        return BLOCK.matcher(Files.readString(PROJECT.resolve(readme))).results().map(block -> block.group()).toList();
    }

    @Test
    void ci_runs_the_readmes_two_commands() throws IOException {
        assertThat(blocks).anyMatch(block -> block.startsWith("mvn verify"));
        assertThat(Files.readString(PROJECT.resolve(".ci/run")))
                .containsPattern("(?m)^\\.ci/with-postgres mvn .*verify$")
                .containsPattern("(?m)^gateway/target/yizhan/bin/yizhan sandbox --once$");
    }
}
