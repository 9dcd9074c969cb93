package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No code is left that partners are told of and nothing raises. */
class EveryRefusalTest {
    private static final Path GATEWAY = Path.of("src/main/java/io/yizhan");

    /** The code has to stand in what an assertion expects of an answer; a mention elsewhere does not count. */
    private static final String EXPECTED = "(?:assert|expected|isEqualTo|contains|toKnown|toStranger)[^;]*";

    @ParameterizedTest
    @EnumSource
    void is_expected_by_a_test_over_http(RefusalCode code) {
        Pattern expected = Pattern.compile(EXPECTED + "(?:RefusalCode\\." + code + "\\b|\"" + code.code() + "\")");

        assertThat(tests().flatMap(folder -> java(folder, "Test.java").stream()).anyMatch(text -> expected.matcher(text).find())).as(code.code()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void is_raised_somewhere_in_the_gateway(RefusalCode code) {
        Pattern raised = Pattern.compile("RefusalCode\\." + code + "\\b|Refusal\\." + code.name().toLowerCase(Locale.ROOT) + "\\(");

        assertThat(java(GATEWAY, ".java").stream().anyMatch(text -> raised.matcher(text).find())).as(code.code()).isTrue();
    }

    /** Where tests go over HTTP. */
    private static Stream<Path> tests() {
        return Stream.of("exchange", "dispatch").map(Path.of("src/test/java/io/yizhan")::resolve);
    }

    /** The Java below a folder without its comments. */
    private static List<String> java(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending) && !file.toString().contains("/vocabulary/"))
                    .filter(file -> !file.endsWith("EveryRefusalTest.java"))
                    .map(EveryRefusalTest::withoutComments)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String withoutComments(Path file) {
        try {
            return Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
