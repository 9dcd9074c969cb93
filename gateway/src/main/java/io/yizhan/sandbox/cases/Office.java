package io.yizhan.sandbox.cases;

import io.yizhan.sandbox.platforms.Asker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Where messages about cases arrive at one platform, and are kept. The same one again is kept once. Safe for use by many threads. */
public interface Office {
    static Office of(Letters letters, InstantSource clock) {
        return new KeptOffice(letters, clock);
    }

    /** Whether anybody is there to take this call; one that is turned away is noted. */
    boolean open(Asker.Call call);

    /**
     * Takes a message. False where the call is none of the messages an office takes; throws {@link java.io.UncheckedIOException} for one this
     * platform does not understand.
     */
    boolean take(Asker.Call call);

    /** From the next message of this sort on, nobody is there for so long. */
    void closeAt(Predicate<Said> first, Duration time);

    /** Tells somebody of each message that is taken from now on, once, while its sender waits. */
    void tell(Consumer<Said> official);

    /** Every message that came, however often, in the order of arrival. */
    List<Visit> visits();

    /** What was taken, each once, in the order of arrival. */
    List<Said> received();

    /** @param taken false where it was turned away */
    record Visit(Letter letter, Instant at, boolean taken) {}
}
