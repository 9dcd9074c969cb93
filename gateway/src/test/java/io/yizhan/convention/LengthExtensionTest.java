package io.yizhan.convention;

import static io.yizhan.convention.Correspondent.accepted;
import static io.yizhan.convention.Correspondent.refusal;
import static io.yizhan.convention.Written.book;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.signature.SharedSecretAlgorithm;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.junit.jupiter.api.Test;

/**
 * SHA-256 over secret and text is open to length extension: from one signature anybody can make that of the same text, its padding and more, without
 * knowing the secret. What keeps it out is that no request can carry such a text: every field has a fixed form.
 */
class LengthExtensionTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_600_000_000L);
    private static final String TIME = "1600000000";
    private static final String SECRET = "demo-token";
    private static final String NONCE = "123456789abcdefg";
    private static final String SEEN = "AC4024088F5F7AC0556BFF9EC1AADFF09116E5B0C5404E8B1D3CAED56E1EB01E";
    private static final int BLOCK = 64;

    private final Convention convention = Written.shipped("x-tif");

    private static WireRequest request(String nonce, String signature) {
        return new WireRequest("POST", URI.create("https://gateway.example/"), Headers.of(
                "x-tif-paasid", "demo", "x-tif-timestamp", TIME, "x-tif-nonce", nonce, "x-tif-signature", signature), new byte[0]);
    }

    /** What the hash function adds to a text shorter than one block (FIPS 180-4, §5.1.1); its length is all one must guess. */
    private static String padding() {
        int length = 2 * TIME.length() + SECRET.length() + NONCE.length();
        byte[] padding = ByteBuffer.allocate(BLOCK - length).put((byte) 0x80).putLong(BLOCK - length - Long.BYTES, length * 8L).array();
        return new String(padding, StandardCharsets.ISO_8859_1);
    }

    /** Goes on where a signature ends, which is the state of the hash function after one block. */
    private static byte[] goneOn(String more) {
        SHA256Digest digest = new SHA256Digest();
        digest.update(new byte[BLOCK], 0, BLOCK);
        byte[] state = digest.getEncodedState();
        System.arraycopy(HexFormat.of().parseHex(SEEN), 0, state, 16, 32);
        SHA256Digest resumed = new SHA256Digest(state);
        resumed.update(more.getBytes(StandardCharsets.ISO_8859_1), 0, more.length());
        byte[] value = new byte[32];
        resumed.doFinal(value, 0);
        return value;
    }

    private static final String LONGER_NONCE = NONCE + TIME + padding();

    @Test
    void the_signature_that_was_seen_is_good() {
        assertThat(accepted(convention.verify(request(NONCE, SEEN), book("demo", SECRET), NOW)).key().id()).isEqualTo("demo");
    }

    @Test
    void the_attack_makes_a_right_hash_without_the_secret() {
        byte[] text = (TIME + SECRET + LONGER_NONCE + TIME).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(goneOn(TIME)).isEqualTo(SharedSecretAlgorithm.SHA256.hash(text));
    }

    @Test
    void no_request_can_carry_the_longer_text() {
        WireRequest forged = request(LONGER_NONCE, HexFormat.of().formatHex(goneOn(TIME)));
        assertThat(refusal(convention.verify(forged, book("demo", SECRET), NOW)))
                .isEqualTo(Refusal.of(RefusalCode.MALFORMED, "x-tif-nonce", "[A-Za-z0-9]{16}"));
    }
}
