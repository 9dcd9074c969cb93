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
