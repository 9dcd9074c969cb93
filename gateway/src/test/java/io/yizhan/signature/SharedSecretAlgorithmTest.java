package io.yizhan.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.testing.OpenSsl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        "sm3, '', abc, 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
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
    void hmac_sm3_is_what_openssl_tells(@TempDir Path directory) throws Exception {
        Path text = Files.write(directory.resolve("text"), utf8("驿站"));
        String told = OpenSsl.in(directory).says("dgst", "-sm3", "-hmac", "a secret", "-r", text).split(" ")[0];
        assertThat(HexFormat.of().formatHex(SharedSecretAlgorithm.HMAC_SM3.of(utf8("a secret"), utf8("驿站")))).isEqualTo(told);
    }

    @Test
    void hmac_sm3_hashes_a_key_longer_than_a_block(@TempDir Path directory) throws Exception {
        String longKey = "k".repeat(100);
        Path text = Files.write(directory.resolve("text"), utf8("text"));
        String told = OpenSsl.in(directory).says("mac", "-digest", "SM3", "-macopt", "key:" + longKey, "-in", text, "HMAC").strip();
        assertThat(HexFormat.of().withUpperCase().formatHex(SharedSecretAlgorithm.HMAC_SM3.of(utf8(longKey), utf8("text")))).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"HMAC_SHA256, SHA256", "SHA256, SHA256", "HMAC_SM3, SM3", "SM3, SM3", "MD5, MD5"})
    void tells_the_plain_hash_it_is_made_of(SharedSecretAlgorithm algorithm, SharedSecretAlgorithm plain) {
        assertThat(algorithm.hash(utf8("text"))).isEqualTo(plain.of(new byte[0], utf8("text")));
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
