package io.yizhan.console;

import io.yizhan.delivery.Deliveries.Delivery;
import io.yizhan.delivery.Deliveries.Key;
import io.yizhan.delivery.Deliveries.Selection;
import io.yizhan.delivery.Deliveries.Stuck;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Queue.Claimed;
import io.yizhan.delivery.Queue.State;
import io.yizhan.delivery.Queue.Verdict;
import io.yizhan.delivery.Queue.Verdict.Next;
import io.yizhan.dispatch.Comeback;
import io.yizhan.dispatch.Own;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Each decision in one transaction with its entry, under the lock of the delivery's row. */
record PostgresDeadLetters(Books books) implements DeadLetters {
    private static final int BATCH = 200;
    private static final Pattern REASON = Pattern.compile("\\P{C}{1,200}");

    @Override
    public List<Stuck> list(Selection selection, Optional<Key> after, int most) {
        return books.deliveries().stuck(selection, after, most);
    }

    @Override
    public Optional<Stuck> find(Key key) {
        return books.deliveries().stuck(key);
    }

    @Override
    public Outcome<byte[]> content(Key key, Operator who) {
        return books.jdbi().inTransaction(handle -> {
            Optional<Claimed> held = held(handle, key);
            Optional<byte[]> content = held.flatMap(claimed -> books.messages().content(handle, claimed.kind(), key.message()));
            content.ifPresent(shown -> note(handle, held.get(), message(key.message()), "inspect", "shown", who));
            return content.map(Outcome::of).orElseGet(() -> Outcome.refused(RefusalCode.NO_SUCH_MESSAGE, ""));
        });
    }

    private Optional<Claimed> held(Handle handle, Key key) {
        return Stream.of(State.DEAD, State.UNKNOWN).flatMap(state -> books.deliveries().hold(handle, key, state).stream()).findFirst();
    }

    private Message message(MessageId id) {
        return books.messages().find(id).orElseThrow(() -> new IllegalStateException("an open delivery without its message"));
    }

    @Override
    public Ending replay(Key key, Operator who) {
        return decide(key, State.DEAD, (handle, claimed) -> release(handle, claimed, State.DEAD, "replay", who));
    }

    /** By key and not by what is left, so that one that dies again meanwhile is not replayed twice. */
    @Override
    public Map<Ending, Integer> replay(Selection selection, Operator who) {
        Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
        Optional<Key> after = Optional.empty();
        List<Stuck> batch;
        do {
            batch = list(selection, after, BATCH);
            batch.forEach(stuck -> endings.merge(replay(stuck.delivery().key(), who), 1, Integer::sum));
            after = batch.isEmpty() ? after : Optional.of(batch.get(batch.size() - 1).delivery().key());
        } while (batch.size() == BATCH);
        return endings;
    }

    @Override
    public Ending discard(Key key, Operator who, String reason) {
        if (reason.isBlank() || !REASON.matcher(reason).matches()) {
            throw new IllegalArgumentException("a reason is one line of at most 200 characters");
        }
        return decide(key, State.DEAD, (handle, claimed) -> settle(handle, claimed, Next.DISCARDED, claimed.reason(), "discard", "discarded: " + reason, who));
    }

    @Override
    public Ending supersede(Key key, Operator who) {
        Ending ending = supersede(key, State.DEAD, who);
        return ending == Ending.NOT_STUCK ? supersede(key, State.UNKNOWN, who) : ending;
    }

    private Ending supersede(Key key, State state, Operator who) {
        return decide(key, state, (handle, claimed) -> {
            settle(handle, claimed, Next.DISCARDED, Comeback.SUPERSEDED, "catch-up", Comeback.SUPERSEDED, who);
            return Ending.SUPERSEDED;
        });
    }

    @Override
    public Ending resolve(Key key, boolean arrived, Operator who) {
        return decide(key, State.UNKNOWN, (handle, claimed) -> arrived
                ? settle(handle, claimed, Next.DELIVERED, "", "resolve", Next.DELIVERED.word(), who)
                : release(handle, claimed, State.UNKNOWN, "resolve", who));
    }

    /** What is done with a delivery whose row is locked. */
    @FunctionalInterface
    private interface Decision {
        Ending take(Handle handle, Claimed claimed);
    }

    private Ending decide(Key key, State state, Decision decision) {
        Optional<String> subject = books.messages().find(key.message()).flatMap(Message::subject);
        Optional<Ending> done = books.jdbi().inTransaction(handle -> {
            subject.ifPresent(ordered -> books.queue().order(handle, ordered));
            return books.deliveries().hold(handle, key, state).map(claimed -> decision.take(handle, claimed));
        });
        return done.orElseGet(() -> otherwise(key));
    }

    private Ending otherwise(Key key) {
        return books.deliveries().of(key.message()).stream()
                .filter(delivery -> delivery.key().equals(key))
                .map(Delivery::state)
                .map(state -> switch (state) {
                    case "delivered" -> Ending.ALREADY_DELIVERED;
                    case "refused", "discarded" -> Ending.ALREADY_SETTLED;
                    default -> Ending.NOT_STUCK;
                })
                .findFirst()
                .orElse(Ending.NONE);
    }

    /** It gets as much time as it had at first. */
    private Ending release(Handle handle, Claimed claimed, State from, String step, Operator who) {
        Message message = message(claimed.message());
        Comeback comeback = Comeback.of(handle, books.queue(), books.sent(), books.contract(), claimed, message);
        if (comeback.overtaken()) {
            settle(handle, comeback.claimed(), Next.DISCARDED, Comeback.SUPERSEDED, step, Comeback.SUPERSEDED, who);
            return Ending.SUPERSEDED;
        }
        Instant now = books.clock().instant();
        Duration time = Duration.between(message.accepted(), message.expires());
        books.queue().release(handle, claimed.message(), claimed.target().key(), from, now, now.plus(time));
        note(handle, claimed, message, step, "again", who);
        return Ending.DONE;
    }

    private Ending settle(Handle handle, Claimed claimed, Next next, String reason, String step, String outcome, Operator who) {
        Message message = message(claimed.message());
        Verdict verdict = new Verdict(claimed, next, reason, Optional.empty(), false, claimed.attempts());
        books.queue().settle(handle, List.of(verdict), books.clock().instant());
        note(handle, claimed, message, step, outcome, who);
        List<Own> told = Own.about(verdict, message, books.contract(), books.registry(), books.author()).stream().toList();
        books.ledger().appendSealed(handle, Own.add(handle, told, books.messages(), books.outbox()));
        return Ending.DONE;
    }

    private void note(Handle handle, Claimed claimed, Message message, String step, String outcome, Operator who) {
        books.note(handle, message, Optional.of(claimed.target().partner()), step, outcome, who);
    }
}
