package io.yizhan.exchange;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a kind's route allows an exchange ({@code routes/kinds}).
 *
 * @param timeBudget from receiving the request to having the answer
 * @param attempts how often the answerer is called at most. One more call is made where it did not let one in because the short-lived secret
 *     was over: that call reached nobody who could answer, so it is not counted, once in an exchange
 * @param largestMessage of request and answer, in bytes
 */
public record Limits(Duration timeBudget, int attempts, int largestMessage) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m)");
    private static final Pattern LONG = Pattern.compile("([0-9]{1,6})(ms|d|h|m|s)");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

    public Limits {
        if (timeBudget.isNegative() || timeBudget.isZero() || attempts < 1 || largestMessage < 1) {
            throw new IllegalArgumentException("timeBudget, attempts and largestMessage: more than zero");
        }
    }

    /**
     * Reads the values as a kind's route gives them.
     *
     * @param timeBudget as {@code 8s}, {@code 500ms} or {@code 1m}
     * @throws IllegalArgumentException saying what was expected
     */
    public static Limits of(String timeBudget, String attempts, String largestMessage) {
        return new Limits(duration(timeBudget), number("attempts", attempts), number("largestMessage", largestMessage));
    }

    static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("timeBudget: a duration such as 8s, 500ms or 1m");
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }

    /** @param text as {@code 10d}, {@code 8h}, {@code 30m} or {@code 20s} */
    public static Duration duration(String name, String text) {
        Matcher parts = LONG.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(name + ": a duration such as 10d, 8h, 30m or 20s");
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "d" -> Duration.ofDays(count);
            case "h" -> Duration.ofHours(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofSeconds(count);
        };
    }

    /** @param text a whole number */
    public static int number(String name, String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(name + ": a whole number");
        }
        return Integer.parseInt(text);
    }
}
