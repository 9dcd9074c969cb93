package io.yizhan.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Headers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "<html></html>", "{\"a\":1,\"a\":2}", "{} {}", "{}x", "{'a':1}", "{a:1}", "[1,]", "// c\n{}", "NaN", "{\"a\":\"\\ud800\"}",
        "{\"\\udc00\":1}", "[\"\\u0000\"]", "{\uFEFF}", "{\"a\":1"
    })
    void refuses_what_two_systems_could_read_differently(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Unreadable.class);
    }

    @Test
    void refuses_bytes_that_are_not_of_the_charset() {
        byte[] gbk = "{\"a\":\"证照\"}".getBytes(Charset.forName("GBK"));

        assertThatThrownBy(() -> Json.read(Decoding.text(gbk, Headers.none(), StandardCharsets.UTF_8))).isInstanceOf(Unreadable.class);
    }

    @Test
    void reads_gbk_as_gb18030() throws Unreadable {
        byte[] gbk = "{\"a\":\"证照\"}".getBytes(Charset.forName("GBK"));

        assertThat(Json.read(Decoding.text(gbk, Headers.none(), Charset.forName("GB18030"))).get("a").textValue()).isEqualTo("证照");
    }

    @Test
    void refuses_a_text_nested_too_deep() {
        assertThat(Json.text(Json.list())).isEqualTo("[]");
        assertThatThrownBy(() -> read("[".repeat(65) + "]".repeat(65))).isInstanceOf(Unreadable.class);
    }

    @Test
    void refuses_a_number_of_a_thousand_digits() {
        assertThatThrownBy(() -> read("9".repeat(1_000))).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1001", "1e999999999", "1E-999999999", "0.1e2147483647", "{\"a\":[{\"b\":-1e1000000}]}"})
    void refuses_a_number_that_is_short_but_would_be_long_written_out(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Unreadable.class);
    }

    @Test
    void keeps_every_digit_and_character() throws Unreadable {
        String text = "{\"a\":12345678901234567890.10,\"b\":1E400,\"c\":\"𠮷\",\"d\":false,\"e\":[],\"f\":{},\"g\":null}";

        JsonNode node = read(text);

        assertThat(Json.text(node)).isEqualTo(text.replace("1E400", "1E+400"));
    }

    @Test
    void says_where_the_text_is_wrong() {
        assertThatThrownBy(() -> read("{\n  \"a\": oops}"))
                .isInstanceOfSatisfying(Unreadable.class, wrong -> assertThat(wrong.line()).isEqualTo(2));
    }

    private static JsonNode read(String text) throws Unreadable {
        return Json.read(text);
    }
}
