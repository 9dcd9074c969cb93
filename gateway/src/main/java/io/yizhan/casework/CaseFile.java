package io.yizhan.casework;

import io.yizhan.casework.Happening.Mode;
import io.yizhan.casework.Happening.Opened;
import io.yizhan.casework.Happening.Rule;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All there is to show of a case.
 *
 * @param id the message that opened it
 * @param number the originator's
 * @param concluded when the case as a whole was; empty while it is not
 * @param parties in the order they were submitted in
 * @param events everything told, in the order of arrival
 */
public record CaseFile(
        MessageId id,
        String kind,
        Environment environment,
        PartnerId originator,
        String number,
        Mode mode,
        Rule rule,
        Instant opened,
        List<PartnerId> inform,
        List<String> stages,
        Optional<Instant> concluded,
        List<Party> parties,
        List<Event> events) {

    /**
     * Where a party stands.
     *
     * @param sent whether it was sent its part
     * @param stage the kind's own that it has reached, or empty
     * @param project its own number, empty as long as it has told none
     * @param end the message by which it was concluded; empty while it is open and where the gateway concluded it
     * @param promisedOn and {@code statutoryOn}: the days that fall due; empty where there is no limit, before it runs and while it stands still
     */
    public record Party(
            String party,
            PartnerId partner,
            String agreement,
            Set<String> after,
            OptionalInt statutoryDays,
            OptionalInt promisedDays,
            boolean sent,
            State state,
            Instant since,
            String stage,
            Optional<Conclusion> conclusion,
            Optional<MessageId> end,
            String project,
            Optional<LocalDate> promisedOn,
            Optional<LocalDate> statutoryOn) {}

    /** @param effective whether it moved a party on, as far as is known by now */
    public record Event(
            MessageId message,
            PartnerId from,
            List<String> parties,
            Step step,
            Optional<Conclusion> conclusion,
            String stage,
            Instant at,
            boolean effective) {}

    /** Where a party stands. */
    public enum State implements Word {
        /** 已提交; it waits for another party and was not sent anything yet. */
        SUBMITTED,
        /** 已分发. */
        DISPATCHED,
        RECEIVED,
        CORRECTION_REQUESTED,
        CORRECTED,
        ACCEPTED,
        SUSPENDED,
        CONCLUDED
    }

    static CaseFile of(Docket docket, Deadlines deadlines) {
        Opened opened = docket.plan().opened();
        Board board = docket.board();
        Set<Told> effective = board.all().stream().flatMap(course -> course.effective().stream()).collect(Collectors.toSet());
        return new CaseFile(opened.message(), opened.kind(), opened.environment(), opened.originator(), opened.number(), opened.mode(), opened.rule(),
                opened.at(), opened.inform(), opened.stages(), board.concluded(),
                opened.parties().stream().map(party -> party(docket, board.course(party.party()), deadlines)).toList(),
                docket.told().stream().map(told -> event(docket, told, effective.contains(told))).toList());
    }

    private static Party party(Docket docket, Course course, Deadlines deadlines) {
        PartyPlan plan = course.plan();
        int stage = course.effective().stream().mapToInt(told -> told.move().stage()).max().orElse(Standing.NO_STAGE);
        return new Party(plan.party(), plan.partner(), plan.agreement(), plan.after(), plan.statutoryDays(), plan.promisedDays(),
                course.reached(), course.standing().state(), course.standing().since(), docket.plan().stage(stage),
                course.conclusion().map(Standing.Concluded::conclusion), course.end().filter(end -> !course.closedByGateway()).map(Told::message),
                docket.projects().getOrDefault(plan.party(), ""), deadlines.promised(course), deadlines.statutory(course));
    }

    private static Event event(Docket docket, Told told, boolean effective) {
        return new Event(told.message(), told.from(), told.parties(), told.step(), told.move().conclusion(),
                docket.plan().stage(told.move().stage()), told.at(), effective);
    }
}
