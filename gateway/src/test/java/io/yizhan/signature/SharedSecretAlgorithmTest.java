package io.yizhan.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SharedSecretAlgorithmTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "hmac-sha256, Jefe, what do ya want for nothing?, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "sha256, '', abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "md5, '', abc, 900150983cd24fb0d6963f7d28e17f72",
    })
    void tells_the_published_value(String name, String secret, String text, String value) {
        byte[] told = SharedSecretAlgorithm.named(name).orElseThrow().of(utf8(secret), utf8(text));
        assertThat(HexFormat.of().formatHex(told)).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource
    void tells_as_many_bytes_as_it_says(SharedSecretAlgorithm algorithm) {
        assertThat(algorithm.of(utf8("secret"), utf8("text"))).hasSize(algorithm.length());
    }

    @ParameterizedTest
    @EnumSource
    void finds_another_value_wrong(SharedSecretAlgorithm algorithm) {
        assertThat(algorithm.verify(utf8("secret"), utf8("text"), algorithm.of(utf8("secret"), utf8("texts")))).isFalse();
    }

    @Test
    void refuses_an_empty_key() {
        assertThatThrownBy(() -> SharedSecretAlgorithm.HMAC_SHA256.of(new byte[0], utf8("text"))).isInstanceOf(UnreadableKey.class);
    }

    @Test
    void knows_no_other_name() {
        assertThat(SharedSecretAlgorithm.named("sha1")).isEmpty();
    }
}
