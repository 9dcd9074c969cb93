package io.yizhan.console;

import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.delivery.Deliveries;
import io.yizhan.delivery.Deliveries.Unanswered;
import io.yizhan.delivery.Deliveries.Wanting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Messages that want another one within a time and have not got it, as their kinds say ({@code awaits} in {@code kind.yaml}). */
public interface FollowUps {
    static FollowUps of(Deliveries deliveries, Contract contract, InstantSource clock) {
        return most -> contract.kinds().stream()
                .sorted()
                .flatMap(name -> contract.kind(name).stream())
                .flatMap(kind -> kind.awaits().stream().flatMap(awaits -> missing(deliveries, kind, awaits, clock.instant(), most)))
                .limit(most)
                .toList();
    }

    private static Stream<Missing> missing(Deliveries deliveries, Kind kind, Kind.Awaits awaits, Instant now, int most) {
        Wanting wanting = new Wanting(kind.name(), awaits.message(), awaits.at(), awaits.values(), awaits.answer(), awaits.same());
        Duration within = awaits.within();
        return deliveries.unanswered(wanting, now.minus(within), most).stream()
                .map(message -> new Missing(kind.name(), awaits.answer(), message, message.accepted().plus(within)));
    }

    /** The oldest of each kind first. */
    List<Missing> missing(int most);

    /**
     * @param answer the message that should have come
     * @param due when it should have
     */
    record Missing(String kind, String answer, Unanswered message, Instant due) {}
}
