package io.yizhan.casework;

import io.yizhan.casework.CaseFile.State;
import io.yizhan.casework.Reminder.What;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * When a party's limits fall due. They run from the day after it accepted, or where it has accepted nothing from the day after it received its
 * part (or its correction); they stand still from the day it suspends up to the day before it resumes, and while it waits for a correction.
 */
record Deadlines(WorkingDays calendar) {
    private static final int NEAR = 2;

    /** A day to be reminded of, and when. */
    record Due(What what, LocalDate on, Instant at) {}

    /** Days that do not count, from one on and before another. */
    private record Pause(int place, LocalDate from, LocalDate before) {}

    Optional<LocalDate> promised(Course course) {
        Optional<Told> said = last(course.effective().stream().filter(told -> told.promisedOn().isPresent()));
        if (said.isEmpty()) {
            return limit(course, course.plan().promisedDays());
        }
        if (stopped(course)) {
            return Optional.empty();
        }
        int place = course.effective().indexOf(said.get());
        List<Pause> since = pauses(course).stream().filter(pause -> pause.place() >= place).toList();
        return said.flatMap(Told::promisedOn).map(day -> moved(day, since));
    }

    Optional<LocalDate> statutory(Course course) {
        return limit(course, course.plan().statutoryDays());
    }

    private Optional<LocalDate> limit(Course course, OptionalInt days) {
        if (days.isEmpty() || stopped(course)) {
            return Optional.empty();
        }
        return begin(course).map(day -> moved(calendar.plus(day, days.getAsInt()), pauses(course)));
    }

    /** By the working days of every pause that began while the limit still ran. */
    private LocalDate moved(LocalDate day, List<Pause> pauses) {
        LocalDate moved = day;
        for (Pause pause : pauses) {
            moved = pause.from().isAfter(moved) ? moved : calendar.plus(moved, calendar.between(pause.from(), pause.before()));
        }
        return moved;
    }

    private static boolean stopped(Course course) {
        State state = course.standing().state();
        return state == State.SUSPENDED || state == State.CORRECTION_REQUESTED;
    }

    private static Optional<LocalDate> begin(Course course) {
        Optional<Told> accepted = last(of(course, Step.ACCEPTED));
        return accepted.or(() -> last(Stream.concat(of(course, Step.RECEIVED), of(course, Step.CORRECTED)))).map(Deadlines::day);
    }

    private static Stream<Told> of(Course course, Step step) {
        return course.effective().stream().filter(told -> told.step() == step);
    }

    private static Optional<Told> last(Stream<Told> told) {
        return told.reduce((earlier, later) -> later);
    }

    private static LocalDate day(Told told) {
        return told.counts().atZone(WorkingDays.ZONE).toLocalDate();
    }

    /** What was suspended and never resumed has been concluded, and pauses no longer. */
    private static List<Pause> pauses(Course course) {
        List<Told> told = course.effective();
        return IntStream.range(0, told.size())
                .filter(i -> told.get(i).step() == Step.SUSPENDED)
                .boxed()
                .flatMap(i -> told.subList(i, told.size()).stream()
                        .filter(each -> each.step() == Step.RESUMED || each.step().ends())
                        .findFirst()
                        .map(resumed -> new Pause(i, day(told.get(i)), day(resumed)))
                        .stream())
                .toList();
    }

    /** Nothing for a party that is not at work. */
    List<Due> reminders(Course course) {
        List<Due> due = new ArrayList<>();
        Optional<LocalDate> begin = course.open() ? begin(course) : Optional.empty();
        begin.ifPresent(day -> {
            promised(course).ifPresent(on -> due.addAll(reminders(day, on, What.PROMISED_NEAR, What.PROMISED_OVER)));
            statutory(course).ifPresent(on -> due.addAll(reminders(day, on, What.STATUTORY_NEAR, What.STATUTORY_OVER)));
        });
        return due;
    }

    /** Nobody is reminded before the limit has begun to run, so of short ones on their last day or not at all. */
    private List<Due> reminders(LocalDate begin, LocalDate on, What near, What over) {
        LocalDate twoBefore = calendar.plus(on, -NEAR);
        LocalDate first = twoBefore.isAfter(begin) ? twoBefore : begin.plusDays(1);
        Due last = new Due(over, on, morning(on.plusDays(1)));
        return first.isAfter(on) ? List.of(last) : List.of(new Due(near, on, morning(first)), last);
    }

    private static Instant morning(LocalDate day) {
        return day.atStartOfDay(WorkingDays.ZONE).toInstant();
    }
}
