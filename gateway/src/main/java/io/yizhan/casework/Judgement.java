package io.yizhan.casework;

import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may still be told about a case.
 *
 * <p>A party's own story is told by itself, so its parts may overtake each other: something is refused only if no legal story has it together
 * with everything told already. Whoever opened the case answers what it was told: that is refused unless it is legal now.
 */
record Judgement(Docket docket) {

    /** What a party tells, as it is to be counted; empty when it cannot be part of its story. */
    Optional<Told> placed(Told told, String party) {
        if (fits(told, party)) {
            return Optional.of(told);
        }
        List<Told> sameDay = sameDay(told, party).map(told::counted).filter(each -> fits(each, party)).toList();
        return sameDay.stream().filter(each -> movesOn(each, party)).findFirst().or(() -> sameDay.stream().findFirst());
    }

    /**
     * Where dates are only days, what happened on one day cannot be told apart by them: then any moment of that day will do at which something
     * else happened. Such a date is a midnight in Shanghai.
     */
    private Stream<Instant> sameDay(Told told, String party) {
        ZonedDateTime day = told.at().atZone(WorkingDays.ZONE);
        return docket.board().course(party).line().told().stream()
                .map(Told::counts)
                .filter(moment -> moment.atZone(WorkingDays.ZONE).toLocalDate().equals(day.toLocalDate()))
                .filter(moment -> day.toLocalTime().equals(LocalTime.MIDNIGHT)
                        || moment.atZone(WorkingDays.ZONE).toLocalTime().equals(LocalTime.MIDNIGHT))
                .sorted();
    }

    private boolean fits(Told told, String party) {
        Course course = docket.board().course(party);
        boolean late = course.end().filter(end -> told.compareTo(end) > 0).isPresent()
                || course.closedByGateway() && course.standing().since().isBefore(told.counts());
        boolean secondEnd = told.endsByParty() && course.line().told().stream().anyMatch(Told::endsByParty);
        return !late && !secondEnd && course.line().with(told).ownStory().possible();
    }

    /** Whom a step of the originator is about: of the party named, or of all where none is, those for whom it is legal now. */
    List<String> openTo(Step step, String party, Instant at) {
        return docket.board().all().stream()
                .filter(course -> party.isEmpty() || course.plan().party().equals(party))
                .filter(course -> step.originators() && course.open() && (step == Step.WITHDRAWN || course.line().asksForCorrection(at)))
                .map(course -> course.plan().party())
                .toList();
    }

    Refusal illegalForOriginator(String party, Instant at) {
        return illegal(Stream.of(Step.values()).filter(step -> step.originators() && !openTo(step, party, at).isEmpty()).toList());
    }

    /** Refused, with the steps that would have moved the party on at that moment. */
    Refusal illegal(Told told, String party) {
        return illegal(Arrays.stream(Step.values()).filter(step -> movesOn(told.instead(move(step)), party)).toList());
    }

    private Standing.Move move(Step step) {
        return switch (step) {
            case CONCLUDED -> new Standing.Move(step, Optional.of(Conclusion.COMPLETED), Standing.NO_STAGE);
            case PROGRESS -> new Standing.Move(step, Optional.empty(), docket.plan().opened().stages().size() - 1);
            default -> Standing.Move.of(step);
        };
    }

    private boolean movesOn(Told told, String party) {
        Course course = docket.board().course(party);
        boolean noSuchStage = told.step() == Step.PROGRESS && told.move().stage() < 0;
        return !noSuchStage && fits(told, party) && with(course, told).effective().contains(told);
    }

    private static Course with(Course course, Told told) {
        return Course.run(course.plan(), course.line().with(told), true, new Standing.Dispatched(Instant.EPOCH));
    }

    private static Refusal illegal(List<Step> legal) {
        List<String> words = new ArrayList<>(legal.stream().map(Step::word).toList());
        String expected = words.isEmpty() ? "nothing: it is concluded" : (words.size() == 1 ? "" : "one of ") + String.join(", ", words);
        return Refusal.of(RefusalCode.ILLEGAL_STEP, "/step", expected);
    }
}
