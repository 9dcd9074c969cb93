package io.yizhan.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One region is dead and very many messages wait for it: the others notice nothing. */
@Tag("long")
class DeadRegionIT {
    private static final int WAITING = Integer.getInteger("waiting", 20_000);
    private static final int MEASURED = 200;
    private static final int DEAD = 1;
    private static final int ALIVE = 0;
    /** Far more than differences by chance on a busy machine. */
    private static final long MILLIS_MORE = 500;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    @Test
    void a_dead_region_delays_no_other() throws Exception {
        try (Proof proof = Proof.over(database)) {
            Proof.Node node = proof.node(Map.of());
            try (GatewayProcess gateway = node.start(Optional.empty())) {
                gateway.awaitReady();
                // the first after a start waits for the bus
                latency(proof, node);
                long without = latency(proof, node);
                pile(proof, node);
                long with = latency(proof, node);
                System.out.printf("waiting for a dead region: %d; median to another in ms: %d without, %d with%n", WAITING, without, with);
                assertThat(with).isLessThan(without * 3 + MILLIS_MORE);
            }
        }
    }

    /** From acknowledgement to effect, in milliseconds, the median. */
    private static long latency(Proof proof, Proof.Node node) throws InterruptedException {
        Feed feed = proof.evaluations(List.of(node), 2, 40, ALIVE, MEASURED).await();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(
                () -> feed.accepted().keySet().stream().allMatch(sent -> proof.recipients().takenAt(sent.id()).isPresent()));
        long[] millis = feed.accepted().keySet().stream()
                .mapToLong(sent -> (proof.recipients().takenAt(sent.id()).orElseThrow() - feed.acknowledged(sent)) / 1_000_000)
                .sorted()
                .toArray();
        return millis[millis.length / 2];
    }

    /** One real message to it, and as many like it as are to wait, put beside it in the tables. */
    private static void pile(Proof proof, Proof.Node node) throws InterruptedException {
        proof.recipients().behave("r" + DEAD, Behaviour.DEAD);
        proof.evaluations(List.of(node), 1, 40, DEAD, 1).await();
        Awaitility.await().until(() -> proof.tables().withHandle(handle -> handle.createQuery("SELECT count(*) FROM queued WHERE partner = 'r1'")
                .mapTo(Long.class).one()) == 1);
        proof.tables().useTransaction(handle -> {
            handle.execute("CREATE TEMPORARY TABLE copies ON COMMIT DROP AS SELECT queued.message AS of, "
                    + "overlay(queued.message::text PLACING lpad(to_hex(n), 12, '0') FROM 25)::uuid AS id FROM queued, generate_series(1, " + WAITING + ") AS n "
                    + "WHERE partner = 'r1'");
            handle.execute("INSERT INTO message SELECT kind, copies.id, part, sender, environment, sender_id, source, copies.id::text, accepted, expires, "
                    + "received, assurance, consent, trace, entry FROM copies JOIN message ON message.id = of");
            handle.execute("INSERT INTO payload SELECT kind, copies.id, content FROM copies JOIN payload ON payload.id = of");
            handle.execute("INSERT INTO queued (message, target, kind, partner, party, endpoint, agreement, release, copy, subject, position, expires, state, due) "
                    + "SELECT copies.id, target, kind, partner, party, endpoint, agreement, release, copy, copies.id::text, position, expires, 'waiting', due "
                    + "FROM copies JOIN queued ON queued.message = of");
        });
        // they would have come in the course of days: what so many at a stroke cost the database is not what is measured
        proof.tables().useHandle(handle -> handle.execute("ANALYZE"));
        proof.tables().useHandle(handle -> handle.execute("CHECKPOINT"));
    }
}
