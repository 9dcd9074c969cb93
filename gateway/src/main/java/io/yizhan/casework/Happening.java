package io.yizhan.casework;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What an accepted message does to a case. Times are kept to the microsecond. */
public sealed interface Happening {
    MessageId message();

    /** Who does what for the applicant (国办发〔2020〕35号). */
    enum Mode implements Word {
        /** 全程网办: the competent region handles it from afar. */
        REMOTE,
        /** 异地代收代办: one region receives and forwards, the competent one decides. */
        RELAYED,
        /** 多地联办: one region accepts, several coordinate. */
        COORDINATED
    }

    /** When a case as a whole is concluded. */
    enum Rule implements Word {
        /** When every party is. */
        ALL,
        /** With the first party that concludes well; the others are then withdrawn. */
        ANY
    }

    /**
     * A case begins; the message is its name from then on.
     *
     * @param number what its originator calls it
     * @param inform who gets a copy of everything told about it
     * @param stages the kind's own, in their order; empty where it has none
     */
    record Opened(
            MessageId message,
            String kind,
            Environment environment,
            PartnerId originator,
            String number,
            Mode mode,
            Rule rule,
            List<PartyPlan> parties,
            Instant at,
            List<PartnerId> inform,
            List<String> stages)
            implements Happening {
        public Opened {
            parties = List.copyOf(parties);
            inform = List.copyOf(inform);
            stages = List.copyOf(stages);
            at = at.truncatedTo(ChronoUnit.MICROS);
            if (number.isBlank()) {
                throw new IllegalArgumentException("a case has a number");
            }
        }
    }

    /**
     * Something is told about a case.
     *
     * @param number the originator's number of the case, or the sender's own project number
     * @param party whom it is about; empty for the sender itself, and of the originator for every party it can be about
     * @param conclusion given when, and only when, the step is {@link Step#CONCLUDED}; never {@link Conclusion#NOT_ACCEPTED}
     * @param stage given when, and only when, the step is {@link Step#PROGRESS}
     * @param project the party's own project number, or empty
     * @param promisedOn the day the party now promises
     * @param content of the whole canonical message: tells a repetition from another event of the same moment
     */
    record Stepped(
            MessageId message,
            String kind,
            Environment environment,
            PartnerId from,
            String number,
            String party,
            Step step,
            Optional<Conclusion> conclusion,
            String stage,
            String project,
            Optional<LocalDate> promisedOn,
            Instant at,
            Digest content)
            implements Happening {
        public Stepped {
            at = at.truncatedTo(ChronoUnit.MICROS);
            if (conclusion.isPresent() != (step == Step.CONCLUDED) || conclusion.filter(Conclusion.NOT_ACCEPTED::equals).isPresent()) {
                throw new IllegalArgumentException("a conclusion belongs to the step that concludes, and not-accepted is a step of its own");
            }
            if (stage.isEmpty() == (step == Step.PROGRESS)) {
                throw new IllegalArgumentException("a stage belongs to progress");
            }
        }
    }
}
