package io.yizhan.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged gateway as an operator runs it: started in an empty directory, twice in one, and after it was killed. */
class ServeIT {
    private static final Path YIZHAN = Path.of("target/yizhan/bin/yizhan").toAbsolutePath();

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private Process yizhan(String log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(YIZHAN.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile())
                .start();
        started.add(process);
        return process;
    }

    private String said(String log) {
        try {
            return Files.readString(directory.resolve(log));
        } catch (IOException notYet) {
            return "";
        }
    }

    private Process serving(String log) throws IOException {
        Process gateway = yizhan(log, "serve", "--port", "0");
        await().atMost(Duration.ofMinutes(2)).until(() -> said(log).contains("Listening on") || !gateway.isAlive());
        assertThat(said(log)).contains("Listening on");
        return gateway;
    }

    @Test
    void serves_in_an_empty_directory_and_says_where_it_keeps_its_data() throws IOException {
        serving("first.log");

        assertThat(said("first.log")).contains("keeps its data in " + directory.toRealPath().resolve("yizhan-data"));
    }

    @Test
    void a_second_gateway_in_the_same_directory_is_refused_in_one_sentence() throws IOException, InterruptedException {
        serving("first.log");

        Process second = yizhan("second.log", "serve", "--port", "0");

        assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(second.exitValue()).isEqualTo(3);
        assertThat(said("second.log").lines().filter(line -> line.startsWith("yizhan: ")))
                .singleElement()
                .asString()
                .contains("is in use by another gateway");
    }

    @Test
    void after_a_kill_the_next_start_deals_with_the_database_that_lived_on() throws IOException, InterruptedException {
        Process killed = serving("first.log");
        killed.destroyForcibly().waitFor();

        serving("second.log");

        assertThat(said("second.log")).contains("Listening on");
    }

    @Test
    void a_port_that_is_taken_is_told_in_one_sentence() throws IOException, InterruptedException {
        serving("first.log");
        String port = said("first.log").replaceAll("(?s).*Listening on http://127\\.0\\.0\\.1:(\\d+).*", "$1");

        Process second = yizhan("second.log", "serve", "--port", port, "--data", "another");

        assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(second.exitValue()).isEqualTo(3);
        assertThat(said("second.log")).contains("yizhan: nothing can listen on").doesNotContain("\tat ");
    }

    @Test
    void an_unknown_setting_stops_the_start_and_is_named() throws IOException, InterruptedException {
        Process gateway = yizhan("first.log", "serve", "--set", "http.prot=0");

        assertThat(gateway.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(gateway.exitValue()).isNotZero();
        assertThat(said("first.log")).contains("http.prot").contains("http.port");
    }
}
