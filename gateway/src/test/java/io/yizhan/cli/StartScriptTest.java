package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/yizhan}, with a Java that only says what it was asked. */
class StartScriptTest {
    private static final String FOR_A_MOMENT = "-XX:TieredStopAtLevel=1";

    @TempDir
    Path java;

    @BeforeEach
    void make() throws Exception {
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Path program = Files.createDirectory(java.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\necho \"$@\"\n");
        program.toFile().setExecutable(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "serve --port 0", "--verbose serve"})
    void serves_with_the_better_compiler_and_the_bigger_collector(String line) throws Exception {
        assertThat(asked(line)).endsWith("io.yizhan.cli.Yizhan " + line).doesNotContain(FOR_A_MOMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose exchanges list", "sandbox --once", "explain serve", "--help"})
    void runs_everything_else_tuned_for_a_quick_start(String line) throws Exception {
        assertThat(asked(line)).endsWith("io.yizhan.cli.Yizhan " + line).contains(FOR_A_MOMENT);
    }

    private String asked(String line) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "src/main/dist/bin/yizhan"));
        command.addAll(List.of(line.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", java.toString());
        Process script = builder.start();
        return new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
