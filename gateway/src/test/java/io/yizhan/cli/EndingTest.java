package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EndingTest {
    private final Ending ending = new Ending();
    private final List<String> ended = new CopyOnWriteArrayList<>();

    @Test
    void ends_the_other_way_round() {
        ending.then(() -> ended.add("first"));
        ending.then(() -> ended.add("last"));
        ending.run();
        assertThat(ended).containsExactly("last", "first");
    }

    @Test
    void goes_on_when_one_fails_to_end() {
        ending.then(() -> ended.add("first"));
        ending.then(() -> {
            throw new IllegalStateException("it does not end");
        });
        ending.run();
        assertThat(ended).containsExactly("first");
    }

    @Test
    void waits_for_a_start_under_way_and_ends_what_came_of_it() throws Exception {
        var signal = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var starting = CompletableFuture.runAsync(() -> ending.of(() -> opened(signal, go), ended::add));
        signal.await();
        var run = CompletableFuture.runAsync(ending::run);
        assertThat(run).isNotDone();
        go.countDown();
        run.get(10, TimeUnit.SECONDS);
        starting.get(10, TimeUnit.SECONDS);
        assertThat(ended).containsExactly("server");
    }

    @Test
    void has_nothing_to_end_when_the_start_failed() {
        Supplier<String> start = () -> {
            throw new IllegalStateException("no start");
        };
        assertThatThrownBy(() -> ending.of(start, ended::add)).isInstanceOf(IllegalStateException.class);
        ending.run();
        assertThat(ended).isEmpty();
    }

    private static String opened(CountDownLatch signal, CountDownLatch go) {
        signal.countDown();
        try {
            go.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return "server";
    }
}
