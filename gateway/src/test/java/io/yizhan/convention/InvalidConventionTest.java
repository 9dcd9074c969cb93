package io.yizhan.convention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A description that is not quite one is refused with a sentence that names the file and the key. */
class InvalidConventionTest {
    private static final String GOOD =
            """
            carried-in: header
            service: {field: x-service, form: "[a-z]{1,64}"}
            caller: {field: x-caller, form: "[a-z]{1,64}"}
            time: {field: x-time, unit: seconds, window-seconds: 300}
            signature: {field: x-sign, text: [service, caller, time], algorithm: hmac-sha256, encoding: base64}
            replay: [partner, signature, body]
            """;

    @TempDir
    Path directory;

    private void load(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
        Descriptions.in(directory);
    }

    @Test
    void takes_a_good_description() throws IOException {
        Files.writeString(directory.resolve("good.yaml"), GOOD);
        assertThat(Descriptions.in(directory)).containsOnlyKeys("good");
    }

    @Test
    void passes_over_other_files() throws IOException {
        Files.writeString(directory.resolve("README.md"), "not a description");
        assertThat(Descriptions.in(directory)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "carried-in: header    | ''                     | carried-in is missing",
        "'caller: {field: x-caller, form: \"[a-z]{1,64}\"}' | '' | caller is missing",
        "unit: seconds,        | ''                     | time: unit is missing",
        "', encoding: base64'  | ''                     | signature: encoding is missing",
        "replay: [partner, signature, body] | ''        | replay is missing",
        "carried-in: header    | carried-in: cookie     | carried-in: expected header, query, body",
        "carried-in: header    | 'carried-in: header\nwindow: 3' | window: no such key",
        "carried-in: header    | 'carried-in: header\ncarried-in: query' | Duplicate",
        "unit: seconds         | units: seconds         | time: unit is missing",
        "unit: seconds         | 'unit: seconds, zone: 8' | time.zone: no such key",
        "unit: seconds         | unit: minutes          | time.unit: expected seconds, milliseconds",
        "window-seconds: 300   | window-seconds: 0      | time: window-seconds: expected 1 to 3600",
        "window-seconds: 300   | window-seconds: soon   | time.window-seconds: a value of the wrong kind",
        "form: \"[a-z]{1,64}\" | form: \".*\"           | service.form: expected one set of letters",
        "form: \"[a-z]{1,64}\" | form: \"[a-z]{3,1}\"   | service.form: expected a length",
        "hmac-sha256           | rot13                  | signature: algorithm: expected one of [hmac-sha256, hmac-sm3, sha256, sm3, md5, sm2]",
        "hmac-sha256           | md5                    | signature: text: md5 has no key",
        "'caller, time]'       | 'secret, time]'        | signature: text: hmac-sha256 has the secret as its key",
        "'caller, time]'       | 'caller]'              | signature.text: the time must be signed",
        "'caller, time]'       | 'caller, clock]'       | signature.text.2: expected service, caller, secret, time, nonce, method, path, body",
        "'caller, time]'       | 'nonce, time]'         | nonce: must be both described and signed",
        "'signature, body]'    | 'body]'                | replay: expected partner",
        "'signature, body]'    | 'time, nonce]'         | replay: expected partner",
        "'service: {field: x-service, form: \"[a-z]{1,64}\"}' | '' | service: is signed but not described",
    })
    void refuses_a_description_and_names_file_and_key(String good, String bad, String sentence) {
        assertThatThrownBy(() -> load("bad.yaml", GOOD.replace(good, bad)))
                .isInstanceOf(InvalidConvention.class)
                .hasMessageContainingAll("bad.yaml: ", sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "text: [service, caller, time] | text: [service, method, time] | could be read in two ways",
        "text: [service, caller, time] | text: [method, path, time] | could be read in two ways",
        "text: [service, caller, time] | text: [service, {literal: a}, path, time] | could be read in two ways",
        "text: [service, caller, time] | text: [path, {literal: A}, method, time] | could be read in two ways",
        "text: [service, caller, time] | text: [service, {literal: '&'}, time, method, path] | could be read in two ways",
        "text: [service, caller, time] | text: [service, {literal: ''}, time] | signature.text.1: expected a part's name, or {literal",
        "text: [service, caller, time] | text: [service, {literal: 1}, time] | signature.text.1: expected a part's name, or {literal",
        "text: [service, caller, time] | text: [service, {literals: a}, time] | signature.text.1: expected a part's name, or {literal",
        "text: [service, caller, time] | text: [service, {literal: a, b: c}, time] | signature.text.1: expected a part's name, or {literal",
        "text: [service, caller, time] | text: [service, [caller], time] | signature.text.1: expected a part's name, or {literal",
        "field: x-caller,      | field: x-service,       | x-service: another field stands there",
        "field: x-caller,      | field: X-SERVICE,       | another field stands there",
        "field: x-caller,      | `field: x caller,`      | field: expected a name of letters",
        "field: x-caller,      | field: /x/caller,       | field: expected a name of letters",
        "carried-in: header    | `carried-in: body\ntoken: {field: /x-caller/secret}` | x-caller: another field stands there",
        "carried-in: header    | `carried-in: header\ntoken: {field: x-token, carried-in: cookie}` | token.carried-in: expected header, query, body",
        "carried-in: header    | `carried-in: header\ntoken: {carried-in: query}` | token: field is missing",
        "`caller, time], algorithm: hmac-sha256` | `caller, time, body], algorithm: hmac-sha256, carried-in: body` | the body cannot be signed where fields stand in it",
        "hmac-sha256           | sm2                     | replay: expected partner, time, nonce where there is a nonce; else partner, text",
        "hmac-sha256           | sm3                     | signature: text: sm3 has no key",
        "caller, time], algorithm: hmac-sha256 | secret, time], algorithm: sm2 | signature: text: sm2 has the secret as its key",
    })
    void refuses_what_could_be_read_in_two_ways_or_stands_in_a_wrong_place(String good, String bad, String sentence) {
        assertThatThrownBy(() -> load("bad.yaml", GOOD.replace(good, bad.replace("\\n", "\n"))))
                .isInstanceOf(InvalidConvention.class)
                .hasMessageContainingAll("bad.yaml: ", sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[service, {literal: '&'}, path, time]", "[method, {literal: ' '}, path, {literal: ' '}, service, time]", "[path, {literal: '?'}, service, time]",
        "[time, service, caller, time]", "[path, {literal: /}, method, time]", "[time, {literal: '&'}, service, {literal: '&'}, method, {literal: '&'}, path]",
    })
    void takes_a_text_whose_parts_have_clear_ends(String text) throws IOException {
        load("good.yaml", GOOD.replace("[service, caller, time]", text));
        assertThat(Descriptions.in(directory)).containsOnlyKeys("good");
    }

