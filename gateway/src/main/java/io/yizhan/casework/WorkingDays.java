package io.yizhan.casework;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;

/** Which days the authorities work. Years nobody has told it of have weekends and no holidays, which is logged once. Safe for many threads. */
public interface WorkingDays {
    /** Where days begin and end. */
    ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    boolean working(LocalDate day);

    /** The working day so many after a day, or before it when negative; the day itself for none, whether it is one or not. */
    default LocalDate plus(LocalDate day, int workingDays) {
        LocalDate moved = day;
        for (int left = Math.abs(workingDays); left > 0; left -= working(moved) ? 1 : 0) {
            moved = moved.plusDays(Integer.signum(workingDays));
        }
        return moved;
    }

    /** How many working days there are from a day on and before another. */
    default int between(LocalDate from, LocalDate before) {
        return from.isBefore(before) ? (int) from.datesUntil(before).filter(this::working).count() : 0;
    }

    /** The calendar that is shipped: the official arrangement of 2026 (国务院办公厅, 2025-11-04). */
    static WorkingDays shipped() {
        return CalendarFile.shipped();
    }

    /** @throws InvalidCalendar when the file cannot be read or is not a calendar */
    static WorkingDays read(Path file) {
        return CalendarFile.read(file);
    }
}
