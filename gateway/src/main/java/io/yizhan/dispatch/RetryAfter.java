package io.yizhan.dispatch;

import io.yizhan.vocabulary.WireAnswer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** When a platform wants to be called again (RFC 9110 §10.2.3): so many seconds, or a date of HTTP. */
final class RetryAfter {
    private static final int LONGEST = 9;

    private RetryAfter() {}

    /** Empty where it does not say so, or in no way that can be read. */
    static Optional<Instant> of(WireAnswer answer, Instant now) {
        return answer.headers().first("Retry-After").map(String::strip).flatMap(text -> read(text, now));
    }

    private static Optional<Instant> read(String text, Instant now) {
        if (!text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(now.plusSeconds(Long.parseLong(text)));
        }
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
