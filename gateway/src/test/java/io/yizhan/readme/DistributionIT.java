package io.yizhan.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is packaged is of this build and no earlier one. */
class DistributionIT {
    private static final Path DISTRIBUTION = Path.of("target/yizhan");

    @ParameterizedTest
    @ValueSource(strings = {"routes", "mappings"})
    void holds_the_files_of_the_source_and_no_others(String part) throws IOException {
        assertThat(files(DISTRIBUTION.resolve(part))).isEqualTo(files(Path.of("..").resolve(part)));
    }

    @Test
    void holds_each_library_in_one_version() throws IOException {
        assertThat(files(DISTRIBUTION.resolve("lib")).stream().map(jar -> jar.replaceFirst("-\\d[^-]*", ""))).doesNotHaveDuplicates();
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString()).sorted().toList();
        }
    }
}
