package io.yizhan.convention;

import static io.yizhan.convention.Correspondent.NOW;
import static io.yizhan.convention.Correspondent.accepted;
import static io.yizhan.convention.Correspondent.refusal;
import static io.yizhan.convention.Correspondent.relabelled;
import static io.yizhan.convention.Correspondent.replaced;
import static io.yizhan.convention.Correspondent.request;
import static io.yizhan.convention.Correspondent.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.signature.Algorithm;
import io.yizhan.signature.ContentDigest;
import io.yizhan.signature.MessageSignature;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireRequest;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in the native convention: RFC 9421 with RFC 9530. */
class NativeRequestTest {
    private static final List<String> LEAST = List.of(
            "@method", "@authority", "@path", "@query", "content-type", "content-digest", "ce-specversion", "ce-id", "ce-source", "ce-type");
    private static final BigInteger N = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final Correspondent one = new Correspondent("region-one-1", Algorithm.ED25519);

    private static String components(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(" "));
    }

    private String parameters() {
        return ";created=" + NOW.getEpochSecond() + ";keyid=\"" + one.key.keyId() + "\"";
    }

    private Refusal verified(WireRequest request) {
        return refusal(one.convention.verify(request, one.book(), NOW));
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_P256_SHA256"})
    void finds_out_who_signed(Algorithm algorithm) {
        Correspondent other = new Correspondent("region-two-1", algorithm);
        Caller caller = accepted(other.convention.verify(other.signed(), other.book(), NOW));
        assertThat(caller.key().id()).isEqualTo("region-two-1");
    }

    @Test
    void vouches_for_the_whole_message() {
        assertThat(accepted(one.convention.verify(one.signed(), one.book(), NOW)).assurance()).isEqualTo(Assurance.MESSAGE);
    }

    @Test
    void keeps_the_signature_as_received() {
        WireRequest signed = one.signed();
        Caller caller = accepted(one.convention.verify(signed, one.book(), NOW));
        assertThat(caller.signature()).isEqualTo("signature-input: " + signed.headers().first("signature-input").orElseThrow()
                + "\nsignature: " + signed.headers().first("signature").orElseThrow());
    }

    @Test
    void accepts_what_covers_the_least() {
        WireRequest signed = one.signed(request(), components(LEAST), parameters());
        assertThat(accepted(one.convention.verify(signed, one.book(), NOW)).service()).isEmpty();
    }

    @Test
    void accepts_what_covers_more() {
        WireRequest more = request().with(request().headers().with("Date", "Sun, 22 Nov 2026 01:00:00 GMT"));
        WireRequest signed = one.signed(more, components(LEAST) + " \"date\" \"@target-uri\"", parameters());
        assertThat(accepted(one.convention.verify(signed, one.book(), NOW)).key().owner().value()).isEqualTo("region-one");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "@method", "@authority", "@path", "@query", "content-type", "content-digest", "ce-specversion", "ce-id", "ce-source", "ce-type"
    })
    void refuses_what_covers_less_and_names_what_is_missing(String left) {
        List<String> covered = LEAST.stream().filter(name -> !name.equals(left)).toList();
        assertThat(verified(one.signed(request(), components(covered), parameters())))
                .isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, left, "covered by the signature"));
    }

    @Test
    void refuses_what_covers_only_a_member_of_a_field() {
        String covered = components(LEAST).replace("\"content-digest\"", "\"content-digest\";key=\"sha-256\"");
        assertThat(verified(one.signed(request(), covered, parameters())).place()).isEqualTo("content-digest");
    }

    @Test
    void accepts_a_field_covered_in_another_encoding() {
        String covered = components(LEAST).replace("\"ce-id\"", "\"ce-id\";bs").replace("\"content-digest\"", "\"content-digest\";sf");
        Caller caller = accepted(one.convention.verify(one.signed(request(), covered, parameters()), one.book(), NOW));
        assertThat(caller.key().id()).isEqualTo("region-one-1");
    }

    @Test
    void refuses_an_event_attribute_added_afterwards() {
        WireRequest signed = one.signed();
        assertThat(verified(signed.with(signed.headers().with("ce-via", "x"))).place()).isEqualTo("ce-via");
    }

    @Test
    void refuses_a_field_cut_in_two() {
        WireRequest listed = request().with(replaced(request().headers(), "ce-source", "urn:a, urn:b"));
        WireRequest signed = one.convention.sign(listed, Credential.none(), "", NOW);
        Headers cut = without(signed.headers(), "ce-source").with("ce-source", "urn:a").with("ce-source", "urn:b");
        assertThat(verified(signed.with(cut))).isEqualTo(Refusal.of(RefusalCode.MALFORMED, "ce-source", "once"));
    }

    @Test
    void a_message_without_content_needs_no_content_type() {
        WireRequest bare = new WireRequest("GET", URI.create("https://gateway.example/messages/1"), Headers.none(), new byte[0]);
        WireRequest signed = one.convention.sign(bare, Credential.none(), "", NOW);
        assertThat(accepted(one.convention.verify(signed, one.book(), NOW)).key().id()).isEqualTo("region-one-1");
    }

    @Test
    void refuses_content_added_to_a_message_without() {
        WireRequest bare = new WireRequest("POST", URI.create("https://gateway.example/x"), Headers.none(), new byte[0]);
        WireRequest signed = one.convention.sign(bare, Credential.none(), "", NOW);
        WireRequest filled = new WireRequest("POST", signed.uri(), signed.headers().with("Content-Type", "application/json"), Correspondent.BODY);
        assertThat(verified(filled)).extracting(Refusal::code).isEqualTo(RefusalCode.BAD_SIGNATURE);
    }

    static Stream<Named<UnaryOperator<WireRequest>>> tamperings() {
        return Stream.of(
                Named.of("method", request -> new WireRequest("PUT", request.uri(), request.headers(), request.body())),
                Named.of("path", request -> request.at(URI.create("https://gateway.example/exchange/other?trace=1"))),
                Named.of("query", request -> request.at(URI.create("https://gateway.example/exchange/licence-recognition?trace=2"))),
                Named.of("no query", request -> request.at(URI.create("https://gateway.example/exchange/licence-recognition"))),
                Named.of("authority", request -> request.at(URI.create("https://gateway.example:8443/exchange/licence-recognition?trace=1"))),
                Named.of("body and its digest", request -> new WireRequest(request.method(), request.uri(),
                        replaced(request.headers(), "content-digest", ContentDigest.SHA_256.of(new byte[] {1})), new byte[] {1})),
                Named.of("no content type", request -> request.with(without(request.headers(), "content-type"))),
                Named.of("no digest", request -> request.with(without(request.headers(), "content-digest"))),
                Named.of("no event id", request -> request.with(without(request.headers(), "ce-id"))),
                Named.of("created", request -> relabelled(request, "created", NOW.getEpochSecond() + 1)),
                Named.of("nonce", request -> relabelled(request, "nonce", "AAAA")),
                Named.of("tag", request -> relabelled(request, "tag", "t")),
                Named.of("expires", request -> relabelled(request, "expires", NOW.getEpochSecond() + 900)));
    }

    @ParameterizedTest
    @MethodSource("tamperings")
    void refuses_what_was_changed_on_the_way(UnaryOperator<WireRequest> tampering) {
        assertThat(verified(tampering.apply(one.signed())).code()).isEqualTo(RefusalCode.BAD_SIGNATURE);
    }

    @Test
    void refuses_a_change_to_any_one_byte_of_the_body() {
        WireRequest signed = one.signed();
        for (int i = 0; i < signed.body().length; i++) {
            byte[] other = signed.body().clone();
            other[i] ^= 1;
            WireRequest changed = new WireRequest(signed.method(), signed.uri(), signed.headers(), other);
            assertThat(verified(changed)).as("byte %d", i).isEqualTo(
                    Refusal.of(RefusalCode.BAD_SIGNATURE, "content-digest", "sha-256 of the body as sent"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-type", "content-digest", "ce-specversion", "ce-id", "ce-source", "ce-type"})
    void refuses_a_change_to_any_one_character_of_a_field(String field) {
        WireRequest signed = one.signed();
        String value = signed.headers().first(field).orElseThrow();
        for (int i = 0; i < value.length(); i++) {
            String other = value.substring(0, i) + (char) (value.charAt(i) ^ 1) + value.substring(i + 1);
            WireRequest changed = signed.with(replaced(signed.headers(), field, other));
            assertThat(verified(changed).code()).as("character %d", i).isEqualTo(RefusalCode.BAD_SIGNATURE);
        }
    }

    @Test
    void refuses_a_change_to_any_one_byte_of_the_signature() {
        WireRequest signed = one.signed();
        MessageSignature signature = Correspondent.read(signed.headers());
        for (int i = 0; i < signature.bytes().length; i++) {
            byte[] other = signature.bytes().clone();
            other[i] ^= 1;
            Headers fields = new MessageSignature(signature.label(), signature.input(), other).fields();
            WireRequest changed = signed.with(without(signed.headers(), "signature", "signature-input").and(fields));
            assertThat(verified(changed)).as("byte %d", i).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "signature"));
        }
    }

    @Test
    void refuses_a_request_signed_for_another_gateway() {
        WireRequest elsewhere = request().at(URI.create("https://other.example/exchange/licence-recognition?trace=1"));
        WireRequest signed = one.convention.sign(elsewhere, Credential.none(), "", NOW);
        assertThat(verified(signed)).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "@authority", "a name of this gateway"));
    }

    @ParameterizedTest
    @CsvSource({"-300", "300", "0"})
    void accepts_a_request_at_the_edges_of_the_window(long seconds) {
        Caller caller = accepted(one.convention.verify(one.signed(), one.book(), NOW.plusSeconds(seconds)));
        assertThat(caller.replayableUntil()).isAfter(NOW.plusSeconds(300));
    }

    @ParameterizedTest
    @CsvSource({"PT-5M-0.001S", "PT5M0.001S", "P1D"})
    void refuses_a_request_outside_the_window_and_tells_the_time(Duration off) {
        Instant late = NOW.plus(off);
        assertThat(refusal(one.convention.verify(one.signed(), one.book(), late))).isEqualTo(Refusal.stale("created", late));
    }

    @Test
    void refuses_a_request_that_does_not_say_when_it_was_signed() {
        WireRequest signed = one.signed(request(), components(LEAST), ";keyid=\"region-one-1\"");
        assertThat(verified(signed)).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "created"));
    }

    @ParameterizedTest
    @CsvSource({"0", "-10"})
    void refuses_a_request_that_has_expired(long seconds) {
        WireRequest signed = one.signed(request(), components(LEAST), parameters() + ";expires=" + NOW.plusSeconds(seconds).getEpochSecond());
        assertThat(verified(signed)).isEqualTo(Refusal.stale("expires", NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "?1", "\"soon\""})
    void refuses_a_time_of_expiry_that_is_none(String expires) {
        WireRequest signed = one.signed(request(), components(LEAST), parameters() + ";expires=" + expires);
        assertThat(verified(signed)).isEqualTo(Refusal.of(RefusalCode.MALFORMED, "expires", "whole seconds"));
    }

    @Test
    void accepts_a_request_that_expires_later() {
        WireRequest signed = one.signed(request(), components(LEAST), parameters() + ";expires=" + NOW.plusSeconds(1).getEpochSecond());
        assertThat(accepted(one.convention.verify(signed, one.book(), NOW)).key().id()).isEqualTo("region-one-1");
    }

    @Test
    void refuses_a_key_that_is_not_registered() {
        assertThat(refusal(one.convention.verify(one.signed(), (name, id) -> List.of(), NOW)))
                .isEqualTo(Refusal.of(RefusalCode.UNKNOWN_PARTNER, "keyid"));
    }

    @Test
    void refuses_a_signature_that_names_no_key() {
        WireRequest signed = one.signed(request(), components(LEAST), ";created=" + NOW.getEpochSecond());
        assertThat(verified(signed)).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "keyid"));
    }

    @Test
    void refuses_a_signature_made_with_another_key_of_the_same_name() {
        Correspondent impostor = new Correspondent("region-one-1", Algorithm.ED25519);
        assertThat(verified(impostor.signed())).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "signature"));
    }

    @Test
    void refuses_an_algorithm_that_is_not_the_keys() {
        WireRequest signed = one.signed(request(), components(LEAST), parameters() + ";alg=\"ecdsa-p256-sha256\"");
        assertThat(verified(signed)).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "alg"));
    }

    @Test
    void refuses_a_key_that_both_sides_hold() {
        WireRequest signed = one.signed();
        KeyBook shared = (name, id) -> one.book().find(name, id).stream()
                .map(key -> new Key(key.owner(), key.id(), key.environment(), Algorithm.HMAC_SHA256.label(), key.material()))
                .toList();
        assertThat(refusal(one.convention.verify(signed, shared, NOW)).place()).isEqualTo("keyid");
    }

    @Test
    void refuses_a_message_without_a_signature() {
        assertThat(verified(request())).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "signature-input"));
    }

    @Test
    void refuses_a_signature_that_cannot_be_read() {
        WireRequest signed = one.signed();
        assertThat(verified(signed.with(replaced(signed.headers(), "signature-input", "sig1=("))))
                .isEqualTo(Refusal.of(RefusalCode.MALFORMED, "signature-input"));
    }

    @Test
    void looks_at_the_signature_it_knows_among_several() {
        WireRequest signed = one.signed(request(), components(LEAST), parameters());
        Headers others = Headers.of("Signature-Input", "proxy=(\"@method\");created=1;keyid=\"proxy\"", "Signature", "proxy=:AAAA:");
        WireRequest both = signed.with(others.and(signed.headers()));
        assertThat(accepted(one.convention.verify(both, one.book(), NOW)).signature()).startsWith("signature-input: sig1=(");
    }

    @Test
    void a_repeated_request_has_the_same_replay_key() {
        WireRequest signed = one.signed();
        Caller again = accepted(one.convention.verify(signed, one.book(), NOW.plusSeconds(9)));
        assertThat(again.replayKey()).isEqualTo(accepted(one.convention.verify(signed, one.book(), NOW)).replayKey());
    }

    @Test
    void two_honest_requests_of_one_second_have_two_replay_keys() {
        Caller first = accepted(one.convention.verify(one.signed(), one.book(), NOW));
        Caller second = accepted(one.convention.verify(one.signed(), one.book(), NOW));
        assertThat(first.replayKey()).isNotEqualTo(second.replayKey());
    }

    @Test
    void the_twin_of_an_ecdsa_signature_has_the_same_replay_key() {
        Correspondent curve = new Correspondent("region-one-1", Algorithm.ECDSA_P256_SHA256);
        WireRequest signed = curve.signed();
        Caller first = accepted(curve.convention.verify(signed, curve.book(), NOW));
        Caller twin = accepted(curve.convention.verify(twin(signed), curve.book(), NOW));
        assertThat(twin.replayKey()).isEqualTo(first.replayKey());
    }

    @Test
    void the_twin_of_an_ecdsa_signature_is_another_signature() {
        WireRequest signed = new Correspondent("region-one-1", Algorithm.ECDSA_P256_SHA256).signed();
        assertThat(twin(signed).headers().first("signature")).isNotEqualTo(signed.headers().first("signature"));
    }

    /** From (r, s) anybody can make (r, n − s), which verifies too. */
    private static WireRequest twin(WireRequest signed) {
        MessageSignature signature = Correspondent.read(signed.headers());
        byte[] s = N.subtract(new BigInteger(1, Arrays.copyOfRange(signature.bytes(), 32, 64))).toByteArray();
        byte[] twin = signature.bytes().clone();
        Arrays.fill(twin, 32, 64, (byte) 0);
        int length = Math.min(32, s.length);
        System.arraycopy(s, s.length - length, twin, 64 - length, length);
        return signed.with(without(signed.headers(), "signature", "signature-input")
                .and(new MessageSignature(signature.label(), signature.input(), twin).fields()));
    }

    @Test
    void signing_replaces_an_earlier_signature() {
        WireRequest twice = one.convention.sign(one.signed(), Credential.none(), "", NOW);
        assertThat(twice.headers().all("signature")).hasSize(1);
    }

    @Test
    void does_not_sign_what_has_no_one_encoding() {
        WireRequest odd = request().with(request().headers().with("ce-subject", "驿站"));
        assertThatThrownBy(() -> one.convention.sign(odd, Credential.none(), "", NOW)).hasMessageContaining("ce-subject");
    }
}
