package io.yizhan.assembly;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the machine gives and everything else is handed: the time, chance, and the environment of the process.
 *
 * @param nanos a clock for measuring, as {@link System#nanoTime()} gives it
 */
public record Machine(Clock clock, LongSupplier nanos, SecureRandom random, Map<String, String> environment) {

    public Machine {
        environment = Map.copyOf(environment);
    }

    /** This very machine. */
    public static Machine present() {
        return new Machine(Clock.systemUTC(), System::nanoTime, new SecureRandom(), System.getenv());
    }

    /** Never the environment: it may hold secrets. */
    @Override
    public String toString() {
        return "Machine";
    }
}
