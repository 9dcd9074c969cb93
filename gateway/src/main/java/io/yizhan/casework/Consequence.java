package io.yizhan.casework;

import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Refusal;
import java.time.Instant;
import java.util.List;

/** What follows from a happening. */
public sealed interface Consequence {
    /**
     * It was taken in.
     *
     * @param caseId the message that opened the case
     * @param subject the same for everything told about one case
     * @param tell who gets this message
     * @param release parties to whom the submit is now to be sent
     * @param heirs parties that will be sent what it brings, once all they wait for has ended well
     * @param closed parties the gateway itself has concluded because of it
     * @param effective whether it moved a party on; false for what came twice, too early or too late
     * @param concluded whether the case as a whole came to its end with it
     */
    record Taken(
            MessageId caseId,
            String subject,
            List<Addressee> tell,
            List<Addressee> release,
            List<Addressee> heirs,
            List<Closed> closed,
            boolean effective,
            boolean concluded)
            implements Consequence {}

    /** It was not, and nothing has changed. */
    record Refused(Refusal refusal) implements Consequence {}

    /**
     * A party the gateway has concluded.
     *
     * @param number what the originator calls the case
     * @param subject the same for everything told about it
     * @param conclusion {@link Conclusion#VOIDED} where what it waited for ended otherwise than well, {@link Conclusion#WITHDRAWN} where
     *     another party has concluded a case of which one is enough
     * @param tell who must learn of it: whoever opened the case, the party if it was ever sent its part, and copies
     */
    record Closed(Addressee party, String number, String subject, Conclusion conclusion, Instant at, List<Addressee> tell) {}
}
