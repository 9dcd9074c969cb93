package io.yizhan.dispatch;

import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Queue;
import io.yizhan.delivery.Queue.Claimed;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Publication;
import io.yizhan.feed.Sent;
import io.yizhan.vocabulary.PartnerId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A delivery that is to be sent again after it was given up, or nobody knew what became of it. Of a feed's item the next version has not waited
 * for it. So it takes its place in the order of that item again, before whatever comes from now on, and what has come already has overtaken it:
 * sent now, it would put an older version, or one that is no more, in the place of the newer one.
 *
 * @param claimed in its place again
 * @param overtaken whether it must not be sent any more
 */
public record Comeback(Claimed claimed, boolean overtaken) {
    /** Why deliveries that were overtaken are discarded. */
    public static final String SUPERSEDED = "superseded";

    /** Inside a transaction that holds {@link Queue#order} of its subject, so that nothing is expanded between the look and its place. */
    public static Comeback of(Handle handle, Queue queue, Sent sent, Contract contract, Claimed claimed, Message message) {
        Optional<Publication.Name> item = claimed.subject().isPresent() ? Optional.empty() : item(contract, message);
        return item.map(name -> new Comeback(
                        queue.rejoin(handle, claimed, message.subject().orElseThrow()),
                        sent.overtaken(handle, name, claimed.target().partner(), message.id())))
                .orElse(new Comeback(claimed, false));
    }

    /** Which item of a feed a message brings, by its subject: kind, publisher and id. Neither of the first two has a space in it. */
    static Optional<Publication.Name> item(Contract contract, Message message) {
        boolean feed = contract.kind(message.kind()).flatMap(Kind::feed).isPresent();
        return message.subject().filter(subject -> feed).map(subject -> subject.split(" ", 3)).filter(parts -> parts.length == 3).map(parts ->
                new Publication.Name(new Feed.Line(message.kind(), message.environment()), new PartnerId(parts[1]), parts[2]));
    }
}
