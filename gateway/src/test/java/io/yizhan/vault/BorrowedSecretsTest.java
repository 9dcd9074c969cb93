package io.yizhan.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.store.Database;
import io.yizhan.testing.TestDatabase;
import io.yizhan.testing.Wire;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class BorrowedSecretsTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration IMPATIENCE = Duration.ofMillis(50);
    private static final Vault VAULT = vault(0);

    private final TestClock clock = new TestClock();
    private final Platform platform = new Platform(clock);
    private final String whose = "test " + UUID.randomUUID();
    private final SecretPlace place = place(Environment.PRODUCTION, "long-lived");
    private final BorrowedSecrets here = node(database.jdbi(), VAULT);
    private final BorrowedSecrets there = node(database.jdbi(), VAULT);

    private SecretPlace place(Environment environment, String root) {
        return new SecretPlace(whose, environment, Digest.sha256(root.getBytes(StandardCharsets.UTF_8)));
    }

    private BorrowedSecrets node(Jdbi jdbi, Vault vault) {
        return BorrowedSecrets.in(jdbi, vault, clock, System::nanoTime);
    }

    private static Vault vault(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return Vault.of(key, new SecureRandom());
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    // ---- fetched once ----

    @Test
    void is_fetched_with_the_long_lived_secret_at_first() {
        assertThat(secret(here)).isEqualTo("call-2");
        assertThat(platform.asked()).containsExactly(Set.of());
    }

    @Test
    void is_fetched_once_for_many_at_once() throws Exception {
        ExecutorService many = Executors.newFixedThreadPool(100);
        CompletableFuture<Void> all = new CompletableFuture<>();
        platform.waitsFor(all);
        List<CompletableFuture<String>> waiting =
                IntStream.range(0, 100).mapToObj(i -> CompletableFuture.supplyAsync(() -> secret(here), many)).toList();
        Awaitility.await().until(() -> platform.asked().size() == 1);
        all.complete(null);

        assertThat(waiting.stream().map(CompletableFuture::join)).containsOnly("call-2");
        assertThat(platform.asked()).hasSize(1);
        many.shutdown();
    }

    @Test
    void is_fetched_once_for_two_nodes_at_once() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        platform.waitsFor(answer);
        CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> secret(here));
        CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> secret(there));
        Awaitility.await().until(() -> platform.asked().size() == 1);
        answer.complete(null);

        assertThat(List.of(one.join(), other.join())).containsOnly("call-2");
        assertThat(platform.asked()).hasSize(1);
    }

    @Test
    void is_known_to_a_node_that_starts_later() {
        secret(here);
        assertThat(secret(there)).isEqualTo("call-2");
        assertThat(platform.asked()).hasSize(1);
    }

    @Test
    void is_another_for_test_and_production() {
        here.current(place(Environment.TEST, "long-lived"), platform, PATIENCE);
        assertThat(secret(here)).isEqualTo("call-4");
        assertThat(platform.asked()).hasSize(2);
    }

    // ---- renewed ----

    @Test
    void is_the_same_while_there_is_time() {
        secret(here);
        clock.passes(Duration.ofMinutes(11));
        assertThat(secret(here)).isEqualTo("call-2");
        assertThat(platform.asked()).hasSize(1);
    }

    @Test
    void is_renewed_in_the_background_when_less_than_a_fifth_of_its_life_is_left() {
        secret(here);
        clock.passes(Duration.ofMinutes(12).plusSeconds(1));
        CompletableFuture<Void> answer = new CompletableFuture<>();
        platform.waitsFor(answer);

        assertThat(secret(here)).as("meanwhile the old one is used").isEqualTo("call-2");
        answer.complete(null);

        Awaitility.await().untilAsserted(() -> assertThat(secret(here)).isEqualTo("call-3"));
        assertThat(platform.asked()).containsExactly(Set.of(), Set.of("refresh"));
    }

    @Test
    void is_fetched_anew_when_nobody_asked_before_it_was_over() {
        secret(here);
        clock.passes(Platform.LIFE);
        assertThat(secret(here)).isEqualTo("call-3");
    }

    @Test
    void begins_with_the_long_lived_secret_again_when_everything_is_over() {
        secret(here);
        clock.passes(Duration.ofHours(49));
        assertThat(secret(here)).isEqualTo("call-4");
        assertThat(platform.asked()).containsExactly(Set.of(), Set.of());
    }

    @Test
    void begins_with_the_long_lived_secret_again_when_the_platform_has_forgotten_the_others() {
        secret(here);
        platform.forgetsWhatItGave();
        clock.passes(Platform.LIFE);
        assertThat(secret(here)).isEqualTo("call-4");
        assertThat(platform.asked()).containsExactly(Set.of(), Set.of("refresh"), Set.of());
    }

    @Test
    void goes_on_with_the_old_one_while_renewing_it_fails() {
        secret(here);
        clock.passes(Duration.ofMinutes(13));
        platform.refuses(RefusalCode.ENDPOINT_UNAVAILABLE);

        assertThat(secret(here)).isEqualTo("call-2");
        Awaitility.await().until(() -> platform.asked().size() == 2);

        assertThat(secret(here)).isEqualTo("call-2");
    }

    // ---- turned down ----

    @Test
    void is_replaced_once_when_the_platform_does_not_take_it() {
        LiveSecret old = current(here);
        IntStream.range(0, 10).forEach(i -> assertThat(here.turnDown(place, old)).isTrue());
        assertThat(secret(here)).isEqualTo("call-3");
        assertThat(here.turnDown(place, old)).isTrue();
        assertThat(secret(here)).isEqualTo("call-3");
    }

    @Test
    void is_taken_from_another_node_that_replaced_it_already() {
        LiveSecret old = current(here);
        current(there);
        here.turnDown(place, old);
        secret(here);

        there.turnDown(place, old);

        assertThat(secret(there)).isEqualTo("call-3");
        assertThat(platform.asked()).hasSize(2);
    }

    @Test
    void is_not_replaced_again_and_again_for_a_platform_that_takes_none() {
        here.turnDown(place, current(here));
        assertThat(here.turnDown(place, current(here))).isFalse();
        clock.passes(Duration.ofSeconds(2));
        assertThat(here.turnDown(place, current(here))).isTrue();
    }

    // ---- not to be had ----

    @Test
    void says_why_there_is_none() {
        platform.refuses(RefusalCode.ENDPOINT_BAD_ANSWER);
        assertThat(refusal(here)).isEqualTo(RefusalCode.ENDPOINT_BAD_ANSWER);
    }

    @Test
    void does_not_repeat_a_failure_for_a_second() {
        platform.refuses(RefusalCode.ENDPOINT_TIMEOUT);
        refusal(here);
        assertThat(refusal(here)).isEqualTo(RefusalCode.ENDPOINT_TIMEOUT);
        assertThat(platform.asked()).hasSize(1);
    }

    @Test
    void tries_again_after_that_second() {
        platform.refuses(RefusalCode.ENDPOINT_UNAVAILABLE);
        refusal(here);
        clock.passes(Duration.ofSeconds(2));
        assertThat(secret(here)).isEqualTo("call-2");
    }

    @Test
    void lets_no_other_node_repeat_a_failure_at_once_either() {
        platform.refuses(RefusalCode.ENDPOINT_UNAVAILABLE);
        refusal(here);
        Outcome<LiveSecret> other = there.current(place, platform, Duration.ofMillis(300));
        assertThat(refused(other)).isEqualTo(RefusalCode.ENDPOINT_TIMEOUT);
        assertThat(platform.asked()).hasSize(1);
    }

    @Test
    void keeps_nobody_waiting_beyond_their_time() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        platform.waitsFor(never);
        assertThat(refused(here.current(place, platform, IMPATIENCE))).isEqualTo(RefusalCode.ENDPOINT_TIMEOUT);
        never.complete(null);
    }

    @Test
    void comes_too_late_for_one_and_in_time_for_the_next() {
        CompletableFuture<Void> late = new CompletableFuture<>();
        platform.waitsFor(late);
        here.current(place, platform, IMPATIENCE);
        late.complete(null);
        assertThat(secret(here)).isEqualTo("call-2");
        assertThat(platform.asked()).hasSize(1);
    }

    @Test
    void does_not_ask_for_ever_a_platform_that_never_brings_what_is_wanted() {
        BorrowedSecrets.Source pointless = new BorrowedSecrets.Source() {
            @Override
            public String wanted() {
                return "another";
            }

            @Override
            public Duration longest() {
                return platform.longest();
            }

            @Override
            public Outcome<Map<String, FreshSecret>> fetch(Map<String, byte[]> alive, Duration left) {
                return platform.fetch(alive, left);
            }
        };
        assertThat(refused(here.current(place, pointless, PATIENCE))).isEqualTo(RefusalCode.ENDPOINT_BAD_ANSWER);
        assertThat(platform.asked()).hasSizeLessThan(6);
    }

    // ---- as it is kept ----

    @Test
    void is_sealed_in_the_database() {
        secret(here);
        String dump = database.jdbi().withHandle(handle -> handle.createQuery("""
                        SELECT string_agg(row_to_json(kept)::text || encode(kept.sealed, 'escape'), ' ') FROM short_lived_secret AS kept""")
                .mapTo(String.class)
                .one());
        assertThat(dump).contains(whose).doesNotContain("call-2", "refresh-1", place.root().toString());
    }

    @Test
    void is_got_anew_when_the_vaults_key_is_another() {
        secret(here);
        try (BorrowedSecrets elsewhere = node(database.jdbi(), vault(1))) {
            assertThat(secret(elsewhere)).isEqualTo("call-4");
        }
    }

    @Test
    void is_got_anew_when_the_long_lived_secret_is_another() {
        secret(here);
        LiveSecret other = accepted(here.current(place(Environment.PRODUCTION, "another"), platform, PATIENCE));
        assertThat(text(other)).isEqualTo("call-4");
    }

    @Test
    void is_good_for_nothing_in_another_place_or_with_a_later_end() {
        secret(here);
        database.jdbi().useHandle(handle -> handle.execute("UPDATE short_lived_secret SET ends = ends + interval '1 hour' WHERE whose = ?", whose));
        assertThat(secret(there)).isEqualTo("call-4");
    }

    @Test
    void is_forgotten_when_it_is_over() {
        secret(here);
        clock.passes(Duration.ofHours(49));
        here.forget(clock.instant());
        assertThat(rows()).isZero();
    }

    @Test
    void leaves_one_row_of_a_name_however_often_it_is_renewed() {
        for (int i = 0; i < 3; i++) {
            secret(here);
            clock.passes(Platform.LIFE);
        }
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void is_used_from_memory_while_the_database_is_away_and_missed_when_it_is_not_there() {
        try (Wire wire = Wire.to(database.port());
                Database cut = database.over(wire, 2);
                BorrowedSecrets node = node(cut.jdbi(), VAULT)) {
            secret(node);
            wire.cut();
            assertThat(secret(node)).isEqualTo("call-2");
            clock.passes(Platform.LIFE);
            assertThat(refusal(node)).isEqualTo(RefusalCode.EVIDENCE_UNAVAILABLE);
        }
    }

    private long rows() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM short_lived_secret WHERE whose = :whose")
                .bind("whose", whose)
                .mapTo(Long.class)
                .one());
    }

    private LiveSecret current(BorrowedSecrets node) {
        return accepted(node.current(place, platform, PATIENCE));
    }

    private String secret(BorrowedSecrets node) {
        return text(current(node));
    }

    private RefusalCode refusal(BorrowedSecrets node) {
        return refused(node.current(place, platform, PATIENCE));
    }

    private static RefusalCode refused(Outcome<LiveSecret> outcome) {
        return outcome.<Optional<RefusalCode>>fold(secret -> Optional.empty(), refusal -> Optional.of(refusal.code())).orElseThrow();
    }

    private static LiveSecret accepted(Outcome<LiveSecret> outcome) {
        return outcome.fold(secret -> secret, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    private static String text(LiveSecret secret) {
        return new String(secret.secret(), StandardCharsets.UTF_8);
    }
}
