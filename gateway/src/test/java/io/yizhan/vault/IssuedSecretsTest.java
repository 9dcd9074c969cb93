package io.yizhan.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.store.Database;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class IssuedSecretsTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final Map<String, Duration> CALL = Map.of("call", LIFE);

    private final TestClock clock = new TestClock();
    private final SecretPlace place = place(Environment.PRODUCTION, "long-lived");
    private final IssuedSecrets here = node(database.jdbi());
    private final IssuedSecrets there = node(database.jdbi());
    private String whose;

    private SecretPlace place(Environment environment, String root) {
        whose = whose == null ? "caller " + UUID.randomUUID() : whose;
        return new SecretPlace(whose, environment, Digest.sha256(root.getBytes(StandardCharsets.UTF_8)));
    }

    private static IssuedSecrets node(Jdbi jdbi) {
        return IssuedSecrets.in(jdbi, Vault.of(new byte[32], new SecureRandom()), new SecureRandom());
    }

    @Test
    void is_of_letters_and_digits_only_and_of_one_length() {
        assertThat(issue(here)).matches("[A-Za-z0-9]{32}");
    }

    @Test
    void lives_as_long_as_it_says() {
        assertThat(here.issue(place, CALL, clock.instant()).get("call").ends()).isEqualTo(clock.instant().plus(LIFE));
    }

    @Test
    void brings_one_of_each_name() {
        Map<String, LiveSecret> issued = here.issue(place, Map.of("call", LIFE, "refresh", Duration.ofHours(48)), clock.instant());
        assertThat(issued.keySet()).containsExactly("call", "refresh");
        assertThat(issued.get("call").secret()).isNotEqualTo(issued.get("refresh").secret());
    }

    @Test
    void is_the_same_again_while_it_is_younger_than_half_its_life() {
        String first = issue(here);
        clock.passes(LIFE.dividedBy(2).minusSeconds(1));
        assertThat(issue(there)).isEqualTo(first);
    }

    @Test
    void is_a_new_one_after_that() {
        String first = issue(here);
        clock.passes(LIFE.dividedBy(2));
        assertThat(issue(here)).isNotEqualTo(first);
    }

    @Test
    void stays_good_to_its_end_beside_the_new_one() {
        String first = issue(here);
        clock.passes(LIFE.minusSeconds(1));
        String second = issue(here);
        assertThat(texts(there.lookUp(place, clock.instant()))).containsExactly(second, first);
    }

    @Test
    void is_good_for_nothing_after_its_end() {
        issue(here);
        here.lookUp(place, clock.instant());
        clock.passes(LIFE);
        assertThat(here.remembered(place, clock.instant())).isEmpty();
        assertThat(here.lookUp(place, clock.instant())).isEmpty();
    }

    @Test
    void leaves_few_alive_however_often_it_is_asked_for() {
        for (int i = 0; i < 100; i++) {
            issue(here);
            clock.passes(Duration.ofSeconds(30));
        }
        assertThat(here.lookUp(place, clock.instant())).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void is_one_for_many_who_ask_at_once_on_two_nodes() {
        try (Database node = database.another(4)) {
            IssuedSecrets other = node(node.jdbi());
            assertThat(IntStream.range(0, 100).parallel().mapToObj(i -> issue(i % 2 == 0 ? here : other)).distinct()).hasSize(1);
        }
    }

    @Test
    void is_remembered_where_it_was_looked_up_and_nowhere_else() {
        String secret = issue(here);
        there.lookUp(place, clock.instant());
        assertThat(texts(there.remembered(place, clock.instant()))).containsExactly(secret);
        assertThat(node(database.jdbi()).remembered(place, clock.instant())).isEmpty();
    }

    @Test
    void is_seen_by_everybody_who_looks_after_it_was_given() {
        assertThat(IntStream.range(0, 200).parallel().allMatch(i -> {
            SecretPlace own = new SecretPlace(whose + i % 10, Environment.PRODUCTION, place.root());
            byte[] secret = here.issue(own, CALL, clock.instant()).get("call").secret();
            return there.lookUp(own, clock.instant()).stream().anyMatch(found -> java.util.Arrays.equals(found.secret(), secret));
        })).isTrue();
    }

    @Test
    void is_nothing_to_the_other_environment_or_under_another_long_lived_secret() {
        issue(here);
        assertThat(here.lookUp(place(Environment.TEST, "long-lived"), clock.instant())).isEmpty();
        assertThat(here.lookUp(place(Environment.PRODUCTION, "another"), clock.instant())).isEmpty();
    }

    @Test
    void is_sealed_in_the_database() {
        String secret = issue(here);
        String dump = database.jdbi().withHandle(handle -> handle.createQuery("""
                        SELECT string_agg(row_to_json(kept)::text || encode(kept.sealed, 'escape'), ' ') FROM short_lived_secret AS kept""")
                .mapTo(String.class)
                .one());
        assertThat(dump).contains(whose).doesNotContain(secret);
    }

    @Test
    void is_not_shown_as_text() {
        LiveSecret issued = here.issue(place, CALL, clock.instant()).get("call");
        String secret = new String(issued.secret(), StandardCharsets.UTF_8);
        assertThat(issued.toString() + new FreshSecret(issued.secret(), issued.ends()) + place).doesNotContain(secret, place.root().toString());
    }

    @Test
    void is_not_remembered_after_its_end() {
        issue(here);
        here.lookUp(place, clock.instant());
        here.forget(clock.instant().plus(LIFE));
        assertThat(here.remembered(place, clock.instant())).isEmpty();
    }

    private String issue(IssuedSecrets node) {
        return texts(List.of(node.issue(place, CALL, clock.instant()).get("call"))).get(0);
    }

    private static List<String> texts(List<LiveSecret> secrets) {
        return secrets.stream().map(secret -> new String(secret.secret(), StandardCharsets.UTF_8)).toList();
    }
}
