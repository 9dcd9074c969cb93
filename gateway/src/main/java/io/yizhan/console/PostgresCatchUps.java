package io.yizhan.console;

import io.yizhan.contract.Kind;
import io.yizhan.console.DeadLetters.Books;
import io.yizhan.delivery.Deliveries.Key;
import io.yizhan.delivery.Deliveries.Selection;
import io.yizhan.delivery.Deliveries.Stuck;
import io.yizhan.delivery.Queue.State;
import io.yizhan.feed.Followers;
import io.yizhan.feed.Followers.Follower;
import io.yizhan.feed.Followers.Standing;
import io.yizhan.ledger.Entry;
import io.yizhan.partner.Endpoint;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** First it is noted what is to be brought again, then what was given up is superseded: whatever it falls between, nothing is left out. */
record PostgresCatchUps(Books books, Followers followers, DeadLetters letters) implements CatchUps {
    private static final String STEP = "catch-up";
    private static final int BATCH = 200;

    @Override
    public Map<Follower, Standing> standing() {
        return followers.standing();
    }

    @Override
    public Optional<Integer> catchUp(Follower follower, boolean everything, Operator who) {
        boolean feed = books.contract().kind(follower.line().kind()).flatMap(Kind::feed).isPresent();
        return books.registry().directory().endpoint(follower.partner(), follower.line().kind(), follower.line().environment())
                .filter(there -> feed)
                .map(endpoint -> catchUp(follower, endpoint, everything, who));
    }

    private int catchUp(Follower follower, Endpoint endpoint, boolean everything, Operator who) {
        books.jdbi().useTransaction(handle -> {
            if (everything) {
                followers.anew(handle, follower);
            }
            note(handle, follower, everything, who);
        });
        refused(follower, endpoint);
        return superseded(follower, endpoint, State.DEAD, who) + superseded(follower, endpoint, State.UNKNOWN, who);
    }

    private void refused(Follower follower, Endpoint endpoint) {
        Optional<MessageId> after = Optional.empty();
        List<MessageId> batch;
        do {
            batch = books.deliveries().refused(endpoint.kind(), endpoint.name(), after, BATCH);
            List<MessageId> messages = batch;
            books.jdbi().useTransaction(handle -> followers.again(handle, follower, messages));
            after = batch.isEmpty() ? after : Optional.of(batch.get(batch.size() - 1));
        } while (batch.size() == BATCH);
    }

    private int superseded(Follower follower, Endpoint endpoint, State state, Operator who) {
        Selection selection =
                new Selection(state, Optional.of(endpoint.kind()), Optional.of(follower.partner()), Optional.of(endpoint.name()), Optional.empty(), Optional.empty());
        int superseded = 0;
        Optional<Key> after = Optional.empty();
        List<Stuck> batch;
        do {
            batch = letters.list(selection, after, BATCH);
            List<Key> keys = batch.stream().map(stuck -> stuck.delivery().key()).toList();
            books.jdbi().useTransaction(handle -> followers.again(handle, follower, keys.stream().map(Key::message).toList()));
            superseded += (int) keys.stream().filter(key -> letters.supersede(key, who) == DeadLetters.Ending.SUPERSEDED).count();
            after = keys.isEmpty() ? after : Optional.of(keys.get(keys.size() - 1));
        } while (batch.size() == BATCH);
        return superseded;
    }

    /** The act itself, in the gateway's name: of no message, so that it has an id of its own. */
    private void note(Handle handle, Follower follower, boolean everything, Operator who) {
        Instant now = books.clock().instant();
        books.ledger().append(handle, List.of(new Entry(
                newId(now).value(), newId(now), follower.line().kind(), STEP, books.author().self(), Optional.of(follower.partner()), now,
                follower.line().environment(), Assurance.MESSAGE, Digest.sha256(new byte[0]), Optional.empty(), "operator:" + who, "", "",
                everything ? "everything" : "missing", Duration.ZERO)));
    }

    private MessageId newId(Instant now) {
        return MessageId.of(now, books.random().nextLong(), books.random().nextLong());
    }
}
