package io.yizhan.sandbox;

import io.yizhan.sandbox.platforms.Outside;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Tells how things stand while they happen, and how they came out. For one thread. */
final class Narrator {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Outside outside;
    private final Screen screen;
    private String shown = "";

    Narrator(Outside outside, Screen screen) {
        this.outside = outside;
        this.screen = screen;
    }

    /** One thing that must have happened. @param differences what is otherwise, in words; empty when nothing is */
    record Check(String chinese, String english, Supplier<List<String>> differences) {
        static Check that(String chinese, String english, BooleanSupplier so) {
            return new Check(chinese, english, () -> so.getAsBoolean() ? List.of() : List.of("it did not happen"));
        }

        boolean right() {
            return differences.get().isEmpty();
        }
    }

    void line(String line) {
        screen.line(line);
    }

    /** Tells how things stand, in a line, until they stand right or patience ends. */
    void watch(Supplier<String> line, BooleanSupplier right) {
        Instant end = outside.clock().instant().plus(PATIENCE);
        while (!right.getAsBoolean() && outside.clock().instant().isBefore(end)) {
            show(line.get());
            pause();
        }
        show(line.get());
    }

    private void show(String now) {
        if (!now.equals(shown)) {
            screen.live(now);
            shown = now;
        }
    }

    private static void pause() {
        try {
            new CountDownLatch(1).await(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the story was played", stopped);
        }
    }

    /** The checks that did not come out, one line each. */
    List<String> told(List<Check> checks) {
        List<String> wrong = new ArrayList<>();
        for (Check check : checks) {
            List<String> differences = check.differences().get();
            screen.line("  %s %s · %s".formatted(differences.isEmpty() ? "✓" : "✗", check.chinese(), check.english()));
            differences.forEach(difference -> {
                screen.line("      " + difference);
                wrong.add(check.english() + ": " + difference);
            });
        }
        return wrong;
    }
}
