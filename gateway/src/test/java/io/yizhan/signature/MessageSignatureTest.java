package io.yizhan.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSignatureTest {

    private static Refusal refusal(Headers headers) {
        return MessageSignature.read(headers).fold(all -> {
            throw new AssertionError("read " + all);
        }, refusal -> refusal);
    }

    private static List<MessageSignature> read(Headers headers) {
        return MessageSignature.read(headers).fold(all -> all, refusal -> List.of());
    }

    private static Headers fields(String input, String signature) {
        return Headers.of("Signature-Input", input, "Signature", signature);
    }

    @Test
    void reads_several_signatures_in_order() {
        Headers both = fields("b=(\"@method\");created=1, a=(\"@path\");keyid=\"k\"", "a=:AAAA:, b=:BBBB:");
        assertThat(read(both)).extracting(MessageSignature::label).containsExactly("b", "a");
    }

    @Test
    void passes_over_an_input_without_a_signature() {
        Headers one = fields("b=(), a=()", "a=:AAAA:");
        assertThat(read(one)).extracting(MessageSignature::label).containsExactly("a");
    }

    @Test
    void refuses_a_message_without_signature_input() {
        assertThat(refusal(Headers.of("Signature", "a=:AAAA:"))).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "signature-input"));
    }

    @Test
    void refuses_a_message_without_signature() {
        assertThat(refusal(Headers.of("Signature-Input", "a=()"))).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "signature"));
    }

    @Test
    void refuses_fields_that_share_no_label() {
        assertThat(refusal(fields("a=()", "b=:AAAA:"))).isEqualTo(Refusal.of(RefusalCode.BAD_SIGNATURE, "signature"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a=(", "a=1", "a=(1)", "a=(\"Date\")", "a=(\"\")", "a=(\"date\" \"date\")", "a=(\"date\";req=?0)", "a=(\"date\";key=1)", "a=();keyid=token",
        "a=();created=1.5", "a=();nonce=:AAAA:"
    })
    void refuses_an_input_it_cannot_read(String input) {
        assertThat(refusal(fields(input, "a=:AAAA:"))).isEqualTo(Refusal.of(RefusalCode.MALFORMED, "signature-input"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=:!:", "a=1", "a"})
    void refuses_a_signature_it_cannot_read(String signature) {
        assertThat(refusal(fields("a=()", signature))).isEqualTo(Refusal.of(RefusalCode.MALFORMED, "signature"));
    }

    @Test
    void refuses_more_signatures_than_it_cares_to_look_at() {
        String inputs = IntStream.range(0, 9).mapToObj(i -> "a" + i + "=()").collect(Collectors.joining(","));
        assertThat(refusal(fields(inputs, "a0=:AAAA:"))).isEqualTo(Refusal.of(RefusalCode.MALFORMED, "signature-input"));
    }

    @Test
    void refuses_more_components_than_it_cares_to_look_at() {
        String components = IntStream.range(0, 129).mapToObj(i -> "\"h" + i + "\"").collect(Collectors.joining(" "));
        assertThat(refusal(fields("a=(" + components + ")", "a=:AAAA:"))).isEqualTo(Refusal.of(RefusalCode.MALFORMED, "signature-input"));
    }

    @Test
    void a_component_is_the_same_whatever_the_order_of_its_parameters() {
        Headers twice = fields("a=(\"signature\";req;key=\"x\" \"signature\";key=\"x\";req)", "a=:AAAA:");
        assertThat(refusal(twice).code()).isEqualTo(RefusalCode.MALFORMED);
    }
}
