package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private Terminal attempt(String mapping, String sample) throws IOException {
        Path kind = Files.createDirectories(files.resolve("dialect/kind"));
        Path jslt = Files.writeString(kind.resolve("request.to-canonical.jslt"), mapping);
        return Terminal.run("try", jslt.toString(), Files.writeString(kind.resolve("sample.json"), sample).toString());
    }
}
