package io.yizhan.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final byte[] TEXT = "驿站".getBytes(StandardCharsets.UTF_8);
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_P256_SHA256", "SM2_SM3"})
    void what_a_fresh_key_signs_verifies_with_its_public_half(Algorithm algorithm) {
        Signer signer = fresh(algorithm);
        assertThat(algorithm.verify(signer.publicKey(), TEXT, signer.sign(TEXT))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_P256_SHA256", "SM2_SM3"})
    void another_key_does_not_verify(Algorithm algorithm) {
        assertThat(algorithm.verify(fresh(algorithm).publicKey(), TEXT, fresh(algorithm).sign(TEXT))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_P256_SHA256", "SM2_SM3"})
    void a_signer_names_its_algorithm(Algorithm algorithm) {
        assertThat(Algorithm.named(fresh(algorithm).algorithm())).contains(algorithm);
    }

    @Test
    void an_ecdsa_signature_is_two_numbers_of_32_bytes() {
        assertThat(fresh(Algorithm.ECDSA_P256_SHA256).sign(TEXT)).hasSize(64);
    }

    @Test
    void a_key_survives_its_textual_form() {
        Pem key = Signer.generate(Algorithm.ED25519, random);
        assertThat(Pem.read("a comment\n" + key.text(), Pem.PRIVATE_KEY).der()).isEqualTo(key.der());
    }

    @Test
    void openssl_verifies_what_we_sign() throws Exception {
        Signer signer = fresh(Algorithm.ED25519);
        Path publicKey = write("public.pem", new Pem(Pem.PUBLIC_KEY, signer.publicKey()).text().getBytes(StandardCharsets.US_ASCII));
        Path signature = write("signature", signer.sign(TEXT));
        int left = openssl("pkeyutl", "-verify", "-pubin", "-inkey", publicKey, "-rawin", "-in", write("text", TEXT), "-sigfile", signature);
        assertThat(left).isZero();
    }

    @Test
    void we_verify_what_openssl_signs_with_a_key_we_made() throws Exception {
        Pem key = Signer.generate(Algorithm.ED25519, random);
        Path privateKey = write("private.pem", key.text().getBytes(StandardCharsets.US_ASCII));
        Path signature = directory.resolve("signature");
        openssl("pkeyutl", "-sign", "-inkey", privateKey, "-rawin", "-in", write("text", TEXT), "-out", signature);
        assertThat(Algorithm.ED25519.verify(Signer.read("k", key.text()).publicKey(), TEXT, Files.readAllBytes(signature))).isTrue();
    }

    @Test
    void reads_a_p256_key_that_openssl_made() throws Exception {
        Path privateKey = directory.resolve("private.pem");
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", privateKey);
        Path publicKey = directory.resolve("public.pem");
        openssl("pkey", "-in", privateKey, "-pubout", "-out", publicKey);
        Signer signer = Signer.read("k", Files.readString(privateKey));
        assertThat(signer.publicKey()).isEqualTo(Pem.read(Files.readString(publicKey), Pem.PUBLIC_KEY).der());
    }

    @Test
    void refuses_a_key_on_another_curve() throws IOException {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(ECNamedDomainParameters.lookup(SECObjectIdentifiers.secp256k1), random));
        byte[] other = PrivateKeyInfoFactory.createPrivateKeyInfo(generator.generateKeyPair().getPrivate()).getEncoded();
        assertThatThrownBy(() -> Signer.read("k", new Pem(Pem.PRIVATE_KEY, other).text()))
                .isInstanceOf(UnreadableKey.class)
                .hasMessageContaining("P-256");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
    })
    void refuses_what_is_no_private_key(String text) {
        assertThatThrownBy(() -> Signer.read("k", text)).isInstanceOf(UnreadableKey.class);
    }

    @Test
    void refuses_to_verify_with_a_key_of_another_algorithm() {
        byte[] edwards = fresh(Algorithm.ED25519).publicKey();
        assertThatThrownBy(() -> Algorithm.ECDSA_P256_SHA256.verify(edwards, TEXT, new byte[64])).isInstanceOf(UnreadableKey.class);
    }

    @Test
    void makes_no_keys_for_an_algorithm_it_does_not_sign_with() {
        assertThatThrownBy(() -> Signer.generate(Algorithm.HMAC_SHA256, random)).isInstanceOf(UnreadableKey.class);
    }

    @Test
    void shows_no_key_in_its_text() {
        assertThat(Signer.generate(Algorithm.ED25519, random) + " " + fresh(Algorithm.ED25519)).isEqualTo("PRIVATE KEY k");
    }

    private Signer fresh(Algorithm algorithm) {
        return Signer.read("k", Signer.generate(algorithm, random).text());
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private int openssl(Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path log = directory.resolve("openssl.log");
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    }
}
