package io.yizhan.casework;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Working days as a YAML file has them, year by year. */
final class CalendarFile implements WorkingDays {
    private static final Logger LOG = LoggerFactory.getLogger(WorkingDays.class);
    private static final String SHIPPED = "/calendar/china-2026.yaml";
    private static final String FORM = "years, each with holidays (name, from, to) and working (days)";
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES, DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private final Set<Integer> known;
    private final Set<LocalDate> holidays;
    private final Set<LocalDate> working;
    private final Set<Integer> warned = ConcurrentHashMap.newKeySet();

    private CalendarFile(Set<Integer> known, Set<LocalDate> holidays, Set<LocalDate> working) {
        this.known = known;
        this.holidays = holidays;
        this.working = working;
    }

    /** The file as it is written. */
    private record Years(Map<Integer, Year> years) {
        Years {
            if (years.containsValue(null)) {
                throw new IllegalArgumentException("a year has holidays and working days");
            }
        }
    }

    private record Year(List<Holiday> holidays, List<Day> working) {}

    private record Holiday(String name, Day from, Day to) {}

    /** A day as it is written, and where. */
    @JsonDeserialize(using = Days.class)
    private record Day(String written, int line) {
        LocalDate in(int year) {
            try {
                LocalDate day = LocalDate.parse(written);
                if (day.getYear() == year) {
                    return day;
                }
            } catch (DateTimeException none) {
                throw new Wrong(line, "expected a day such as " + year + "-03-01, not \"" + written + "\"", none);
            }
            throw new Wrong(line, written + " is not in " + year, null);
        }
    }

    private static final class Days extends JsonDeserializer<Day> {
        @Override
        public Day deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return new Day(parser.getText(), parser.currentTokenLocation().getLineNr());
        }
    }

    /** What is wrong in which line. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(int line, String what, Throwable cause) {
            super("line " + line + ": " + what, cause);
        }
    }

    static WorkingDays shipped() {
        try (InputStream shipped = CalendarFile.class.getResourceAsStream(SHIPPED)) {
            return parse(SHIPPED, new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static WorkingDays read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new InvalidCalendar(file.toString(), "expected a file that can be read as UTF-8", unreadable);
        }
    }

    private static WorkingDays parse(String file, String text) throws IOException {
        try {
            Set<LocalDate> holidays = new HashSet<>();
            Set<LocalDate> working = new HashSet<>();
            Map<Integer, Year> years = YAML.readValue(text, Years.class).years();
            years.forEach((number, year) -> {
                year.holidays().forEach(holiday -> holidays.addAll(days(number, holiday)));
                year.working().forEach(day -> working.add(day.in(number)));
            });
            return new CalendarFile(Set.copyOf(years.keySet()), holidays, working);
        } catch (JsonProcessingException notSo) {
            throw new InvalidCalendar(file, "line " + line(notSo) + ": expected " + FORM, notSo);
        } catch (Wrong wrong) {
            throw new InvalidCalendar(file, wrong.getMessage(), wrong);
        }
    }

    private static int line(JsonProcessingException notSo) {
        return notSo.getLocation() == null ? 1 : Math.max(1, notSo.getLocation().getLineNr());
    }

    private static List<LocalDate> days(int year, Holiday holiday) {
        LocalDate from = holiday.from().in(year);
        LocalDate to = holiday.to().in(year);
        if (to.isBefore(from)) {
            throw new Wrong(holiday.from().line(), from + " is after " + to, null);
        }
        return from.datesUntil(to.plusDays(1)).toList();
    }

    @Override
    public boolean working(LocalDate day) {
        if (!known.contains(day.getYear()) && warned.add(day.getYear())) {
            LOG.warn("the calendar does not know {}: only its weekends are free", day.getYear());
        }
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return working.contains(day) || !weekend && !holidays.contains(day);
    }
}
