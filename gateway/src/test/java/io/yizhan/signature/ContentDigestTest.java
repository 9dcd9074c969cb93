package io.yizhan.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9530, with the digests of its Appendix B. */
class ContentDigestTest {
    private static final byte[] BODY = "{\"hello\": \"world\"}\n".getBytes(StandardCharsets.US_ASCII);
    private static final String SHA_256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
    private static final String OTHER = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";

    @Test
    void tells_the_published_digest() {
        assertThat(ContentDigest.SHA_256.of(BODY)).isEqualTo(SHA_256);
    }

    @Test
    void tells_the_digest_of_no_content() {
        assertThat(ContentDigest.SHA_256.of(new byte[0])).isEqualTo("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
    }

    @Test
    void accepts_either_algorithm() {
        assertThat(ContentDigest.matches(List.of(ContentDigest.SHA_512.of(BODY)), BODY)).isTrue();
    }

    @Test
    void passes_over_an_algorithm_it_does_not_know() {
        assertThat(ContentDigest.matches(List.of("md5=:AAAA:, " + SHA_256), BODY)).isTrue();
    }

    @Test
    void finds_one_wrong_digest_among_right_ones() {
        assertThat(ContentDigest.matches(List.of(OTHER, ContentDigest.SHA_512.of(BODY)), BODY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {OTHER, "md5=:AAAA:", "sha-256=1", "sha-256", "sha-256=:AAAA:", "nonsense!", ""})
    void finds_that_a_field_does_not_tell_the_digest(String field) {
        assertThat(ContentDigest.matches(List.of(field), BODY)).isFalse();
    }
}
