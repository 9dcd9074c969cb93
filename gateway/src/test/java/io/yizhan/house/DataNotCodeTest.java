package io.yizhan.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A kind, a dialect, a region and a convention are files; Java outside the simulators does not know their names. */
class DataNotCodeTest {
    /** The rooms of the simulated platforms, which are the other side of the wire. */
    private static final Set<String> SIMULATORS = Set.of("/sandbox/");

    private static final String MAPPINGS = "../mappings";
    /** Beyond what ships today: names that must not creep in with tomorrow's. */
    private static final Set<String> FIELD_NAMES = Set.of("guangdong", "guizhou", "x-tif", "gjzwfwpt", "joint-approval", "policy-catalogue");

    @Test
    void java_names_no_kind_no_dialect_and_no_convention_that_is_a_file() {
        Set<String> names = names();
        assertThat(Sources.java("src/main/java/io/yizhan"))
                .allSatisfy((file, text) -> {
                    if (SIMULATORS.stream().noneMatch(file::contains)) {
                        assertThat(names).as(file).noneMatch(name -> mentions(text, name));
                    }
                });
    }

    @Test
    void the_names_that_are_looked_for_are_really_the_ones_that_ship() {
        assertThat(names()).contains("licence-recognition", "supervision-check", "national", "zhejiang", "jiangxi", "gjgxjhpt");
    }

    /** These are also plain words, so such a name counts only where it stands as a text of its own. */
    private static boolean mentions(String text, String name) {
        return isPlainWord(name) ? text.contains("\"" + name + "\"") : text.toLowerCase(Locale.ROOT).contains(name);
    }

    private static boolean isPlainWord(String name) {
        return Set.of("national", "suggestion", "survey").contains(name);
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(FIELD_NAMES);
        Sources.folders(MAPPINGS).filter(folder -> !Set.of("canonical", "conventions").contains(folder)).forEach(names::add);
        Sources.folders(MAPPINGS + "/canonical").forEach(names::add);
        names.addAll(conventions());
        return names;
    }

    private static Set<String> conventions() {
        try (Stream<Path> files = Files.list(Path.of(MAPPINGS, "conventions"))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.yaml$", "")).collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
