package io.yizhan.dispatch;

import io.yizhan.delivery.Queue;
import io.yizhan.delivery.Queue.Claimed;
import io.yizhan.dispatch.Dispatch.Begun;
import io.yizhan.dispatch.Dispatch.Plan;
import io.yizhan.dispatch.Dispatch.Taken;
import io.yizhan.dispatch.Dispatch.Written;
import io.yizhan.exchange.Outgoing;
import io.yizhan.exchange.Query.Trouble;
import io.yizhan.partner.Endpoint;
import io.yizhan.vault.LiveSecret;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempt and settle steps: a call is noted, made, and judged. */
final class Calling {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    /** What settling may take after the call's own time is over. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private final Desk desk;
    private final Verdicts verdicts;
    private final Pushing pushing;
    /** Endpoints that asked not to be called before a time; each node learns it for itself. */
    private final Map<String, Instant> parked = new ConcurrentHashMap<>();

    Calling(Desk desk, Verdicts verdicts) {
        this.desk = desk;
        this.verdicts = verdicts;
        this.pushing = new Pushing(desk, verdicts);
    }

    boolean mayBeCalled(Endpoint endpoint) {
        Instant until = parked.get(endpoint.name());
        if (until != null && !desk.now().isBefore(until)) {
            parked.remove(endpoint.name(), until);
        }
        return !parked.containsKey(endpoint.name()) && !endpoint.inMaintenance(desk.now());
    }

    Optional<Begun> begin(Written written, Plan plan) {
        Taken taken = written.before();
        Claimed claimed = taken.claimed();
        Optional<RefusalCode> over = over(claimed, plan);
        if (over.isPresent()) {
            taken.permit().unused();
            verdicts.dead(taken, over.get(), claimed.attempts());
            return Optional.empty();
        }
        Duration deadline = taken.endpoint().timeout();
        return desk.outgoing().secret(taken.endpoint(), written.dialect(), taken.permit(), deadline).fold(
                secret -> noted(written, plan, secret, deadline),
                refusal -> {
                    verdicts.again(taken, plan, refusal.code(), claimed.attempts(), Optional.empty());
                    return Optional.empty();
                });
    }

    private Optional<RefusalCode> over(Claimed claimed, Plan plan) {
        if (!desk.now().isBefore(claimed.expires())) {
            return Optional.of(RefusalCode.EXPIRED);
        }
        return claimed.attempts() >= plan.attempts() ? Optional.of(RefusalCode.ENDPOINT_UNAVAILABLE) : Optional.empty();
    }

    /** Only what is on disk may leave. */
    private Optional<Begun> noted(Written written, Plan plan, Optional<LiveSecret> secret, Duration deadline) {
        Taken taken = written.before();
        boolean fetched = taken.endpoint().way() instanceof Endpoint.Mailbox;
        Duration files = written.files().isEmpty() ? Duration.ZERO : Pushing.LONGEST;
        Queue.Attempting attempt = new Queue.Attempting(taken.claimed(), fetched ? deadline : deadline.plus(SETTLING).plus(files));
        boolean mine;
        try {
            mine = desk.records().write(new Records.Attempting(attempt, verdicts.attempted(written))).join();
        } catch (CompletionException notWritten) {
            LOG.warn("the attempt to deliver {} cannot be noted, so it is not made: {}", taken.claimed().message(), notWritten.getCause().getClass().getSimpleName());
            mine = false;
        }
        if (!mine) {
            taken.permit().unused();
            return Optional.empty();
        }
        desk.steps().reached("attempted");
        WireRequest call = taken.endpoint().way() instanceof Endpoint.Push
                ? desk.outgoing().signed(written.call(), written.dialect(), taken.endpoint(), written.service(), secret)
                : written.call();
        Outgoing.Sent sent = new Outgoing.Sent(written.letter(), call, written.dialect(), taken.endpoint(), secret);
        return Optional.of(new Begun(written, plan, taken.claimed().attempts() + 1, sent, deadline));
    }

    /** Whether the files are there; where they are not, the message has not left, so that nothing is unclear. */
    boolean bring(Begun begun) {
        return begun.before().files().isEmpty() || pushing.push(begun).fold(meaning -> brought(begun, meaning), refusal -> {
            Taken taken = begun.before().before();
            taken.permit().unused();
            if (refusal.code() == RefusalCode.NO_SUCH_FILE) {
                verdicts.dead(taken, refusal.code(), begun.number());
            } else {
                verdicts.again(taken, begun.plan(), refusal.code(), begun.number(), Optional.empty());
            }
            return false;
        });
    }

