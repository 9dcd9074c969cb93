package io.yizhan.casework;

import io.yizhan.casework.Happening.Mode;
import io.yizhan.casework.Happening.Opened;
import io.yizhan.casework.Happening.Rule;
import io.yizhan.casework.Happening.Stepped;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** Made-up cases: opened by {@code origin}, handled by {@code party-1}, {@code party-2} …, which are the parties {@code p1}, {@code p2} … */
final class Cases {
    static final String KIND = "made-up-kind";
    static final PartnerId ORIGIN = new PartnerId("origin");
    static final PartnerId WATCHER = new PartnerId("watcher");
    /** A Monday morning in Shanghai; not at a full hour, so that no whole number of hours later is midnight, which stands for a mere date. */
    static final Instant MONDAY = Instant.parse("2026-03-09T01:17:00Z");

    private Cases() {}

    static MessageId message() {
        return new MessageId(UUID.randomUUID());
    }

    static PartnerId partner(String party) {
        return new PartnerId(party.replace("p", "party-"));
    }

    static PartyPlan party(String name, String... after) {
        return new PartyPlan(name, partner(name), "agreement of " + name, Set.of(after), OptionalInt.empty(), OptionalInt.empty());
    }

    static PartyPlan limited(String name, int statutory, int promised) {
        return new PartyPlan(name, partner(name), "agreement of " + name, Set.of(), OptionalInt.of(statutory), OptionalInt.of(promised));
    }

    static Opened opened(String number, Rule rule, PartyPlan... parties) {
        return new Opened(message(), KIND, Environment.TEST, ORIGIN, number, Mode.REMOTE, rule, List.of(parties), MONDAY, List.of(WATCHER),
                List.of("looked-at", "shown", "paid"));
    }

    static Docket docket(Rule rule, PartyPlan... parties) {
        return Docket.of(Plan.of(opened("C-1", rule, parties)).fold(plan -> plan, refusal -> {
            throw new AssertionError(refusal);
        }), Map.of(), List.of());
    }

    static Instant hour(int hours) {
        return MONDAY.plusSeconds(3_600L * hours);
    }

    /** Something a party tells about itself, so many hours after the case was opened. */
    static Stepped from(String party, Step step, int hours) {
        return tells(partner(party), party, step, hours);
    }

    static Stepped fromOrigin(String party, Step step, int hours) {
        return tells(ORIGIN, party, step, hours);
    }

    private static Stepped tells(PartnerId from, String party, Step step, int hours) {
        return new Stepped(message(), KIND, Environment.TEST, from, "C-1", party, step, Optional.empty(), "", "", Optional.empty(), hour(hours), content());
    }

    static Stepped concluded(String party, Conclusion conclusion, int hours) {
        return new Stepped(message(), KIND, Environment.TEST, partner(party), "C-1", party, Step.CONCLUDED, Optional.of(conclusion), "", "",
                Optional.empty(), hour(hours), content());
    }

    static Stepped progress(String party, String stage, int hours) {
        return new Stepped(message(), KIND, Environment.TEST, partner(party), "C-1", party, Step.PROGRESS, Optional.empty(), stage, "",
                Optional.empty(), hour(hours), content());
    }

    static Stepped promising(Stepped one, LocalDate day) {
        return new Stepped(one.message(), one.kind(), one.environment(), one.from(), one.number(), one.party(), one.step(), one.conclusion(),
                one.stage(), one.project(), Optional.of(day), one.at(), one.content());
    }

    /** The same about another case, or under the party's own number. */
    static Stepped numbered(Stepped one, String number, String project) {
        return new Stepped(one.message(), one.kind(), one.environment(), one.from(), number, one.party(), one.step(), one.conclusion(),
                one.stage(), project, one.promisedOn(), one.at(), one.content());
    }

    static Stepped at(Stepped one, Instant moment) {
        return new Stepped(one.message(), one.kind(), one.environment(), one.from(), one.number(), one.party(), one.step(), one.conclusion(),
                one.stage(), one.project(), one.promisedOn(), moment, one.content());
    }

    static Stepped about(Stepped one, String party) {
        return new Stepped(one.message(), one.kind(), one.environment(), one.from(), one.number(), party, one.step(), one.conclusion(),
                one.stage(), one.project(), one.promisedOn(), one.at(), one.content());
    }

    /** The same content sent once more. */
    static Stepped repeated(Stepped one) {
        return new Stepped(message(), one.kind(), one.environment(), one.from(), one.number(), one.party(), one.step(), one.conclusion(),
                one.stage(), one.project(), one.promisedOn(), one.at(), one.content());
    }

    private static Digest content() {
        return Digest.sha256(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    }
}
