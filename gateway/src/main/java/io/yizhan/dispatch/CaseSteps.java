package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.casework.Conclusion;
import io.yizhan.casework.Happening;
import io.yizhan.casework.PartyPlan;
import io.yizhan.casework.Step;
import io.yizhan.casework.Word;
import io.yizhan.delivery.Target;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what a message means to its case: the part {@code case} of what a kind's terms say of it.
 *
 * @param from who tells it
 * @param stages the kind's own, in their order
 */
record CaseSteps(MessageId message, String kind, Environment environment, PartnerId from, List<String> stages) {
    private static final String OPENED = "opened";

    /**
     * Refuses unmappable what is no step.
     *
     * @param targets the parties of a case that is opened, and who gets copies
     * @param content of the whole canonical message
     */
    Outcome<Happening> read(JsonNode step, List<Target> targets, Digest content) {
        try {
            return step.path("step").asText().equals(OPENED) ? opened(step, targets) : stepped(step, content);
        } catch (DateTimeException | IllegalArgumentException none) {
            return Outcome.refused(Refusal.of(RefusalCode.UNMAPPABLE, "", "a step of a case with what belongs to it"));
        }
    }

    private Outcome<Happening> opened(JsonNode step, List<Target> targets) {
        List<PartyPlan> parties = new ArrayList<>();
        for (JsonNode party : step.path("parties")) {
            String name = party.path("party").asText();
            Optional<Target> target = targets.stream().filter(each -> !each.copy() && each.party().equals(name)).findFirst();
            if (target.isEmpty()) {
                return Outcome.refused(Refusal.of(RefusalCode.SCHEMA_VIOLATION, "/parties", "a name of its own for each party"));
            }
            parties.add(plan(party, name, target.get()));
        }
        List<PartnerId> inform = targets.stream().filter(Target::copy).map(Target::partner).toList();
        return Outcome.of(new Happening.Opened(
                message, kind, environment, from, step.path("number").asText(), word(Happening.Mode.class, step, "mode"),
                word(Happening.Rule.class, step, "rule"), parties, at(step), inform, stages));
    }

    private static PartyPlan plan(JsonNode party, String name, Target target) {
        Set<String> after = new TreeSet<>();
        party.path("after").forEach(other -> after.add(other.asText()));
        return new PartyPlan(name, target.partner(), target.agreement(), after, days(party, "statutoryDays"), days(party, "promisedDays"));
    }

    private static OptionalInt days(JsonNode party, String field) {
        int days = party.path(field).asInt();
        return days > 0 ? OptionalInt.of(days) : OptionalInt.empty();
    }

    private Outcome<Happening> stepped(JsonNode step, Digest content) {
        Optional<LocalDate> promised = text(step, "promisedOn").map(LocalDate::parse);
        Optional<Conclusion> conclusion = text(step, "outcome").map(word -> Word.of(Conclusion.class, word).orElseThrow(IllegalArgumentException::new));
        return Outcome.of(new Happening.Stepped(
                message, kind, environment, from, step.path("number").asText(), step.path("party").asText(), word(Step.class, step, "step"), conclusion,
                step.path("stage").asText(), step.path("project").asText(), promised, at(step), content));
    }

    private static Optional<String> text(JsonNode step, String field) {
        return Optional.of(step.path(field).asText()).filter(text -> !text.isEmpty() && !text.equals("null"));
    }

    private static Instant at(JsonNode step) {
        return OffsetDateTime.parse(step.path("at").asText()).toInstant();
    }

    private static <E extends Enum<E> & Word> E word(Class<E> type, JsonNode step, String field) {
        return Word.of(type, step.path(field).asText()).orElseThrow(IllegalArgumentException::new);
    }
}
