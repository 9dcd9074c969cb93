package io.yizhan.sandbox.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MintTest {
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T04:00:00Z"));
    private final Mint mint = new Mint(new Outside(now::get, new SecureRandom(), () -> 0));

    @Test
    void a_secret_is_good_to_its_end_and_no_longer() {
        Lent lent = mint.give("calls", LIFE);
        now.set(lent.ends().minusMillis(1));
        assertThat(mint.alive("calls")).containsExactly(lent.value());

        now.set(lent.ends());

        assertThat(mint.alive("calls")).isEmpty();
    }

    @Test
    void an_older_secret_stays_good_beside_a_newer_one() {
        Lent old = mint.give("calls", LIFE);
        now.set(now.get().plusSeconds(30));

        assertThat(mint.give("calls", LIFE).value()).isNotEqualTo(old.value());
        assertThat(mint.alive("calls")).contains(old.value()).hasSize(2);
    }

    @Test
    void secrets_for_refreshing_sign_no_calls() {
        mint.give("refresh", LIFE);

        assertThat(mint.alive("calls")).isEmpty();
    }

    @Test
    void the_national_secret_is_sealed_with_a_key_that_has_its_published_check_value() {
        assertThat(HexFormat.of().formatHex(NationalRenewal.key("demo-secret-key"))).isEqualTo("51dd653dae034e6b2824d81510713fce");
    }
}
