package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What calls come to, written down with its evidence. */
final class Verdicts {
    private static final Logger LOG = LoggerFactory.getLogger("exchange");
    private static final String CASE = "case";

    private final Desk desk;
    private final Callbacks callbacks;

    Verdicts(Desk desk) {
        this.desk = desk;
        this.callbacks = new Callbacks(desk);
    }

    void delivered(Begun begun, WireAnswer answer) {
        Taken taken = begun.before().before();
        settle(taken.claimed(), taken.said().message(), Next.DELIVERED, "", Optional.empty(), begun.number(), digest(answer));
    }

    void refused(Begun begun, WireAnswer answer) {
        Taken taken = begun.before().before();
        settle(taken.claimed(), taken.said().message(), Next.REFUSED, RefusalCode.ENDPOINT_REFUSED.code(), Optional.empty(), begun.number(), digest(answer));
    }

    private static Optional<Digest> digest(WireAnswer answer) {
        return Optional.of(Digest.sha256(answer.body()));
    }

    void dead(Taken taken, RefusalCode why, int attempts) {
        settle(taken.claimed(), taken.said().message(), Next.DEAD, why.code(), Optional.empty(), attempts, Optional.empty());
    }

    /** Nobody knows whether it arrived: it is sent again only where the receiver knows it by its id. */
    void unclear(Begun begun, RefusalCode why) {
        Taken taken = begun.before().before();
        if (repeatable(taken.claimed().kind())) {
            again(taken, begun.plan(), why, begun.number(), Optional.empty());
        } else {
            settle(taken.claimed(), taken.said().message(), Next.UNKNOWN, RefusalCode.OUTCOME_UNKNOWN.code(), Optional.empty(), begun.number(), Optional.empty());
        }
    }

    /** A node that called and was never heard of again. */
    void unknown(Claimed claimed, Message message) {
        if (repeatable(claimed.kind())) {
            settle(claimed, message, Next.AGAIN, RefusalCode.OUTCOME_UNKNOWN.code(), Optional.of(desk.now()), claimed.attempts(), Optional.empty());
        }
    }

    void unknown(Claimed claimed, Messages.Said said) {
        unknown(claimed, said.message());
    }

    private boolean repeatable(String kind) {
        return desk.contract().kind(kind).map(Kind::idempotent).orElse(false);
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
        boolean holds = desk.contract().kind(claimed.kind()).map(kind -> kind.pattern().equals(CASE)).orElse(true);
        Verdict verdict = new Verdict(claimed, next, reason, due, holds, attempts);
        Ledger.Sealed entry = desk.records().ledger().seal(entry(claimed, message, "settle", outcome(next, reason), answer.orElse(message.received()), Optional.empty(), ""));
        Optional<Records.Callback> told = next == Next.AGAIN || next == Next.UNKNOWN ? Optional.empty() : callbacks.about(verdict, message);
        try {
            boolean mine = desk.records().write(new Records.Settling(verdict, entry, told)).join();
            LOG.info("{} {} {} > {} {} {} ms", message.id(), message.kind(), message.sender(), claimed.target().key(), mine ? outcome(next, reason) : "late",
                    Duration.between(message.accepted(), desk.now()).toMillis());
        } catch (CompletionException notWritten) {
            // its lease ends, and then it is known that nobody knows
            LOG.warn("what became of {} cannot be noted: {}", message.id(), notWritten.getCause().getClass().getSimpleName());
        }
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

    private Entry entry(Claimed claimed, Message message, String step, String outcome, Digest received, Optional<Digest> delivered, String mappings) {
        Instant now = desk.now();
        return new Entry(
                desk.newId().value(), message.id(), message.kind(), step, message.sender(), Optional.of(claimed.target().partner()), now,
                message.environment(), message.assurance(), received, delivered, mappings, "", message.consent(), outcome,
                Duration.between(message.accepted(), now));
    }
}
