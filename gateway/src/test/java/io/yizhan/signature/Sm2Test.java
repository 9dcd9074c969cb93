package io.yizhan.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.testing.OpenSsl;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SM2 with SM3, checked against the standard's own example and against OpenSSL 3. */
class Sm2Test {
    private static final byte[] TEXT = "驿站".getBytes(StandardCharsets.UTF_8);
    private static final BigInteger N = GMNamedCurves.getByName("sm2p256v1").getN();

    /** GB/T 32918.5-2017, Annex A: the public key, and r‖s of "message digest" under the usual signer id. */
    private static final byte[] EXAMPLE_KEY = HexFormat.of().parseHex("3059301306072a8648ce3d020106082a811ccf5501822d03420004"
            + "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
    private static final byte[] EXAMPLE_SIGNATURE = HexFormat.of().parseHex(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");

    private final Signer signer = Signer.read("k", Signer.generate(Algorithm.SM2_SM3, new SecureRandom()).text());

    @TempDir
    Path directory;

    private boolean verifies(byte[] signature) {
        return Algorithm.SM2_SM3.verify(signer.publicKey(), TEXT, signature);
    }

    private BigInteger[] numbers() throws IOException {
        return StandardDSAEncoding.INSTANCE.decode(N, signer.sign(TEXT));
    }

    private static DERSequence der(BigInteger r, BigInteger s) {
        return new DERSequence(numbers(r, s));
    }

    private static ASN1EncodableVector numbers(BigInteger r, BigInteger s) {
        ASN1EncodableVector both = new ASN1EncodableVector();
        both.add(new ASN1Integer(r));
        both.add(new ASN1Integer(s));
        return both;
    }

    @Test
    void verifies_the_example_of_the_standard() {
        byte[] text = "message digest".getBytes(StandardCharsets.US_ASCII);
        assertThat(Algorithm.SM2_SM3.verify(EXAMPLE_KEY, text, EXAMPLE_SIGNATURE)).isTrue();
    }

    @Test
    void verifies_what_openssl_signs() {
        OpenSsl openssl = OpenSsl.in(directory).sm2Key("peer");
        byte[] publicKey = Pem.read(openssl.pem("peer.pub"), Pem.PUBLIC_KEY).der();
        assertThat(Algorithm.SM2_SM3.verify(publicKey, TEXT, openssl.sm2Sign("peer.key", TEXT))).isTrue();
    }

    @Test
    void openssl_verifies_what_it_signs() {
        String publicKey = new Pem(Pem.PUBLIC_KEY, signer.publicKey()).text();
        assertThat(OpenSsl.in(directory).sm2Verifies(publicKey, TEXT, signer.sign(TEXT))).isTrue();
    }

    @Test
    void signs_with_a_key_that_openssl_made() {
        OpenSsl openssl = OpenSsl.in(directory).sm2Key("own");
        byte[] signature = Signer.read("k", openssl.pem("own.key")).sign(TEXT);
        assertThat(openssl.sm2Verifies(openssl.pem("own.pub"), TEXT, signature)).isTrue();
    }

    @Test
    void tells_the_public_half_as_openssl_does() {
        OpenSsl openssl = OpenSsl.in(directory).sm2Key("own");
        assertThat(Signer.read("k", openssl.pem("own.key")).publicKey()).isEqualTo(Pem.read(openssl.pem("own.pub"), Pem.PUBLIC_KEY).der());
    }

    @Test
    void openssl_reads_a_key_made_here() throws IOException {
        Path key = Files.writeString(directory.resolve("made.pem"), Signer.generate(Algorithm.SM2_SM3, new SecureRandom()).text());
        assertThat(OpenSsl.in(directory).says("pkey", "-in", key, "-noout", "-text")).contains("SM2");
    }

    @Test
    void reads_the_two_numbers_alone() throws IOException {
        BigInteger[] numbers = numbers();
        assertThat(verifies(PlainDSAEncoding.INSTANCE.encode(N, numbers[0], numbers[1]))).isTrue();
    }

    @Test
    void writes_der() throws IOException {
        BigInteger[] numbers = numbers();
        assertThat(signer.sign(TEXT)).isEqualTo(der(numbers[0], numbers[1]).getEncoded());
    }

    @Test
    void refuses_the_twin_of_a_signature() throws IOException {
        BigInteger[] numbers = numbers();
        assertThat(verifies(der(numbers[0], N.subtract(numbers[1])).getEncoded())).isFalse();
    }

    @Test
    void refuses_numbers_that_are_out_of_range() throws IOException {
        BigInteger[] numbers = numbers();
        assertThat(verifies(der(numbers[0].add(N), numbers[1]).getEncoded())).isFalse();
    }

    @Test
    void refuses_the_same_numbers_in_another_encoding() throws IOException {
        BigInteger[] numbers = numbers();
        assertThat(verifies(new BERSequence(numbers(numbers[0], numbers[1])).getEncoded())).isFalse();
    }

    @Test
    void refuses_bytes_after_the_numbers() {
        byte[] signature = signer.sign(TEXT);
        assertThat(verifies(Arrays.copyOf(signature, signature.length + 1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 72, 1000})
    void refuses_bytes_that_are_no_signature(int length) {
        assertThat(verifies(new byte[length])).isFalse();
    }

    @Test
    void refuses_another_text() {
        assertThat(Algorithm.SM2_SM3.verify(signer.publicKey(), new byte[] {1}, signer.sign(TEXT))).isFalse();
    }

    @Test
    void refuses_a_key_on_another_curve() {
        byte[] p256 = Signer.read("k", Signer.generate(Algorithm.ECDSA_P256_SHA256, new SecureRandom()).text()).publicKey();
        assertThatThrownBy(() -> Algorithm.SM2_SM3.verify(p256, TEXT, new byte[64])).isInstanceOf(UnreadableKey.class).hasMessageContaining("SM2");
    }

    @Test
    void refuses_its_own_key_for_the_algorithm_of_another_curve() {
        assertThatThrownBy(() -> Algorithm.ECDSA_P256_SHA256.verify(signer.publicKey(), TEXT, new byte[64])).isInstanceOf(UnreadableKey.class);
    }

    @Test
    void draws_the_same_number_for_the_same_text_and_another_for_another() {
        assertThat(signer.sign(TEXT)).isEqualTo(signer.sign(TEXT)).isNotEqualTo(signer.sign(new byte[] {1}));
    }

    @Test
    void two_keys_used_in_turn_do_not_disturb_each_other() {
        Signer other = Signer.read("o", Signer.generate(Algorithm.SM2_SM3, new SecureRandom()).text());
        byte[] first = signer.sign(TEXT);
        byte[] second = other.sign(TEXT);
        assertThat(verifies(first) && Algorithm.SM2_SM3.verify(other.publicKey(), TEXT, second) && verifies(signer.sign(TEXT))).isTrue();
    }

    @Test
    void shows_no_key_in_its_text() {
        assertThat(signer).hasToString("k");
    }
}
