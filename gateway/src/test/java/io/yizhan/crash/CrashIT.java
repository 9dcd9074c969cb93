package io.yizhan.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A gateway with its own Kafka is fed by senders that never give up, and is killed: at every step it persists, and in between at any moment.
 * {@code -Dkills} says how often, {@code -Dseed} at which moments.
 */
class CrashIT {
    /** Everything that is on disk, or just about to be followed by something that is not. */
    private static final List<String> STEPS =
            List.of("accepted", "relayed", "attempted", "answered", "settled", "claimed", "expanded", "published", "lapsed");

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int SENDERS = 16;
    private static final int PER_SECOND = 400;
    /** What is due long after a start: the Kafka group has to miss its dead member, leases have to end. */
    private static final Duration AT_LEAST_THEN = Duration.ofSeconds(25);

    private static final List<Integer> RECIPIENTS = IntStream.range(0, 12).boxed().toList();
    private static final int HOPELESS = 11;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private int reached;
    private final Random random = new Random(Long.getLong("seed", System.nanoTime()));

    @Test
    void loses_nothing_and_doubles_nothing_however_often_it_is_killed() throws Exception {
        try (Proof proof = Proof.over(database)) {
            proof.recipients().behave("r" + HOPELESS, Behaviour.NEVER);
            Proof.Node node = proof.node(Map.of());
            Feed feed = proof.feed(List.of(node), SENDERS, PER_SECOND, RECIPIENTS);
            kill(node);
            try (GatewayProcess last = node.started()) {
                feed.finish();
                proof.drained();
                judge(proof.balance(feed, Set.of(HOPELESS)), feed, last);
            }
        }
    }

    private void kill(Proof.Node node) throws Exception {
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("kills").setInitialMax(KILLS).setUpdateIntervalMillis(1000).build()) {
            for (int i = 0; i < KILLS; i++) {
                // one in three at any moment, even while it starts; the others at the steps in their turn
                if (i % 3 == 2) {
                    anywhere(node);
                } else {
                    at(node, STEPS.get((i - i / 3) % STEPS.size()));
                }
                bar.step();
            }
        }
    }

    private void anywhere(Proof.Node node) throws Exception {
        try (GatewayProcess gateway = node.start(Optional.empty())) {
            gateway.diesWithin(Duration.ofMillis(random.nextInt(15_000)));
            gateway.kill();
        }
    }

    /** Where nothing comes to that step, it is killed as well. */
    private void at(Proof.Node node, String step) throws Exception {
        try (GatewayProcess gateway = node.start(Optional.of(new GatewayProcess.Death(step, 1 + random.nextInt(step.equals("lapsed") ? 1 : 30))))) {
            gateway.awaitReadyOrDead();
            reached += gateway.diesWithin(AT_LEAST_THEN) ? 1 : 0;
            gateway.kill();
        }
    }

    private void judge(Balance balance, Feed feed, GatewayProcess last) {
        System.out.println("refused meanwhile: " + feed.refusals() + "; died at a step: " + reached);
        System.out.printf("kills %d accepted %d lost %d duplicated %d%n", KILLS, balance.accepted(), balance.lost(), balance.duplicated());
        assertThat(balance.lost()).as("lost").isZero();
        assertThat(balance.duplicated()).as("duplicated").isZero();
        assertThat(balance.wrong()).isEmpty();
        assertThat(balance.accepted()).isEqualTo(balance.sent()).isGreaterThan(100);
        assertThat(last.alive()).isTrue();
    }
}
