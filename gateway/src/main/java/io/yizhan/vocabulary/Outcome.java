package io.yizhan.vocabulary;

import java.util.function.Function;

/** What a step comes to: either a value to go on with, or a refusal that ends the exchange. Defects and outages are exceptions instead. */
public sealed interface Outcome<T> {

    record Accepted<T>(T value) implements Outcome<T> {}

    record Refused<T>(Refusal refusal) implements Outcome<T> {}

    static <T> Outcome<T> of(T value) {
        return new Accepted<>(value);
    }

    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    static <T> Outcome<T> refused(RefusalCode code, String place) {
        return new Refused<>(Refusal.of(code, place));
    }

    /** Goes on with the next step, or stays refused. */
    default <N> Outcome<N> then(Function<? super T, Outcome<N>> next) {
        return fold(next, Outcome::refused);
    }

    default <N> Outcome<N> map(Function<? super T, ? extends N> change) {
        return fold(value -> of(change.apply(value)), Outcome::refused);
    }

    /** Takes whichever of the two it is. */
    default <R> R fold(Function<? super T, ? extends R> accepted, Function<Refusal, ? extends R> refused) {
        if (this instanceof Accepted<T> yes) {
            return accepted.apply(yes.value());
        }
        return refused.apply(((Refused<T>) this).refusal());
    }
}
