package io.yizhan.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPlanTest {
    private static final Duration PLENTY = Duration.ofMinutes(1);


    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void makes_exactly_as_many_calls_as_it_says(int attempts) {
        RetryPlan plan = RetryPlan.of(attempts);
        int made = 1;
        while (plan.pauseAfter(made, PLENTY, new Random(1)).isPresent()) {
            made++;
        }
        assertThat(made).isEqualTo(attempts);
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 200", "3, 400", "6, 3200", "7, 5000", "99, 5000"})
    void doubles_the_longest_pause_up_to_five_seconds(int made, long longest) {
        RetryPlan plan = RetryPlan.of(1000);
        long seen = IntStream.range(0, 2000).mapToLong(seed -> plan.pauseAfter(made, PLENTY, new Random(seed * 7919L)).orElseThrow().toMillis()).max().orElseThrow();
        assertThat(seen).isBetween(longest * 9 / 10, longest);
    }

    @Test
    void spreads_pauses_down_to_none_at_all() {
        long least = IntStream.range(0, 2000).mapToLong(seed -> RetryPlan.of(9).pauseAfter(4, PLENTY, new Random(seed * 7919L)).orElseThrow().toMillis()).min().orElseThrow();
        assertThat(least).isLessThan(50);
    }

    @Test
    void stops_when_the_pause_would_use_up_the_callers_time() {
        RandomGenerator random = new Random(5);
        Duration pause = RetryPlan.of(9).pauseAfter(3, PLENTY, new Random(5)).orElseThrow();
        assertThat(RetryPlan.of(9).pauseAfter(3, pause, random)).isEmpty();
    }

    @Test
    void goes_on_when_the_pause_just_fits() {
        Duration pause = RetryPlan.of(9).pauseAfter(3, PLENTY, new Random(5)).orElseThrow();
        assertThat(RetryPlan.of(9).pauseAfter(3, pause.plusMillis(1), new Random(5))).isEqualTo(Optional.of(pause));
    }

    @Test
    void stops_when_no_time_is_left() {
        assertThat(RetryPlan.of(9).pauseAfter(1, Duration.ZERO, new Random(1))).isEmpty();
    }

    @Test
    void cannot_be_made_without_a_first_call() {
        assertThatThrownBy(() -> RetryPlan.of(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
