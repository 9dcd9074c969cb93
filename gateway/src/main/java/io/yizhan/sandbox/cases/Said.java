package io.yizhan.sandbox.cases;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What platforms tell each other about cases and policies, in no platform's dialect. A text that is empty is left out of the message. Times are of
 * Asia/Shanghai, as {@code 2026-11-23T09:00:05}.
 */
public sealed interface Said {
    /** The case or policy it is about, by the number its first sender gave it; empty where it does not say. */
    String number();

    /** @param organisation the unified social credit code of who sends it */
    record Submit(
            String number,
            Mode mode,
            Rule rule,
            String item,
            String project,
            String applicant,
            String applicantCode,
            String contact,
            String mobile,
            String appliedOn,
            String organisation,
            String organisationName,
            String reference,
            String purpose,
            List<Party> parties,
            List<Material> materials,
            boolean national)
            implements Said {
        public Submit {
            parties = List.copyOf(parties);
            materials = List.copyOf(materials);
        }

        /** What one party gets to see of it. @param granted licences of those it waited for, as materials */
        public Submit partOf(String party, List<Material> granted) {
            Party own = parties.stream().filter(each -> each.party().equals(party)).findFirst().orElseThrow();
            Party alone = new Party(own.party(), own.region(), own.item(), List.of(), own.statutoryDays(), own.promisedDays(), own.handling());
            List<Material> all = java.util.stream.Stream.concat(materials.stream(), granted.stream()).toList();
            return new Submit(number, mode, rule, own.item().isEmpty() ? item : own.item(), project, applicant, applicantCode, contact, mobile, appliedOn,
                    organisation, organisationName, reference, purpose, List.of(alone), all, national);
        }
    }

    /** @param after the parties that must have concluded before it */
    record Party(String party, String region, String item, List<String> after, int statutoryDays, int promisedDays, Handling handling) {
        public Party {
            after = List.copyOf(after);
        }
    }

    /** @param count 0 where it is not said */
    record Material(String name, Source source, int count, String identifier, String licence, String licenceNumber) {
        public static Material licence(String name, String number, String identifier) {
            return new Material(name, Source.LICENCE, 1, identifier, name, number);
        }

        public static Material uploaded(String name) {
            return new Material(name, Source.UPLOADED, 1, "", "", "");
        }
    }

    /** @param project the number the party has for it */
    record Event(String number, String party, String project, Step step, String handler, String explanation, String at, List<Material> materials)
            implements Said {
        public Event {
            materials = List.copyOf(materials);
        }
    }

    record Result(
            String number,
            String party,
            String project,
            Outcome outcome,
            String explanation,
            String at,
            String licence,
            String licenceNumber,
            String identifier)
            implements Said {}

    /**
     * What an applicant thought of it.
     *
     * @param number the evaluated party's own
     * @param region of the evaluated party
     * @param source region of who asked the applicant
     */
    record Evaluation(String id, String region, String number, String source, Satisfaction satisfaction, String content, String at) implements Said {}

    /**
     * What became of a message this platform sent.
     *
     * @param message the gateway's id of it
     * @param id this platform's own
     */
    record Status(String message, String id, String kind, String partner, String party, State state, String reason, String at, int attempts)
            implements Said {
        @Override
        public String number() {
            return "";
        }
    }

    /**
     * A policy that is published, or withdrawn.
     *
     * @param number the publisher's own id of it
     * @param region it is for
     */
    record Policy(
            String number,
            int version,
            boolean withdrawn,
            String title,
            String issuer,
            Level level,
            String region,
            String publishedOn,
            Theme theme,
            List<Benefit> benefits,
            String summary)
            implements Said {
        public Policy {
            benefits = List.copyOf(benefits);
        }

        /** The same, published no more. */
        public Policy withdrawn(int next) {
            return new Policy(number, next, true, title, issuer, level, region, publishedOn, theme, benefits, summary);
        }
    }

    /** A policy of which more is said, or something else, than these platforms' stories ever say: it is taken all the same. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record OtherPolicy(String number, int version, boolean withdrawn) implements Said {}

    /** A fixed amount. @param size of the enterprises it is for */
    record Benefit(String name, String amount, String unit, Size size) {}

    enum Mode {
        REMOTE,
        RELAYED,
        COORDINATED
    }

    enum Rule {
        ALL,
        ANY
    }

    enum Handling {
        IMMEDIATE,
        PROMISED,
        OTHER
    }

    enum Source {
        UPLOADED,
        LICENCE,
        SHARED,
        PAPER
    }

    enum Step {
        RECEIVED("收件"),
        CORRECTION_REQUESTED("补正告知"),
        CORRECTED("补正"),
        ACCEPTED("受理"),
        NOT_ACCEPTED("不予受理"),
        FORWARDED("转报"),
        WITHDRAWN("撤回"),
        REMINDER("催办");

        private final String chinese;

        Step(String chinese) {
            this.chinese = chinese;
        }

        public String chinese() {
            return chinese;
        }
    }

    enum Outcome {
        GRANTED("准予"),
        REFUSED("不予许可"),
        RETURNED("退件"),
        WITHDRAWN("撤回"),
        LAPSED("补正不来办结"),
        VOIDED("作废"),
        COMPLETED("办结"),
        NOT_ACCEPTED("不予受理"),
        FORWARDED("转报");

        private final String chinese;

        Outcome(String chinese) {
            this.chinese = chinese;
        }

        public String chinese() {
            return chinese;
        }
    }

    enum Satisfaction {
        VERY_SATISFIED,
        SATISFIED,
        FAIRLY_SATISFIED,
        DISSATISFIED,
        VERY_DISSATISFIED
    }

    enum Level {
        NATIONAL,
        PROVINCE,
        CITY,
        COUNTY
    }

    enum Theme {
        RENT_RELIEF,
        CONSUMPTION
    }

    enum Size {
        LARGE,
        MEDIUM,
        SMALL,
        MICRO
    }

    enum State {
        DELIVERED,
        REFUSED,
        DEAD,
        DISCARDED
    }
}