    private boolean brought(Begun begun, Outgoing.Meaning meaning) {
        boolean renewed = meaning == Outgoing.Meaning.REFRESH_SECRET && desk.outgoing().turnedDown(begun.sent());
        switch (meaning) {
            case TAKEN -> LOG.debug("the files of {} are there", begun.claimed().message());
            case LATER, UNCLEAR -> handed(begun, Outgoing.Meaning.LATER);
            case REFUSED, REFRESH_SECRET -> handed(begun, renewed ? Outgoing.Meaning.LATER : Outgoing.Meaning.REFUSED);
        }
        return meaning == Outgoing.Meaning.TAKEN;
    }

    void answered(Begun begun, WireAnswer answer) {
        Taken taken = begun.before().before();
        desk.steps().reached("answered");
        if (answer.status() >= 500) {
            taken.permit().failed();
        } else {
            taken.permit().answered();
        }
        Instant latest = desk.now().plus(begun.plan().longest());
        Optional<Instant> notBefore = RetryAfter.of(answer, desk.now()).map(asked -> asked.isBefore(latest) ? asked : latest);
        notBefore.ifPresent(until -> parked.put(taken.endpoint().name(), until));
        switch (desk.outgoing().heard(begun.sent(), answer, taken.directory())) {
            case TAKEN -> verdicts.delivered(begun, digest(answer));
            case REFUSED -> verdicts.refused(begun, digest(answer));
            case LATER -> verdicts.again(taken, begun.plan(), RefusalCode.ENDPOINT_UNAVAILABLE, begun.number(), notBefore);
            case REFRESH_SECRET -> renewed(begun, answer);
            case UNCLEAR -> verdicts.unclear(begun, RefusalCode.ENDPOINT_BAD_ANSWER);
        }
        desk.steps().reached("settled");
    }

    private static Optional<Digest> digest(WireAnswer answer) {
        return Optional.of(Digest.sha256(answer.body()));
    }

    /** As an answer, but nothing was said. */
    void handed(Begun begun, Outgoing.Meaning meaning) {
        Taken taken = begun.before().before();
        desk.steps().reached("answered");
        if (meaning == Outgoing.Meaning.TAKEN || meaning == Outgoing.Meaning.REFUSED) {
            taken.permit().answered();
        } else {
            taken.permit().failed();
        }
        switch (meaning) {
            case TAKEN -> verdicts.delivered(begun, Optional.empty());
            case REFUSED -> verdicts.refused(begun, Optional.empty());
            case LATER -> verdicts.again(taken, begun.plan(), RefusalCode.ENDPOINT_UNAVAILABLE, begun.number(), Optional.empty());
            default -> verdicts.unclear(begun, RefusalCode.ENDPOINT_UNAVAILABLE);
        }
        desk.steps().reached("settled");
    }

    /** A platform that does not know the newest secret any more gets another attempt with the next one; it has let nothing in. */
    private void renewed(Begun begun, WireAnswer answer) {
        if (desk.outgoing().turnedDown(begun.sent())) {
            verdicts.again(begun.before().before(), begun.plan(), RefusalCode.ENDPOINT_REFUSED, begun.number(), Optional.of(desk.now()));
        } else {
            verdicts.refused(begun, digest(answer));
        }
    }

    void failed(Begun begun, Trouble trouble) {
        Taken taken = begun.before().before();
        taken.permit().failed();
        switch (trouble) {
            case UNREACHABLE -> verdicts.again(taken, begun.plan(), RefusalCode.ENDPOINT_UNAVAILABLE, begun.number(), Optional.empty());
            case NOT_TO_BE_CALLED -> verdicts.again(taken, begun.plan(), RefusalCode.ENDPOINT_UNAVAILABLE, begun.number(), Optional.empty());
            case BROKEN -> verdicts.unclear(begun, RefusalCode.ENDPOINT_UNAVAILABLE);
            case TOO_SLOW -> verdicts.unclear(begun, RefusalCode.ENDPOINT_TIMEOUT);
            case UNUSABLE -> verdicts.unclear(begun, RefusalCode.ENDPOINT_BAD_ANSWER);
        }
        desk.steps().reached("settled");
    }
}
