package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.assembly.Settings;
import io.yizhan.testing.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM while PostgreSQL is being made: nothing lives on, whoever was starting it. */
@Timeout(120)
class CutShortTest {
    @TempDir
    Path directory;

    private Process yizhan;

    @AfterEach
    void end() throws InterruptedException {
        yizhan.destroy();
        yizhan.waitFor(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve --port 0", "exchanges list", "sandbox"})
    void leaves_no_server_behind(String line) throws Exception {
        Path data = directory.resolve("data");
        start(line + " --data " + data);
        await().atMost(Duration.ofSeconds(60)).until(() -> found("postgres.new"));
        terminate();
        assertThat(Servers.of(data)).isEmpty();
    }

    @Test
    void throws_away_what_a_sandbox_made() throws Exception {
        start("sandbox");
        await().atMost(Duration.ofSeconds(60)).until(() -> found("postgres.new"));
        terminate();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("yizhan-sandbox"))).isEmpty();
        }
    }

    private void start(String line) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + directory, "-cp", classes, "io.yizhan.cli.Yizhan"));
        command.addAll(List.of(line.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put(Settings.HOME_VARIABLE, Path.of("..").toRealPath().toString());
        yizhan = builder.redirectOutput(directory.resolve("said").toFile()).start();
    }

    private void terminate() throws Exception {
        yizhan.destroy();
        assertThat(yizhan.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Whether a file of this name is not far below; what vanishes meanwhile is looked for again. */
    private boolean found(String name) {
        try (Stream<Path> paths = Files.find(directory, 4, (path, attributes) -> path.endsWith(name))) {
            return paths.findAny().isPresent();
        } catch (IOException | UncheckedIOException changing) {
            return false;
        }
    }
}
