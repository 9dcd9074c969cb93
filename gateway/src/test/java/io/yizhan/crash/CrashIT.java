package io.yizhan.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.testing.TestDatabase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
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
    /** What is due long after a start: leases have to end. */
    private static final Duration AT_LEAST_THEN = Duration.ofSeconds(40);
    private static final int LONGEST_MILLIS = 10_000;

    private static final int HOPELESS = 11;
    /** So that whenever it is killed, some calls are under way. It gets little, for it would be long in taking much. */
    private static final int SLOW = 10;
    private static final List<Integer> RECIPIENTS =
            IntStream.range(0, 200).map(turn -> turn == 0 ? SLOW : turn % 20 == 1 ? HOPELESS : turn % 10).boxed().toList();

    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    /** By step: how often it was to be died at, and how often it was. */
    private final Map<String, int[]> deaths = new LinkedHashMap<>();
    private final Random random = new Random(Long.getLong("seed", System.nanoTime()));

    @Test
    void loses_nothing_and_doubles_nothing_however_often_it_is_killed() throws Exception {
        try (Proof proof = Proof.over(database)) {
            proof.recipients().behave("r" + HOPELESS, Behaviour.NEVER);
            proof.recipients().behave("r" + SLOW, Behaviour.HANGS);
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
            gateway.diesWithin(Duration.ofMillis(random.nextInt(LONGEST_MILLIS)));
            gateway.kill();
        }
    }

    /** Where nothing comes to that step, it is killed as well. */
    private void at(Proof.Node node, String step) throws Exception {
        try (GatewayProcess gateway = node.start(Optional.of(new GatewayProcess.Death(step, 1 + random.nextInt(step.equals("lapsed") ? 1 : 30))))) {
            gateway.awaitReadyOrDead();
            int[] died = deaths.computeIfAbsent(step, first -> new int[2]);
            died[0] += gateway.diesWithin(AT_LEAST_THEN) ? 1 : 0;
            died[1]++;
            gateway.kill();
        }
    }

    private void judge(Balance balance, Feed feed, GatewayProcess last) {
        System.out.println("refused meanwhile: " + feed.refusals());
        System.out.println("died at: " + deaths.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue()[0] + " of " + one.getValue()[1])
                .collect(Collectors.joining(", ")));
        System.out.printf("kills %d accepted %d lost %d duplicated %d%n", KILLS, balance.accepted(), balance.lost(), balance.duplicated());
        assertThat(balance.lost()).as("lost").isZero();
        assertThat(balance.duplicated()).as("duplicated").isZero();
        assertThat(balance.wrong()).isEmpty();
        assertThat(balance.accepted()).isEqualTo(balance.sent()).isGreaterThan(100);
        assertThat(last.alive()).isTrue();
    }
}
