package io.yizhan.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The disk on which the gateway, its own PostgreSQL and its own Kafka keep everything is full: what cannot be kept is refused, what was accepted
 * is not lost, and once there is room again everything goes on by itself.
 */
@Tag("long")
class FullDiskIT {
    private static final int MEBIBYTES = 400;
    private static final int SENDERS = 16;
    private static final int PER_SECOND = 200;
    private static final Duration FULL = Duration.ofSeconds(10);
    /** A PostgreSQL that did not start for want of room is tried again at growing intervals. */
    private static final Duration BACK = Duration.ofSeconds(120);
    /** Segments of PostgreSQL's own log it may keep for later: when they are used up it needs more room. */
    private static final int MORE_THAN_ARE_KEPT = 20;

    private SmallDisk disk;
    private Proof proof;
    private GatewayProcess gateway;
    private Proof.Node node;

    @BeforeEach
    void start() throws Exception {
        Optional<SmallDisk> mounted = SmallDisk.of(MEBIBYTES);
        assumeTrue(mounted.isPresent(), "only root may mount the small disk this is tested with");
        disk = mounted.get();
        proof = Proof.overItsOwn(disk.path());
        node = proof.node(Map.of());
        gateway = node.started();
    }

    @AfterEach
    void stop() throws Exception {
        if (disk != null) {
            gateway.stop();
            proof.close();
            disk.close();
        }
    }

    @Test
    void refuses_what_it_cannot_keep_and_goes_on_when_there_is_room_again() throws Exception {
        Feed feed = feed();
        disk.fill();
        fullFor(feed, FULL);
        settled("disk full", feed);
    }

    /** Its PostgreSQL dies of that, and cannot start again. */
    @Test
    void goes_on_although_there_was_no_room_for_the_log_of_its_database() throws Exception {
        Feed feed = feed();
        disk.fill();
        useUpLog();
        fullFor(feed, FULL);
        settled("disk full, database dead of it", feed);
    }

    private Feed feed() {
        Feed feed = proof.feed(List.of(node), SENDERS, PER_SECOND, List.of(0, 1, 2, 3));
        Awaitility.await().atMost(BACK).until(() -> feed.accepted().size() > 100);
        return feed;
    }

    private void fullFor(Feed feed, Duration time) throws InterruptedException {
        Awaitility.await().atMost(BACK).until(() -> !feed.refusals().isEmpty());
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void useUpLog() {
        try {
            for (int i = 0; i < MORE_THAN_ARE_KEPT; i++) {
                proof.tables().useHandle(handle -> handle.execute("SELECT pg_switch_wal(), pg_logical_emit_message(false, 'test', repeat('x', 100))"));
            }
        } catch (JdbiException dead) {
            // that is what was wanted
        }
    }

    private void settled(String fault, Feed feed) throws Exception {
        disk.free();
        int before = feed.accepted().size();
        Awaitility.await().atMost(BACK).until(() -> feed.accepted().size() > before + 100);
        feed.finish();
        proof.drained();
        Balance balance = proof.balance(feed, Set.of());
        System.out.println(balance.row(fault));
        System.out.println("refused meanwhile: " + feed.refusals());
        assertThat(balance.lost()).as("lost").isZero();
        assertThat(balance.duplicated()).as("duplicated").isZero();
        assertThat(balance.wrong()).isEmpty();
        assertThat(balance.accepted()).isEqualTo(balance.sent());
        assertThat(feed.refusals().keySet()).allMatch(refusal -> refusal.contains("evidence-unavailable") || refusal.contains("gateway-unavailable"));
        assertThat(gateway.alive()).isTrue();
    }
}
