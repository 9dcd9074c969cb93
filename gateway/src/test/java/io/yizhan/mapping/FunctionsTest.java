package io.yizhan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What mappings can call beyond codes, dates and names, each tried in a mapping. */
class FunctionsTest {
    @TempDir
    Path root;

    private SmallTree tree;

    @BeforeEach
    void plant() {
        tree = SmallTree.in(root);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "from-json(.x)        | {\"x\":\"{\\\"a\\\":[1.50,null]}\"} | {\"a\":[1.50,null]}",
        "from-json(.x)        | {\"x\":\"7\"}      | 7",
        "from-json(.x)        | {}             | null",
        "to-json(.x)          | {\"x\":{\"a\":\"照\"}} | \"{\\\"a\\\":\\\"照\\\"}\"",
        "to-json(.x)          | {}             | null",
        "from-json(to-json(.x)) | {\"x\":[\"1\"]} | [\"1\"]",
        "full-width(.x)       | {\"x\":\"A-1 照~\"} | \"Ａ－１　照～\"",
        "half-width(.x)       | {\"x\":\"Ａ－１　照～\"} | \"A-1 照~\"",
        "half-width(.x)       | {\"x\":\"ｶ㈱①\"} | \"ｶ㈱①\"",
        "full-width(.x)       | {\"x\":12}     | \"１２\"",
        "half-width(.x)       | {}             | null",
        "one-or-many(.x)      | {}             | []",
        "one-or-many(.x)      | {\"x\":null}   | []",
        "one-or-many(.x)      | {\"x\":\"1\"}    | [\"1\"]",
        "one-or-many(.x)      | {\"x\":{\"a\":1}} | [{\"a\":1}]",
        "one-or-many(.x)      | {\"x\":[1,2]}  | [1,2]",
        "text(.x)             | {\"x\":12}     | \"12\"",
        "text(.x)             | {\"x\":1E3}    | \"1000\"",
        "text(.x)             | {\"x\":1.50}   | \"1.50\"",
        "text(.x)             | {\"x\":true}   | \"true\"",
        "text(.x)             | {\"x\":\"a\"}    | \"a\"",
        "text(.x)             | {}             | null"
    })
    void computes(String expression, String input, String result) {
        assertThat(applied(expression, input).fold(Trees::text, Object::toString)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "from-json(.x) | {\"x\":\"{oops\"} | /x | a text that is JSON", "from-json(.x) | {\"x\":\"{\\\"a\\\":1,\\\"a\\\":2}\"} | /x | a text that is JSON",
        "from-json(.x) | {\"x\":{\"a\":1}} | /x | a text that is JSON", "from-json(.x) | {\"x\":\"\"} | /x | a text that is JSON",
        "[for (.x) from-json(.)] | {\"x\":[\"1\",\"-\"]} | /x/1 | a text that is JSON",
        "from-json(.x + \"-\", .x) | {\"x\":\"1\"} | /x | a text that is JSON",
        "canonical-code(\"colour\", from-json(.x).c, .x) | {\"x\":\"{\\\"c\\\":\\\"9\\\"}\"} | /x | a code of the table colour: 1, 2 (two)",
        "[for (one-or-many(.x)) canonical-code(\"colour\", .)] | {\"x\":\"9\"} | /x | a code of the table colour: 1, 2 (two)",
        "full-width(.x) | {\"x\":[\"a\"]} | /x | a single value", "half-width(.x) | {\"x\":{\"a\":\"b\"}} | /x | a single value",
        "text(.x) | {\"x\":[1]} | /x | a single value"
    })
    void says_where_it_cannot(String expression, String input, String place, String expected) {
        assertThat(applied(expression, input).fold(Trees::text, refusal -> refusal.code() + " " + refusal.place() + " " + refusal.expected()))
                .isEqualTo("UNMAPPABLE " + place + " " + expected);
    }

    @Test
    void never_says_what_the_text_was() {
        assertThat(applied("from-json(.x)", "{\"x\":\"secret\"}").toString()).doesNotContain("secret");
    }

    private Outcome<JsonNode> applied(String expression, String input) {
        return tree.write(SmallTree.TO, expression).load().toCanonical("kind", "request", Trees.json(input));
    }
}
