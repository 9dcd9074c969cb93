package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryTest {
    @TempDir
    private Path files;

    @Test
    void prints_what_a_mapping_makes_of_a_sample() throws IOException {
        Terminal said = attempt("{\"b\": .a}", "{\"a\": 7}");
        assertThat(said).returns(0, Terminal::exit);
        assertThat(said.out()).containsIgnoringWhitespaces("{\"b\":7}");
    }

    @Test
    void says_where_a_mapping_is_wrong() throws IOException {
        Terminal said = attempt("{\n  \"b\": nonesuch(.a)\n}", "{\"a\": 7}");
        assertThat(said).returns(1, Terminal::exit);
        assertThat(said.err()).contains("request.to-canonical.jslt").containsPattern("2\\D+\\d");
    }

    @Test
    void tries_every_sample_of_a_shipped_kind() {
        Terminal said = Terminal.run("try", "--all", Path.of("..", "mappings", "national", "supervision-check").toString());
        assertThat(said).returns(0, Terminal::exit);
        assertThat(said.out()).contains("right  national/supervision-check/samples/request-smallest, to canonical").contains("all as expected");
    }

    @Test
    void says_of_every_sample_what_differs(@TempDir Path mappings) throws IOException {
        copy(Path.of("..", "mappings"), mappings);
        Path sample = mappings.resolve("national/supervision-check/samples/request-smallest.canonical.json");
        Files.writeString(sample, Files.readString(sample).replaceFirst("\"purpose\"\\s*:\\s*\"[^\"]*\"", "\"purpose\": \"another\""));
        Terminal said = Terminal.run("try", "--all", mappings.resolve("national").toString());
        assertThat(said).returns(1, Terminal::exit);
        assertThat(said.out())
                .contains("WRONG  national/supervision-check/samples/request-smallest, to canonical")
                .contains("at \"/purpose\": expected \"another\", found ");
        assertThat(said.err()).contains("2 of ").contains("trials are not as expected");
    }

    @Test
    void refuses_a_command_line_that_names_neither_or_both() {
        assertThat(Terminal.run("try")).returns(2, Terminal::exit);
        assertThat(Terminal.run("try", "mapping.jslt")).returns(2, Terminal::exit);
        assertThat(Terminal.run("try", "--all", "folder", "mapping.jslt")).returns(2, Terminal::exit);
    }

    @Test
    void says_which_folder_is_none_of_a_dialect() {
        Terminal said = Terminal.run("try", "--all", files.toString());
        assertThat(said.exit()).isNotZero();
        assertThat(said.err()).contains("is no folder of a dialect");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private Terminal attempt(String mapping, String sample) throws IOException {
        Path kind = Files.createDirectories(files.resolve("dialect/kind"));
        Path jslt = Files.writeString(kind.resolve("request.to-canonical.jslt"), mapping);
        return Terminal.run("try", jslt.toString(), Files.writeString(kind.resolve("sample.json"), sample).toString());
    }
}
