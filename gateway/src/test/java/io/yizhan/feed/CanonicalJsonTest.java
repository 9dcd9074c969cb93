package io.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One way to write an item down. */
class CanonicalJsonTest {

    @Test
    void sorts_members_and_leaves_out_white_space() {
        assertThat(written("{ \"title\" : \"策\", \"b\": [1, true, null, {\"z\": 1, \"a\": 2}], \"Z\": {} }"))
                .isEqualTo("{\"Z\":{},\"b\":[1,true,null,{\"a\":2,\"z\":1}],\"title\":\"策\"}");
    }

    @Test
    void sorts_members_by_their_utf_16_code_units() {
        // the example of RFC 8785 §3.2.3, as far as it concerns order
        assertThat(written("{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}"))
                .isEqualTo("{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}");
    }

    @Test
    void escapes_only_what_must_be() {
        assertThat(written("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"")).isEqualTo("\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
    }

    @ParameterizedTest
    @CsvSource({"1.50, 1.5", "2.0, 2", "1e3, 1000", "-0.0, 0", "0.000001, 0.000001", "123456789012345678901, 123456789012345678901", "100, 100"})
    void writes_numbers_out(String given, String written) {
        assertThat(written(given)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "{\"a\":[1e100000]}"})
    void refuses_numbers_nobody_means(String given) throws JsonProcessingException {
        ObjectMapper exact = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        assertThat(CanonicalJson.write(exact.readTree(given)).<String>fold(bytes -> "written", CanonicalJsonTest::code)).isEqualTo("schema-violation");
    }

    @Test
    void refuses_numbers_that_are_none_any_more() throws JsonProcessingException {
        assertThat(CanonicalJson.write(new ObjectMapper().readTree("1e999")).<String>fold(bytes -> "written", CanonicalJsonTest::code)).isEqualTo("schema-violation");
    }

    private static String written(String json) {
        try {
            return CanonicalJson.write(new ObjectMapper().readTree(json)).fold(bytes -> new String(bytes, StandardCharsets.UTF_8), CanonicalJsonTest::code);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    private static String code(Refusal refusal) {
        return refusal.code().code();
    }
}
