package io.yizhan.dispatch;

import io.yizhan.contract.Kind;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Queue.Claimed;
import io.yizhan.delivery.Queue.Verdict;
import io.yizhan.delivery.Queue.Verdict.Next;
import io.yizhan.delivery.RetryPlan;
import io.yizhan.dispatch.Dispatch.Begun;
import io.yizhan.dispatch.Dispatch.Plan;
import io.yizhan.dispatch.Dispatch.Taken;
import io.yizhan.dispatch.Dispatch.Written;
import io.yizhan.figures.Figure;
import io.yizhan.figures.Figures;
import io.yizhan.figures.Mark;
import io.yizhan.figures.Subject;
import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Endpoint;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What calls come to, written down with its evidence. */
final class Verdicts {
    private static final Logger LOG = LoggerFactory.getLogger("exchange");
    private final Desk desk;
    private final Callbacks callbacks;

    Verdicts(Desk desk) {
        this.desk = desk;
        this.callbacks = new Callbacks(desk.contract(), desk.registry(), desk.author());
    }

    /** @param answer digest of what was answered, where anything was */
    void delivered(Begun begun, Optional<Digest> answer) {
        Taken taken = begun.before().before();
        settle(taken.claimed(), taken.said().message(), Next.DELIVERED, "", Optional.empty(), begun.number(), answer);
    }

    void refused(Begun begun, Optional<Digest> answer) {
        Taken taken = begun.before().before();
        settle(taken.claimed(), taken.said().message(), Next.REFUSED, RefusalCode.ENDPOINT_REFUSED.code(), Optional.empty(), begun.number(), answer);
    }

    /** Its receiver says it has it, now or when asked. */
    void acknowledged(Claimed claimed, Message message) {
        settle(claimed, message, Next.DELIVERED, "", Optional.empty(), claimed.attempts(), Optional.empty());
    }

    void dead(Taken taken, RefusalCode why, int attempts) {
        dead(taken.claimed(), taken.said().message(), why, attempts);
    }

    void dead(Claimed claimed, Message message, RefusalCode why, int attempts) {
        settle(claimed, message, Next.DEAD, why.code(), Optional.empty(), attempts, Optional.empty());
    }

    /** Nobody knows whether it arrived: it is sent again only where the receiver knows it by its id. */
    void unclear(Begun begun, RefusalCode why) {
        Taken taken = begun.before().before();
        if (repeatable(taken.claimed().kind(), Optional.of(taken.endpoint()))) {
            again(taken, begun.plan(), why, begun.number(), Optional.empty());
        } else {
            settle(taken.claimed(), taken.said().message(), Next.UNKNOWN, RefusalCode.OUTCOME_UNKNOWN.code(), Optional.empty(), begun.number(), Optional.empty());
        }
    }

    /** It is sent again at once, and as whatever it was sent before; not where something newer has overtaken it meanwhile. */
    void repeat(Claimed claimed, Message message) {
        Comeback comeback = desk.jdbi().inTransaction(handle -> {
            message.subject().ifPresent(subject -> desk.queue().order(handle, subject));
            return Comeback.of(handle, desk.queue(), desk.sent(), desk.contract(), claimed, message);
        });
        if (comeback.overtaken()) {
            settle(comeback.claimed(), message, Next.DISCARDED, Comeback.SUPERSEDED, Optional.empty(), claimed.attempts(), Optional.empty());
        } else {
            settle(comeback.claimed(), message, Next.AGAIN, RefusalCode.OUTCOME_UNKNOWN.code(), Optional.of(desk.now()), claimed.attempts(), Optional.empty());
        }
    }

    /** A node that called and was never heard of again. */
    void unknown(Claimed claimed, Message message) {
        settle(claimed, message, Next.UNKNOWN, RefusalCode.OUTCOME_UNKNOWN.code(), Optional.of(desk.now()), claimed.attempts(), Optional.empty());
    }

    /**
     * Whether the same may be sent there once more without knowing whether it arrived. Who fetches from a mailbox is told a name that stays the
     * same, and the rows of a table have one: others say so themselves, or their kind does.
     */
    boolean repeatable(String kind, Optional<Endpoint> endpoint) {
        boolean named = endpoint.map(Endpoint::way).filter(way -> way instanceof Endpoint.Mailbox || way instanceof Endpoint.Table).isPresent();
        boolean usually = named || desk.contract().kind(kind).map(Kind::idempotent).orElse(false);
        return endpoint.flatMap(there -> there.habits().idempotent()).orElse(usually);
    }

