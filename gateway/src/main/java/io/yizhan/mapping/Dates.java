package io.yizhan.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calendar dates as platforms write them: {@code 20230329}, {@code 2023-03-29}, {@code 2023/3/29}, {@code 2023年3月29日}, {@code 20230329101500},
 * {@code 20230329T101500} and milliseconds since 1970, the last read as the day in Asia/Shanghai. A day the calendar does not have is no date.
 */
final class Dates {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})"),
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:T?(\\d{2})(\\d{2})(\\d{2}))?"),
            Pattern.compile("(\\d{4})/(\\d{1,2})/(\\d{1,2})"),
            Pattern.compile("(\\d{4})年(\\d{1,2})月(\\d{1,2})日"));
    /** 12 digits reach back to 1973. 10 would be seconds, which no platform is known to write here: better refused than read as January 1970. */
    private static final Pattern MILLISECONDS = Pattern.compile("\\d{12,13}");

    private Dates() {}

    static Optional<LocalDate> read(String written) {
        if (MILLISECONDS.matcher(written).matches()) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(written)).atZone(SHANGHAI).toLocalDate());
        }
        return FORMS.stream().map(form -> form.matcher(written)).filter(Matcher::matches).findFirst().flatMap(Dates::onCalendar);
    }

    /** Writes a date by a pattern of {@link DateTimeFormatter}. */
    static String write(LocalDate date, String pattern) {
        return DateTimeFormatter.ofPattern(pattern).format(date);
    }

    private static Optional<LocalDate> onCalendar(Matcher parts) {
        try {
            LocalDate date = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
            if (parts.groupCount() > 3 && parts.group(4) != null) {
                // the time of day is not kept, but an impossible one makes the whole doubtful
                LocalTime.of(number(parts, 4), number(parts, 5), number(parts, 6));
            }
            return Optional.of(date);
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
