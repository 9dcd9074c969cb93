package io.yizhan.exchange;

import io.yizhan.exchange.Query.Heard;
import io.yizhan.vocabulary.Refusal;
import java.time.Duration;

/** What an attempt came to. */
public sealed interface Settled {
    /** An answer that can be worked with. */
    record Done(Heard heard) implements Settled {}

    /** The answer to a step on the way: the next call can be made. */
    record Further(Attempt attempt) implements Settled {}

    /**
     * Worth another attempt after a pause.
     *
     * @param nextAttempt its number: the same again where the call was not let in because its secret was over
     * @param renewed whether that has happened, which it may once in an exchange
     */
    record Again(int nextAttempt, Duration pause, boolean renewed) implements Settled {}

    /** No more attempts. */
    record Over(Refusal refusal) implements Settled {}
}
