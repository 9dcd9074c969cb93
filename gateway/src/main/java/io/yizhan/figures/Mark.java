package io.yizhan.figures;

import io.yizhan.vocabulary.MessageId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that counts.
 *
 * @param message what it came of: the same of the same message, target and figure counts once
 * @param target whom it reached, where that makes a difference
 * @param caseId the case it belongs to
 * @param amount paid, or the rate that was given
 */
public record Mark(
        MessageId message, String target, Figure figure, Subject of, Optional<MessageId> caseId, Instant at, long many, Optional<BigDecimal> amount) {

    public static Mark of(MessageId message, Figure figure, Subject of, Instant at) {
        return new Mark(message, "", figure, of, Optional.empty(), at, 1, Optional.empty());
    }

    public Mark reaching(String whom) {
        return new Mark(message, whom, figure, of, caseId, at, many, amount);
    }

    public Mark within(MessageId id) {
        return new Mark(message, target, figure, of, Optional.of(id), at, many, amount);
    }

    public Mark worth(Optional<BigDecimal> much) {
        return new Mark(message, target, figure, of, caseId, at, many, much);
    }
}
