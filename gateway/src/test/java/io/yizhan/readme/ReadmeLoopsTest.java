package io.yizhan.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README's commands that wait for a batch, with a gateway in whose place something always answers the same. */
class ReadmeLoopsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"README.md, done", "README.md, refused", "README.zh-CN.md, done", "README.zh-CN.md, refused"})
    void waits_no_longer_than_until_a_batch_is_over(String readme, String state) throws IOException, InterruptedException {
        List<String> loops = Files.readAllLines(Path.of("..", readme)).stream().filter(line -> line.startsWith("until ") && line.contains("\"state\":")).toList();
        Files.createDirectories(directory.resolve("sandbox"));
        String script = "zhejiang() { echo '{\"message\":\"m\",\"state\":\"" + state + "\"}'; }\nsleep() { exit 1; }\n" + String.join("\n", loops);
        Process bash = new ProcessBuilder("bash", "-c", script).directory(directory.toFile()).redirectErrorStream(true).start();
        assertThat(loops).hasSize(1);
        assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).isZero();
    }
}
