package io.yizhan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.convention.Conventions;
import io.yizhan.convention.Credential;
import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Pem;
import io.yizhan.signature.Signer;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, String> SECRET = Map.of("S", "demo-secret-key");

    @TempDir
    private Path files;

    private String signed;

    @BeforeEach
    void sign() throws IOException {
        String pem = Signer.generate(Algorithm.ED25519, RANDOM).text();
        Signer signer = Signer.read("our-key", pem);
        Files.writeString(files.resolve("key.pub.pem"), new Pem(Pem.PUBLIC_KEY, signer.publicKey()).text());
        Headers headers = Headers.of(
                "Host", "gateway.test", "Content-Type", "application/json", "ce-id", "1", "ce-source", "urn:x", "ce-type", "t", "ce-specversion", "1.0");
        WireRequest call = new WireRequest("POST", URI.create("http://gateway.test/exchange/k"), headers, "{\"a\":1}".getBytes(UTF_8));
        signed = written(Conventions.load(Path.of("../mappings/conventions"), List.of(signer), Set.of("gateway.test"), RANDOM)
                .named(Conventions.NATIVE)
                .orElseThrow()
                .sign(call, Credential.none(), "", Terminal.NOW));
    }

    @Test
    void finds_a_good_signature_right() throws IOException {
        Terminal said = explain(signed, "--key", key());
        assertThat(said).returns(0, Terminal::exit);
        assertThat(said.out()).contains("\"@method\": POST", "The signature verifies.");
    }

    @Test
    void finds_a_changed_body_wrong_and_says_so() throws IOException {
        Terminal said = explain(signed.replace("{\"a\":1}", "{\"a\":2}"), "--key", key());
        assertThat(said).returns(1, Terminal::exit);
        assertThat(said.err().toLowerCase()).contains("content-digest");
    }

    @Test
    void reads_a_http_file_with_comments_and_a_line_end_of_the_editors() throws IOException {
        String file = "### the first\n# a comment\n" + signed.replace("POST /", "POST http://gateway.test/").replace("\r\n", "\n") + "\n";
        assertThat(explain(file, "--key", key()).exit()).isZero();
    }

    @Test
    void reads_what_curl_printed_with_the_body_beside_it() throws IOException {
        String head = signed.substring(0, signed.indexOf("\r\n\r\n"));
        String curl = "*   Trying 127.0.0.1:80...\n" + head.lines().map(line -> "> " + line).collect(Collectors.joining("\n")) + "\n> \n< HTTP/1.1 200 OK\n";
        Path body = Files.writeString(files.resolve("body.json"), "{\"a\":1}");
        assertThat(explain(curl, "--key", key(), "--body", body.toString()).exit()).isZero();
    }

    @Test
    void says_that_a_key_is_missing_where_none_is_given() throws IOException {
        assertThat(explain(signed).err()).contains("our-key is not registered");
    }

    @Test
    void finds_a_request_signed_for_another_gateway_wrong() throws IOException {
        assertThat(explain(signed, "--key", key(), "--authority", "other.test").exit()).isEqualTo(1);
    }

    @Test
    void finds_an_old_request_wrong() throws IOException {
        assertThat(explain(signed, "--key", key(), "--at", "2020-09-14T12:26:40Z").exit()).isEqualTo(1);
    }

    @Test
    void checks_a_described_convention_with_its_secret() throws IOException {
        assertThat(explain(national("S4ICIqH8jsnAe7WsZgP619FTd4Y3bXh1ALMf3UIQEpo="), "--convention", "gjgxjhpt", "--secret-env", "S").exit()).isZero();
    }

    @Test
    void finds_a_wrong_secret_out() throws IOException {
        assertThat(explain(national("AAAAIqH8jsnAe7WsZgP619FTd4Y3bXh1ALMf3UIQEpo="), "--convention", "gjgxjhpt", "--secret-env", "S").exit()).isEqualTo(1);
    }

    @Test
    void never_shows_the_secret() throws IOException {
        Terminal said = explain(national("x"), "--convention", "gjgxjhpt", "--secret-env", "S", "--verbose");
        assertThat(said.out() + said.err()).doesNotContain("demo-secret-key");
    }

    @Test
    void cannot_explain_a_convention_that_is_not_there() throws IOException {
        Terminal said = explain(signed, "--convention", "nobodys");
        assertThat(said).returns(3, Terminal::exit);
        assertThat(said.err()).startsWith("yizhan: there is no convention nobodys in ");
    }

    @Test
    void cannot_use_a_variable_that_is_not_set() throws IOException {
        assertThat(explain(signed, "--secret-env", "NONE").err()).contains("the environment variable NONE is not set.");
    }

    @Test
    void cannot_explain_what_is_no_request() throws IOException {
        Terminal said = explain("hello\n");
        assertThat(said).returns(3, Terminal::exit);
        assertThat(said.err()).contains("holds no HTTP request");
    }

    private Terminal explain(String request, String... options) throws IOException {
        Path file = Files.writeString(files.resolve("request.http"), request);
        String[] arguments = new String[options.length + 2];
        arguments[0] = "explain";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return Terminal.with(SECRET, arguments);
    }

    private String key() {
        return files.resolve("key.pub.pem").toString();
    }

    private static String written(WireRequest request) {
        String fields = request.headers().fields().stream().map(field -> field.name() + ": " + field.value() + "\r\n").collect(Collectors.joining());
        return request.method() + " " + request.uri().getRawPath() + " HTTP/1.1\r\n" + fields + "\r\n" + new String(request.body(), UTF_8);
    }

    private static String national(String sign) {
        return "POST /httpproxy HTTP/1.1\nHost: gateway.test\ngjgxjhpt_rid: demo-rid-0001\ngjgxjhpt_sid: s_sys_demo001\n"
                + "gjgxjhpt_rtime: 1600000000000\ngjgxjhpt_sign: " + sign + "\n\n{}";
    }
}
