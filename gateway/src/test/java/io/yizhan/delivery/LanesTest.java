package io.yizhan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T00:00:00Z"));
    private final Lanes lanes = Lanes.with(LaneLimits.usual(), now::get);

    @Test
    void lets_as_many_calls_in_as_there_are_places() {
        enter(lanes.to("here", 2));
        enter(lanes.to("here", 2));
        assertThat(refused(lanes.to("here", 2))).isTrue();
    }

    @Test
    void gives_a_place_back_when_the_call_is_over() {
        enter(lanes.to("here", 1)).answered();
        assertThat(refused(lanes.to("here", 1))).isFalse();
    }

    @Test
    void gives_a_place_back_once_only() {
        Lane.Permit first = enter(lanes.to("here", 2));
        enter(lanes.to("here", 2));
        first.answered();
        first.failed();
        enter(lanes.to("here", 2));
        assertThat(refused(lanes.to("here", 2))).isTrue();
    }

    @Test
    void applies_more_places_at_once() {
        enter(lanes.to("here", 1));
        assertThat(refused(lanes.to("here", 2))).isFalse();
    }

    @Test
    void applies_fewer_places_without_waiting_for_calls_under_way() {
        Lane wide = lanes.to("here", 3);
        enter(wide);
        enter(wide);
        enter(lanes.to("here", 1));
        assertThat(refused(lanes.to("here", 1))).isTrue();
    }

    @Test
    void closes_at_the_tenth_call_if_half_have_failed() {
        repeat(5, Lane.Permit::answered);
        repeat(5, Lane.Permit::failed);
        assertThat(refused(lanes.to("here", 4))).isTrue();
    }

    @Test
    void judges_nothing_before_the_tenth_call() {
        repeat(9, Lane.Permit::failed);
        assertThat(refused(lanes.to("here", 4))).isFalse();
    }

    @Test
    void stays_open_while_most_calls_are_answered() {
        repeat(11, Lane.Permit::answered);
        repeat(9, Lane.Permit::failed);
        assertThat(refused(lanes.to("here", 4))).isFalse();
    }

    @Test
    void stays_closed_for_ten_seconds() {
        close();
        later(9_999);
        assertThat(refused(lanes.to("here", 4))).isTrue();
    }

    @Test
    void lets_three_probes_through_afterwards() {
        close();
        later(10_001);
        Lane lane = lanes.to("here", 9);
        enter(lane);
        enter(lane);
        enter(lane);
        assertThat(refused(lane)).isTrue();
    }

    @Test
    void opens_by_itself_when_the_probes_are_answered() {
        close();
        later(10_001);
        repeat(3, Lane.Permit::answered);
        repeat(8, Lane.Permit::answered);
        assertThat(refused(lanes.to("here", 4))).isFalse();
    }

    @Test
    void closes_again_when_the_probes_fail() {
        close();
        later(10_001);
        repeat(3, Lane.Permit::failed);
        assertThat(refused(lanes.to("here", 4))).isTrue();
    }

    @Test
    void a_changed_number_of_places_does_not_open_a_closed_lane() {
        close();
        assertThat(refused(lanes.to("here", 7))).isTrue();
    }

    @Test
    void a_refusal_for_want_of_places_uses_up_no_probe() {
        close();
        later(10_001);
        Lane narrow = lanes.to("here", 1);
        Lane.Permit probe = enter(narrow);
        narrow.enter();
        narrow.enter();
        probe.answered();
        enter(narrow).answered();
        enter(narrow).answered();
        assertThat(refused(narrow)).isFalse();
    }

    @Test
    void the_trouble_of_one_endpoint_is_not_anothers() {
        close();
        assertThat(refused(lanes.to("there", 4))).isFalse();
    }

    private void close() {
        repeat(10, Lane.Permit::failed);
    }

    private void later(long milliseconds) {
        now.updateAndGet(then -> then.plus(Duration.ofMillis(milliseconds)));
    }

    private void repeat(int times, Consumer<Lane.Permit> end) {
        for (int i = 0; i < times; i++) {
            end.accept(enter(lanes.to("here", 4)));
        }
    }

    private static Lane.Permit enter(Lane lane) {
        return lane.enter().fold(permit -> permit, refusal -> {
            throw new AssertionError(refusal.code());
        });
    }

    private static boolean refused(Lane lane) {
        return lane.enter() instanceof Outcome.Refused<Lane.Permit> no && no.refusal().code() == RefusalCode.ENDPOINT_UNAVAILABLE;
    }
}
