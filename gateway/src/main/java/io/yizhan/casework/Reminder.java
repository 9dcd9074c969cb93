package io.yizhan.casework;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A deadline that comes near or is over.
 *
 * @param caseId the message that opened the case
 * @param subject the same as of everything told about the case
 * @param number the originator's
 * @param project the party's, empty as long as it has told none
 * @param on the day that falls due
 * @param at when the reminder became due
 * @param tell whoever opened the case, and the party
 */
public record Reminder(
        MessageId caseId,
        String subject,
        String kind,
        Environment environment,
        PartnerId originator,
        String number,
        String party,
        String project,
        What what,
        LocalDate on,
        Instant at,
        List<Addressee> tell) {

    public enum What implements Word {
        /** Two working days before the day. */
        PROMISED_NEAR,
        /** The day after. */
        PROMISED_OVER,
        STATUTORY_NEAR,
        STATUTORY_OVER
    }
}
