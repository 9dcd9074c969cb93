package io.yizhan.store;

import static io.yizhan.store.Claims.Result.MINE;
import static io.yizhan.store.Claims.Result.OTHER;
import static io.yizhan.store.Claims.Result.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.store.Claims.Claim;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ClaimsTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Instant UNTIL = Instant.parse("2026-11-22T08:10:00Z");

    private final Claims claims = Claims.in(database.jdbi());

    @Test
    void gives_a_key_to_the_first() {
        assertThat(claim(new Claim(key(), digest("a"), message(), UNTIL))).containsExactly(MINE);
    }

    @Test
    void gives_a_key_again_to_the_message_that_has_it() {
        var claim = new Claim(key(), digest("a"), message(), UNTIL);
        claim(claim);
        assertThat(claim(claim)).containsExactly(MINE);
    }

    @Test
    void recognises_the_same_content_of_another_message() {
        var key = key();
        claim(new Claim(key, digest("a"), message(), UNTIL));
        assertThat(claim(new Claim(key, digest("a"), message(), UNTIL))).containsExactly(SAME);
    }

    @Test
    void tells_other_content_apart() {
        var key = key();
        claim(new Claim(key, digest("a"), message(), UNTIL));
        assertThat(claim(new Claim(key, digest("b"), message(), UNTIL))).containsExactly(OTHER);
    }

    @Test
    void gives_a_key_to_the_first_of_one_group() {
        var key = key();
        var results = claim(new Claim(key, digest("a"), message(), UNTIL), new Claim(key(), digest("a"), message(), UNTIL),
                new Claim(key, digest("a"), message(), UNTIL), new Claim(key, digest("b"), message(), UNTIL));
        assertThat(results).containsExactly(MINE, MINE, SAME, OTHER);
    }

    @Test
    void claims_nothing_for_nobody() {
        assertThat(claim()).isEmpty();
    }

    @Test
    void gives_one_of_a_thousand_at_once_the_key() {
        var key = key();
        try (var writer = GroupWriter.over(database.jdbi(), claims::claim, new GroupLimits(7, 10_000, Duration.ofSeconds(20)), System::nanoTime, "one");
                var pool = database.another(4);
                var other = GroupWriter.over(pool.jdbi(), claims::claim, new GroupLimits(7, 10_000, Duration.ofSeconds(20)), System::nanoTime, "two")) {
            var results = IntStream.range(0, 1_000).parallel()
                    .mapToObj(i -> (i % 2 == 0 ? writer : other).write(new Claim(key, digest("content " + i), message(), UNTIL)))
                    .toList().stream().map(CompletableFuture::join).toList();
            assertThat(results.stream().filter(taken -> taken.result() == MINE).count()).isOne();
        }
    }

    @Test
    void does_not_deadlock_when_two_nodes_claim_in_opposite_order() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        var together = new CyclicBarrier(2);
        for (int round = 0; round < 30; round++) {
            var forth = IntStream.range(0, 64).mapToObj(i -> new Claim(key(), digest("a"), message(), UNTIL)).toList();
            var back = new ArrayList<>(forth);
            Collections.reverse(back);
            var one = threads.submit(() -> claimWith(together, forth));
            var other = threads.submit(() -> claimWith(together, back));
            assertThat(one.get()).hasSize(64);
            assertThat(other.get()).hasSize(64);
        }
        threads.shutdown();
    }

    private List<Claims.Result> claimWith(CyclicBarrier together, List<Claim> group) throws Exception {
        together.await();
        return claimWith(group);
    }

    private List<Claims.Result> claimWith(List<Claim> group) {
        return database.jdbi().inTransaction(handle -> claims.claim(handle, group)).stream().map(Claims.Taken::result).toList();
    }

    @Test
    void forgets_what_is_over() {
        var over = new Claim(key(), digest("a"), message(), UNTIL.minusSeconds(3_600));
        claim(over);
        claims.forget(UNTIL.minusSeconds(1));
        assertThat(claim(new Claim(over.key(), digest("b"), message(), UNTIL))).containsExactly(MINE);
    }

    @Test
    void forgets_nothing_before_its_time() {
        var key = key();
        claim(new Claim(key, digest("a"), message(), UNTIL));
        claims.forget(UNTIL);
        assertThat(claim(new Claim(key, digest("a"), message(), UNTIL))).containsExactly(SAME);
    }

    private List<Claims.Result> claim(Claim... group) {
        return claimWith(List.of(group));
    }

    private static Digest key() {
        return digest(UUID.randomUUID().toString());
    }

    private static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageId message() {
        return new MessageId(UUID.randomUUID());
    }
}
