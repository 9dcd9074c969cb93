package io.yizhan.exchange;

import io.yizhan.envelope.Opened;
import io.yizhan.exchange.Query.Heard;
import io.yizhan.exchange.Query.Located;
import io.yizhan.exchange.Query.Minimised;
import io.yizhan.exchange.Query.Recorded;
import io.yizhan.exchange.Query.Replied;
import io.yizhan.partner.Answerer;
import java.util.Optional;

/**
 * How far an exchange has come. Each stage holds the one before it, so that a step can only be taken from where it belongs, and whatever
 * is already known can be found when the exchange is refused.
 */
public interface Stage {
    /** The stage before, or this one itself where there is none. */
    Stage before();

    /** This stage or the nearest one before it of that type. */
    default <S extends Stage> Optional<S> reached(Class<S> type) {
        Stage stage = this;
        while (!type.isInstance(stage)) {
            if (stage.before() == stage) {
                return Optional.empty();
            }
            stage = stage.before();
        }
        return Optional.of(type.cast(stage));
    }

    /** Who answers, once that is known. */
    default Optional<Answerer> answering() {
        return reached(Located.class).map(Located::answerer).or(() -> reached(FileFetch.Wanted.class).map(FileFetch.Wanted::answerer));
    }

    /** The open envelope, where this stage is the one at which it was opened. */
    default Optional<Opened> envelope() {
        return Optional.empty();
    }

    /** The open envelope, once it is. */
    default Optional<Opened> opening() {
        return before() == this || envelope().isPresent() ? envelope() : before().opening();
    }

    /** Whether the request is in the ledger. */
    default boolean recorded() {
        return reached(Recorded.class).isPresent() || reached(FileFetch.Noted.class).isPresent() || reached(Materials.Noted.class).isPresent();
    }

    /** A stage that must have been reached. */
    default <S extends Stage> S since(Class<S> type) {
        return reached(type).orElseThrow(() -> new IllegalStateException("the exchange has not come to " + type.getSimpleName()));
    }
}
