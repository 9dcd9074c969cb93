package io.yizhan.convention;

import static io.yizhan.convention.Correspondent.NOW;
import static io.yizhan.convention.Correspondent.accepted;
import static io.yizhan.convention.Correspondent.refusal;
import static io.yizhan.convention.Correspondent.replaced;
import static io.yizhan.convention.Correspondent.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.signature.Algorithm;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers in the native convention are signed and bound to the request they answer. */
class NativeAnswerTest {
    private static final String ED25519 = Algorithm.ED25519.label();

    private final Correspondent caller = new Correspondent("caller-1", Algorithm.ED25519);
    private final Correspondent answerer = new Correspondent("answerer-1", Algorithm.ED25519);
    private final WireRequest call = caller.signed();

    private static WireAnswer answer() {
        return new WireAnswer(200, Headers.of("Content-Type", "application/json", "ce-id", "b-1", "ce-type", "yizhan.licence-recognition.reply"),
                "{\"HYJG\":{}}".getBytes(StandardCharsets.UTF_8));
    }

    private WireAnswer signed() {
        return answerer.convention.signAnswer(answer(), call, ED25519, NOW);
    }

    private Refusal verified(WireAnswer answer) {
        return refusal(caller.convention.verifyAnswer(answer, call, answerer.book(), NOW));
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_P256_SHA256"})
    void accepts_the_answer_to_its_call(Algorithm algorithm) {
        Correspondent other = new Correspondent("answerer-2", algorithm);
        WireAnswer answer = other.convention.signAnswer(answer(), call, ED25519, NOW);
        assertThat(accepted(caller.convention.verifyAnswer(answer, call, other.book(), NOW))).isSameAs(answer);
    }

    @Test
    void covers_status_content_event_and_request() {
        assertThat(signed().headers().first("signature-input").orElseThrow()).startsWith(
                "sig1=(\"@status\" \"content-type\" \"content-digest\" \"ce-id\" \"ce-type\" \"signature\";req;key=\"sig1\");created=");
    }

    static Stream<Named<UnaryOperator<WireAnswer>>> tamperings() {
        return Stream.of(
                Named.of("status", answer -> new WireAnswer(404, answer.headers(), answer.body())),
                Named.of("body", answer -> new WireAnswer(200, answer.headers(), new byte[] {1})),
                Named.of("content type", answer -> answer.with(replaced(answer.headers(), "content-type", "text/html"))),
                Named.of("no digest", answer -> answer.with(without(answer.headers(), "content-digest"))),
                Named.of("event id", answer -> answer.with(replaced(answer.headers(), "ce-id", "b-2"))),
                Named.of("event attribute added", answer -> answer.with(answer.headers().with("ce-via", "x"))),
                Named.of("field repeated", answer -> answer.with(answer.headers().with("ce-id", "b-1"))),
                Named.of("no signature", answer -> answer.with(without(answer.headers(), "signature"))),
                Named.of("no signature input", answer -> answer.with(without(answer.headers(), "signature-input"))),
                Named.of("unreadable", answer -> answer.with(replaced(answer.headers(), "signature", "???"))));
    }

    @ParameterizedTest
    @MethodSource("tamperings")
    void refuses_an_answer_that_was_changed_on_the_way(UnaryOperator<WireAnswer> tampering) {
        assertThat(verified(tampering.apply(signed())).code()).isEqualTo(RefusalCode.ENDPOINT_BAD_ANSWER);
    }

    @Test
    void refuses_the_answer_to_another_call() {
        WireAnswer other = answerer.convention.signAnswer(answer(), caller.signed(), ED25519, NOW);
        assertThat(verified(other)).isEqualTo(Refusal.of(RefusalCode.ENDPOINT_BAD_ANSWER, "signature"));
    }

    @Test
    void refuses_an_answer_bound_to_no_call() {
        WireAnswer unbound = answerer.convention.signAnswer(answer(), Correspondent.request(), ED25519, NOW);
        assertThat(verified(unbound)).isEqualTo(Refusal.of(RefusalCode.ENDPOINT_BAD_ANSWER, "signature", "covered by the signature"));
    }

    @Test
    void refuses_an_answer_signed_by_somebody_else() {
        Correspondent impostor = new Correspondent("answerer-1", Algorithm.ED25519);
        assertThat(verified(impostor.convention.signAnswer(answer(), call, ED25519, NOW)).code()).isEqualTo(RefusalCode.ENDPOINT_BAD_ANSWER);
    }

    @Test
    void refuses_an_answer_signed_with_an_unregistered_key() {
        assertThat(refusal(caller.convention.verifyAnswer(signed(), call, (name, id) -> List.of(), NOW)))
                .isEqualTo(Refusal.of(RefusalCode.ENDPOINT_BAD_ANSWER, "keyid"));
    }

    @ParameterizedTest
    @CsvSource({"-301", "301"})
    void refuses_an_answer_outside_the_window(long seconds) {
        assertThat(refusal(caller.convention.verifyAnswer(signed(), call, answerer.book(), NOW.plusSeconds(seconds))).code())
                .isEqualTo(RefusalCode.ENDPOINT_BAD_ANSWER);
    }

    @Test
    void an_unsigned_request_is_answered_with_a_signature_too() {
        WireAnswer told = answerer.convention.signAnswer(answer(), Correspondent.request(), ED25519, NOW);
        assertThat(told.headers().first("signature")).isPresent();
    }

    @Test
    void an_answer_without_content_is_signed_and_verified() {
        WireAnswer empty = answerer.convention.signAnswer(new WireAnswer(204, Headers.none(), new byte[0]), call, ED25519, NOW);
        assertThat(accepted(caller.convention.verifyAnswer(empty, call, answerer.book(), NOW)).status()).isEqualTo(204);
    }

    @Test
    void no_answer_can_be_bound_to_a_call_that_was_not_signed() {
        assertThatThrownBy(() -> caller.convention.verifyAnswer(signed(), Correspondent.request(), answerer.book(), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
