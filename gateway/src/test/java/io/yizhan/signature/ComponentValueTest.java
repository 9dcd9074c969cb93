package io.yizhan.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a component of a message is worth: the examples of RFC 9421 §2.1 to §2.4. */
class ComponentValueTest {

    private static Optional<String> value(String uri, Headers headers, Component component) {
        HttpMessage message = HttpMessage.of(new WireRequest("POST", URI.create(uri), headers, new byte[0]));
        return message.value(component).fold(Optional::of, no -> Optional.empty());
    }

    private static Optional<String> derived(String uri, String name) {
        return value(uri, Headers.none(), Component.of(name));
    }

    private static Optional<String> field(Component component, String... headers) {
        return value("https://www.example.com/", Headers.of(headers), component);
    }

    private static Component with(String name, Object... parameters) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            all.put((String) parameters[i], parameters[i + 1]);
        }
        return new Component(name, all);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.example.com/path?param=value,      @method,         POST",
        "https://www.example.com/path?param=value,      @target-uri,     https://www.example.com/path?param=value",
        "https://www.example.com/path?param=value,      @authority,      www.example.com",
        "https://WWW.Example.com:443/path,              @authority,      www.example.com",
        "http://www.example.com:80/path,                @authority,      www.example.com",
        "http://www.example.com:8080/path,              @authority,      www.example.com:8080",
        "https://[2001:DB8::1]:443/path,                @authority,      [2001:db8::1]",
        "https://www.example.com/path?param=value,      @scheme,         https",
        "https://www.example.com/path?param=value,      @request-target, /path?param=value",
        "https://www.example.com/path,                  @request-target, /path",
        "https://www.example.com/path?param=value,      @path,           /path",
        "https://www.example.com,                       @path,           /",
        "https://www.example.com/a%2Fb,                 @path,           /a%2Fb",
        "https://www.example.com/path?param=value&foo=, @query,          ?param=value&foo=",
        "https://www.example.com/path?queryString,      @query,          ?queryString",
        "https://www.example.com/path,                  @query,          ?",
        "https://www.example.com/path?,                 @query,          ?",
    })
    void derives_from_the_request(String uri, String component, String value) {
        assertThat(derived(uri, component)).contains(value);
    }

    @ParameterizedTest
    @CsvSource({
        "/path?param=value&foo=bar&baz=batman&qux=, baz, batman",
        "/path?param=value&foo=bar&baz=batman&qux=, qux, ''",
        "/parameters?var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace, var, this%20is%20a%20big%0Amultiline%20value",
        "/parameters?var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace, bar, with%20plus%20whitespace",
        "/parameters?fa%C3%A7ade%22%3A%20=something, fa%C3%A7ade%22%3A%20, something",
    })
    void takes_a_parameter_of_the_query_by_name(String target, String name, String value) {
        assertThat(value("https://www.example.com" + target, Headers.none(), with("@query-param", "name", name))).contains(value);
    }

    @Test
    void has_no_single_value_for_a_parameter_that_occurs_twice() {
        assertThat(value("https://www.example.com/?a=1&a=2", Headers.none(), with("@query-param", "name", "a"))).isEmpty();
    }

    @Test
    void joins_the_lines_of_a_field() {
        assertThat(field(Component.of("cache-control"), "Cache-Control", " max-age=60", "CACHE-CONTROL", "   must-revalidate "))
                .contains("max-age=60, must-revalidate");
    }

    @Test
    void unfolds_a_folded_line() {
        assertThat(field(Component.of("x-obs-fold-header"), "X-OBS-Fold-Header", "Obsolete\r\n    line folding.")).contains("Obsolete line folding.");
    }

    @Test
    void knows_an_empty_field_from_a_missing_one() {
        assertThat(field(Component.of("x-empty-header"), "X-Empty-Header", "")).contains("");
    }

    @ParameterizedTest
    @CsvSource({"a, 1", "d, ?1", "b, 2;x=1;y=2", "c, (a b c)"})
    void takes_a_member_of_a_dictionary(String member, String value) {
        assertThat(field(with("example-dict", "key", member), "Example-Dict", "  a=1,    b=2;x=1;y=2,   c=(a   b   c), d")).contains(value);
    }

    @Test
    void encodes_each_line_as_bytes() {
        assertThat(field(with("example-header", "bs", true), "Example-Header", "value, with, lots", "Example-Header", "of, commas"))
                .contains(":dmFsdWUsIHdpdGgsIGxvdHM=:, :b2YsIGNvbW1hcw==:");
    }

    @Test
    void serialises_a_known_dictionary_strictly() {
        assertThat(field(with("content-digest", "sf", true), "Content-Digest", "sha-256=:AAAA:,  other=1")).contains("sha-256=:AAAA:, other=1");
    }

    @ParameterizedTest
    @CsvSource({"x-unknown, sf", "content-type, tr", "content-type, zz"})
    void has_no_value_for_an_encoding_it_does_not_know(String name, String parameter) {
        assertThat(field(with(name, parameter, true), name, "a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"@signature-params", "@unknown", "@status", "x-missing"})
    void has_no_value_for_what_a_request_lacks(String name) {
        assertThat(derived("https://www.example.com/", name)).isEmpty();
    }

    @Test
    void has_no_value_for_a_field_that_is_not_ascii() {
        assertThat(field(Component.of("x-name"), "X-Name", "caf\u00e9")).isEmpty();
    }

    @Test
    void has_no_value_that_would_forge_another_line() {
        assertThat(field(Component.of("x-name"), "X-Name", "a\n\"@method\": GET")).isEmpty();
    }

    @Test
    void names_the_component_a_message_lacks() {
        Refusal refusal = HttpMessage.of(new WireRequest("GET", URI.create("https://h/"), Headers.none(), new byte[0]))
                .value(Component.of("x-missing"))
                .fold(value -> null, no -> no);
        assertThat(refusal).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "x-missing"));
    }

    @Test
    void takes_a_component_of_the_request_that_is_answered() {
        WireRequest request = new WireRequest("POST", URI.create("https://h/p"), Headers.of("Signature", "one=:AAAA:, two=:BBBB:"), new byte[0]);
        HttpMessage answer = HttpMessage.of(new WireAnswer(200, Headers.none(), new byte[0]), request);
        String value = answer.value(Component.ofRequest("signature", "two")).fold(found -> found, no -> "");
        assertThat(value).isEqualTo(":BBBB:");
    }

    @Test
    void a_request_answers_no_request() {
        assertThat(value("https://h/", Headers.of("Signature", "one=:AAAA:"), Component.ofRequest("signature", "one"))).isEmpty();
    }
}
