package io.yizhan.convention;

import static io.yizhan.convention.Correspondent.accepted;
import static io.yizhan.convention.Correspondent.refusal;
import static io.yizhan.convention.Written.NOW;
import static io.yizhan.convention.Written.credential;
import static io.yizhan.convention.Written.post;
import static io.yizhan.convention.Written.text;
import static io.yizhan.convention.Written.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.signature.SharedSecretAlgorithm;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proof that a convention is data: one that no shipped description resembles, from a folder of the tests, both ways. */
class EverythingAtOnceTest {
    private static final URI PLATFORM = URI.create("https://platform.example/e/any");
    private static final String CALLER = "YIZHAN01";

    private final Convention convention = Written.in(Path.of("src/test/resources/conventions"), "everything");
    private final TokenFlow flow = convention.tokens().orElseThrow();

    private WireRequest call() {
        WireRequest call = post("https://platform.example/e/licence?lang=zh", "{\"envelope\":{\"n\":1},\"data\":[]}");
        return convention.sign(call, credential(CALLER, "secret"), "e.licence", NOW);
    }

    /** Gateway and platform are the same code here, so the text is written out by hand once. */
    @Test
    void signs_just_what_the_file_says() {
        WireRequest call = call();
        String nonce = call.headers().first("E-Nonce").orElseThrow();
        byte[] proof = SharedSecretAlgorithm.HMAC_SM3.of(utf8("secret"), utf8("v1 POST /e/licence e.licence!YIZHAN011600000000" + nonce));
        assertThat(call.headers().first("E-Proof")).contains(HexFormat.of().withUpperCase().formatHex(proof));
    }

    @Test
    void puts_every_field_in_its_place() {
        WireRequest call = call();
        assertThat(call.uri().getRawQuery()).isEqualTo("lang=zh&caller=YIZHAN01");
        assertThat(text(call.body())).isEqualTo("{\"envelope\":{\"n\":1,\"token\":\"secret\"},\"data\":[]}");
        assertThat(call.headers().names()).containsExactly("content-type", "e-service", "e-time", "e-nonce", "e-proof");
    }

    @Test
    void accepts_what_it_signs() {
        assertThat(accepted(convention.verify(call(), Written.book(CALLER, "secret"), NOW)).service()).contains("e.licence");
    }

    @Test
    void refuses_it_at_another_path() {
        WireRequest elsewhere = call().at(URI.create("https://platform.example/e/other?caller=YIZHAN01"));
        assertThat(refusal(convention.verify(elsewhere, Written.book(CALLER, "secret"), NOW))).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "E-Proof"));
    }

    @Test
    void refuses_it_after_its_window() {
        assertThat(refusal(convention.verify(call(), Written.book(CALLER, "secret"), NOW.plusSeconds(61))).code()).isEqualTo(RefusalCode.STALE);
    }

    @Test
    void gets_through_all_its_grants_and_signs_a_call_with_what_they_bring() {
        Map<String, ShortLived> held = new HashMap<>();
        held.put(TokenFlow.LONG_LIVED, new ShortLived(utf8("the long-lived secret"), NOW));
        int steps = 0;
        while (!held.containsKey(flow.signsCalls())) {
            held.putAll(step(flow.next(held.keySet()), held));
            steps++;
        }
        String session = text(held.get("session").secret());
        WireRequest call = convention.sign(post(PLATFORM.toString(), "{}"), credential(CALLER, session), "e.licence", NOW);
        assertThat(accepted(convention.verify(call, Written.book(CALLER, session), NOW)).key().id()).isEqualTo(CALLER);
        assertThat(steps).isEqualTo(3);
    }

    /** One grant, with the gateway on both sides of the wire. */
    private Map<String, ShortLived> step(Grant grant, Map<String, ShortLived> held) {
        byte[] signedWith = held.get(grant.signedWith()).secret();
        WireRequest ask = grant.ask(PLATFORM, new Credential(CALLER, signedWith), NOW);
        Grant asked = flow.at(ask.uri().getPath()).orElseThrow();
        Caller caller = accepted(asked.verify(ask, Written.book(CALLER, text(signedWith)), NOW));
        Map<String, ShortLived> given = new HashMap<>();
        asked.brings().forEach((name, lives) -> given.put(name, new ShortLived(utf8("a new " + name), NOW.plus(lives))));
        WireAnswer answer = asked.give(given, caller.key().material(), NOW);
        return accepted(grant.read(answer, signedWith, NOW));
    }

    @Test
    void gives_in_the_form_the_file_says() {
        Grant pass = flow.at("/e/pass").orElseThrow();
        WireAnswer answer = pass.give(Map.of("pass", new ShortLived(utf8("abc"), NOW.plusSeconds(60))), utf8("secret"), NOW);
        assertThat(text(answer.body())).isEqualTo("{\"head\":{\"version\":2,\"state\":\"fine\"},\"pass\":{\"text\":\"abc\",\"until\":1600000060}}");
    }

    @Test
    void explains_what_is_signed() {
        assertThat(convention.explain(call(), Written.book(CALLER, "secret"), NOW).parts()).extracting(Explanation.Part::name).containsExactly(
                "literal", "method", "literal", "path", "literal", "E-Service", "literal", "caller", "E-Time", "E-Nonce");
    }

    @Test
    void shows_the_token_to_nobody() {
        WireRequest other = Written.saying(call(), "{\"envelope\":{\"token\":\"the-token\"}}");
        Explanation explanation = convention.explain(other, Written.book(CALLER, "secret"), NOW);
        assertThat(explanation.difference()).isEqualTo("/envelope/token is not what the request was signed with");
    }
}
