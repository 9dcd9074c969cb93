package io.yizhan.console;

import io.yizhan.delivery.Sequels;
import io.yizhan.delivery.Sequels.Stuck;
import io.yizhan.vocabulary.MessageId;
import java.util.List;

/**
 * Messages of which it could not be found out what follows, however often that was tried: only a person has it tried again. That is in the ledger
 * with their name, or does not happen. Works beside running gateways. Safe for use by many threads.
 */
public interface StuckSequels {
    static StuckSequels in(DeadLetters.Books books, Sequels sequels) {
        return new NotedSequels(books, sequels);
    }

    /** The oldest first; nothing of what the messages say. */
    List<Stuck> list(int most);

    /**
     * Has it tried again as if it had never been: step {@code retry}.
     *
     * @return false where there is none that is stuck
     */
    boolean retry(MessageId message, Operator who);

    /** The same for all that are stuck; how many. */
    int retry(Operator who);
}