    /** @param made how many calls were made */
    void again(Taken taken, Plan plan, RefusalCode why, int made, Optional<Instant> notBefore) {
        Claimed claimed = taken.claimed();
        Instant now = desk.now();
        Duration left = Duration.between(now, claimed.expires());
        Optional<Duration> pause = new RetryPlan(plan.attempts(), plan.first(), plan.longest()).pauseAfter(Math.max(1, made), left, desk.random());
        Optional<Instant> due = pause.map(now::plus).map(then -> notBefore.filter(later -> later.isAfter(then) || made == 0).orElse(then));
        boolean over = due.isEmpty() || !due.get().isBefore(claimed.expires());
        if (over) {
            settle(claimed, taken.said().message(), Next.DEAD, why.code(), Optional.empty(), made, Optional.empty());
        } else {
            settle(claimed, taken.said().message(), Next.AGAIN, why.code(), due, made, Optional.empty());
        }
    }

    private void settle(
            Claimed claimed, Message message, Next next, String reason, Optional<Instant> due, int attempts, Optional<Digest> answer) {
        boolean holds = desk.contract().kind(claimed.kind()).map(Kind::isCase).orElse(true);
        Verdict verdict = new Verdict(claimed, next, reason, due, holds, attempts);
        Ledger.Sealed entry = desk.records().ledger().seal(entry(claimed, message, "settle", outcome(next, reason), answer.orElse(message.received()), Optional.empty(), ""));
        Optional<Own> told = next == Next.AGAIN || next == Next.UNKNOWN ? Optional.empty() : callbacks.about(verdict, message);
        try {
            boolean mine = desk.records().write(new Records.Settling(verdict, entry, told, arrived(next, claimed, message))).join();
            LOG.info("{} {} {} > {} {} {} ms", message.id(), message.kind(), message.sender(), claimed.target().key(), mine ? outcome(next, reason) : "late",
                    Duration.between(message.accepted(), desk.now()).toMillis());
        } catch (CompletionException notWritten) {
            // its lease ends, and then it is known that nobody knows
            LOG.warn("what became of {} cannot be noted: {}", message.id(), notWritten.getCause().getClass().getSimpleName());
        }
    }

    /** An item of a feed counts where it has arrived. */
    private Optional<Mark> arrived(Next next, Claimed claimed, Message message) {
        return Comeback.item(desk.contract(), message).filter(item -> next == Next.DELIVERED).map(item -> Mark.of(
                        message.id(), Figure.DELIVERED,
                        Subject.of(new Figures.Line(message.kind(), message.environment()), item.publisher().value(), item.id()), desk.now())
                .reaching(claimed.target().key()));
    }

    private static String outcome(Next next, String reason) {
        return reason.isEmpty() ? next.word() : next.word() + ":" + reason;
    }

    Ledger.Sealed attempted(Written written) {
        Taken taken = written.before();
        Message message = taken.said().message();
        String mappings = written.dialect().name() + ":" + written.dialect().version(message.kind(), message.part());
        return desk.records().ledger().seal(entry(taken.claimed(), message, "attempt", "sent", message.received(), Optional.of(Digest.sha256(written.call().body())), mappings));
    }

    /** A file that is brought in the course of an attempt. */
    Ledger.Sealed bringing(Begun begun, Digest file) {
        Message message = begun.before().before().said().message();
        return desk.records().ledger().seal(entry(begun.claimed(), message, "attempt", "sent", file, Optional.of(file), "material " + file));
    }

    private Entry entry(Claimed claimed, Message message, String step, String outcome, Digest received, Optional<Digest> delivered, String mappings) {
        Instant now = desk.now();
        return new Entry(
                desk.newId().value(), message.id(), message.kind(), step, message.sender(), Optional.of(claimed.target().partner()), now,
                message.environment(), message.assurance(), received, delivered, mappings, "", message.consent(), outcome,
                Duration.between(message.accepted(), now));
    }
}
