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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged gateway as an operator runs it: started in an empty directory, twice in one, and after it was killed. */
class ServeIT {
    private static final Path YIZHAN = Path.of("target/yizhan/bin/yizhan").toAbsolutePath();

    /** Where a gateway serves while all tests run: starting one takes longer than everything else here. */
    @TempDir
    static Path served;

    private static Process gateway;
    private static String first;

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @BeforeAll
    static void serve() throws IOException {
        gateway = yizhan(served, "first.log", "serve", "--port", "0");
        first = listening(gateway, served, "first.log");
    }

    @AfterAll
    static void serve_no_more() throws InterruptedException {
        stop(gateway);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            stop(process);
        }
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    private static Process yizhan(Path directory, String log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(YIZHAN.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(directory.resolve(log).toFile()).start();
    }

    private static String said(Path directory, String log) {
        try {
            return Files.readString(directory.resolve(log));
        } catch (IOException notYet) {
            return "";
        }
    }

    private static String listening(Process process, Path directory, String log) {
        await().atMost(Duration.ofMinutes(2)).until(() -> said(directory, log).contains("Listening on") || !process.isAlive());
        assertThat(said(directory, log)).contains("Listening on");
        return said(directory, log);
    }

    /** Stopped after the test. */
    private Process beside(Path directory, String log, String... arguments) throws IOException {
        Process process = yizhan(directory, log, arguments);
        started.add(process);
        return process;
    }

    @Test
    void serves_in_an_empty_directory_and_says_where_it_keeps_its_data() throws IOException {
        assertThat(first).contains("keeps its data in " + served.toRealPath().resolve("yizhan-data"));
    }

    @Test
    void a_second_gateway_in_the_same_directory_is_refused_in_one_sentence() throws IOException, InterruptedException {
        Process second = beside(served, "second.log", "serve", "--port", "0");

        assertThat(second.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(second.exitValue()).isEqualTo(3);
        assertThat(said(served, "second.log").lines().filter(line -> line.startsWith("yizhan: ")))
                .singleElement()
                .asString()
                .contains("is in use by another gateway");
    }

    @Test
    void after_a_kill_the_next_start_deals_with_the_database_that_lived_on() throws IOException, InterruptedException {
        Process killed = beside(directory, "first.log", "serve", "--port", "0");
        listening(killed, directory, "first.log");
        killed.destroyForcibly().waitFor();

        Process next = beside(directory, "second.log", "serve", "--port", "0");

        assertThat(listening(next, directory, "second.log")).contains("Listening on");
    }

    @Test
    void a_port_that_is_taken_is_told_in_one_sentence() throws IOException, InterruptedException {
        String port = first.replaceAll("(?s).*Listening on http://127\\.0\\.0\\.1:(\\d+).*", "$1");

        Process second = beside(directory, "second.log", "serve", "--port", port, "--data", "another");

        assertThat(second.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(second.exitValue()).isEqualTo(3);
        assertThat(said(directory, "second.log")).contains("yizhan: nothing can listen on").doesNotContain("\tat ");
    }

    @Test
    void an_unknown_setting_stops_the_start_and_is_named() throws IOException, InterruptedException {
        Process wrong = beside(directory, "first.log", "serve", "--set", "http.prot=0");

        assertThat(wrong.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(wrong.exitValue()).isNotZero();
        assertThat(said(directory, "first.log")).contains("http.prot").contains("http.port");
    }
}