    private static final String TOKENS =
            """
            tokens:
              signs-calls: call
              grants:
                - path: /auth/refresh
                  service: refresh
                  signed-with: long-lived
                  answer: {code: /code, ok: "0", secrets: {refresh: {at: /r, ends: /re, unit: seconds, lives: 48h}}}
                - path: /auth/call
                  service: refresh
                  signed-with: refresh
                  answer: {code: /code, ok: "0", secrets: {call: {at: /s, ends: /e, unit: seconds, lives: 15m}}}
            """;

    @Test
    void takes_a_good_token_flow() throws IOException {
        load("good.yaml", GOOD + TOKENS);
        assertThat(Descriptions.in(directory).get("good").tokens()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "signs-calls: call     | ``                     | tokens: signs-calls is missing",
        "signs-calls: call     | signs-calls: another   | tokens: grants.1.answer.secrets: expected another",
        "signed-with: long-lived | signed-with: call    | tokens: grants.0.signed-with: expected long-lived or a secret brought before",
        "signed-with: long-lived | ``                   | tokens.grants.0: signed-with is missing",
        "signed-with: refresh  | signed-with: long-lived | tokens: grants.0.answer.secrets: expected call, or what the next grant is signed with",
        "path: /auth/call      | path: /auth/refresh    | tokens: grants: expected another path for each",
        "path: /auth/call      | path: auth/call        | tokens.grants.1: path: expected an absolute path",
        "path: /auth/call      | path: /auth/call?x=1   | tokens.grants.1: path: expected an absolute path",
        "signed-with: refresh  | `signed-with: refresh\n      retries: 3` | tokens.grants.1.retries: no such key",
        "signed-with: refresh  | `signed-with: refresh\n      carried-in: cookie` | tokens.grants.1.carried-in: expected header",
        "service: refresh      | ``                     | tokens.grants: /auth/refresh: service: expected one",
        "service: refresh      | service: Not-Fitting   | tokens.grants: /auth/refresh: service: expected one",
        "secrets: {call:       | secrets: {long-lived:  | tokens.grants.1.answer: secrets: expected names",
        "secrets: {call:       | secrets: {Call:        | tokens.grants.1.answer: secrets: expected names",
        "{call: {at: /s, ends: /e, unit: seconds, lives: 15m}} | {} | tokens.grants.1.answer: secrets: expected at least one",
        "`code: /code, `       | ``                     | tokens.grants.0.answer: code is missing",
        "code: /code           | code: code             | tokens.grants.0.answer.code: Invalid input: JSON Pointer",
        "code: /code           | `code: \"\"`         | tokens.grants.0.answer: code: expected a pointer",
        "ends: /e,             | ``                     | tokens.grants.1.answer.secrets.call: ends is missing",
        "unit: seconds, lives  | unit: minutes, lives   | answer.secrets.refresh.unit: expected milliseconds, seconds, seconds-from-now",
        "lives: 15m            | lives: 15x             | answer.secrets.call.lives: expected a duration such as 15m or 48h",
        "lives: 15m            | lives: 0m              | answer.secrets.call.lives: expected 1m to 31d",
        "lives: 15m            | lives: 32d             | answer.secrets.call.lives: expected 1m to 31d",
        "lives: 15m            | lives: 15m, sealed: rot13 | answer.secrets.call.sealed: expected aes-ecb-sha1-twice",
        "hmac-sha256           | sm2                    | token, tokens: only where both sides hold the same secret",
    })
    void refuses_a_token_flow_and_names_file_and_key(String good, String bad, String sentence) {
        assertThatThrownBy(() -> load("bad.yaml", (GOOD + TOKENS).replace(good, bad.replace("\\n", "\n"))))
                .isInstanceOf(InvalidConvention.class)
                .hasMessageContainingAll("bad.yaml: ", sentence);
    }

    @Test
    void refuses_two_neighbours_that_both_vary_in_length() {
        String nonce = GOOD.replace("text: [service, caller, time]", "text: [service, nonce, time]")
                .replace("replay: [partner, signature, body]", "replay: [partner, time, nonce]\nnonce: {field: x-nonce, form: \"[a-z]{8,16}\"}");
        assertThatThrownBy(() -> load("bad.yaml", nonce)).isInstanceOf(InvalidConvention.class).hasMessageContaining("read in two ways");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "just a text", "- a list"})
    void refuses_what_is_no_description(String content) {
        assertThatThrownBy(() -> load("bad.yaml", content)).isInstanceOf(InvalidConvention.class).hasMessageContaining("bad.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"native.yaml", "Odd.yaml", "a b.yaml"})
    void refuses_a_name_that_is_none(String name) {
        assertThatThrownBy(() -> load(name, GOOD)).isInstanceOf(InvalidConvention.class).hasMessageContaining(name);
    }

    @Test
    void refuses_a_directory_that_is_not_there() {
        assertThatThrownBy(() -> Descriptions.in(directory.resolve("none"))).isInstanceOf(InvalidConvention.class).hasMessageContaining("none");
    }
}
