package io.yizhan.intake;

import io.yizhan.attachment.Attachments;
import io.yizhan.contract.Kind;
import io.yizhan.convention.Caller;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Rooms;
import io.yizhan.intake.Batches.Incoming;
import io.yizhan.intake.Batches.Sent;
import io.yizhan.intake.Batches.Stores;
import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.store.Claims;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What accepting one batch writes down, all of it or nothing: its entry, its row, and that its content stays until it is worked off. */
final class BatchAcceptance {
    /** How long at most a batch may wait; its content is there for no longer. */
    private static final Duration WAITS = Duration.ofDays(30);

    private static final int MOST = 100;

    private final Stores stores;
    private final Sent sent;
    private final Duration remembered;
    private final Ledger.Sealed entry;
    private final boolean brought;

    private BatchAcceptance(Stores stores, Sent sent, boolean brought, Duration remembered, Ledger.Sealed entry) {
        this.stores = stores;
        this.sent = sent;
        this.brought = brought;
        this.remembered = remembered;
        this.entry = entry;
    }

    static BatchAcceptance of(Rooms rooms, Stores stores, Incoming incoming) {
        Sent sent = incoming.stage();
        Kind kind = rooms.contract().kind(sent.before().kind()).orElseThrow(() -> new IllegalStateException("a batch without its kind"));
        return new BatchAcceptance(stores, sent, !incoming.there(), kind.kept().message(), stores.ledger().seal(entry(rooms, sent, BatchPlaces.item(kind))));
    }

    private static Entry entry(Rooms rooms, Sent sent, String item) {
        Identified who = sent.before();
        Received received = who.before();
        Instant now = rooms.now();
        return new Entry(
                rooms.newId().value(), received.id(), who.kind(), "accept", who.partner().id(), Optional.empty(), now,
                who.caller().key().environment(), who.caller().assurance(), sent.content(), Optional.empty(),
                who.dialect().name() + ":" + who.dialect().version(who.kind(), item), who.caller().signature(), "", "accepted",
                Duration.between(received.at(), now));
    }

    /** The batch as it was accepted: now, or when it came for the first time. Refuses replayed, conflicting-duplicate, too-many, gateway-unavailable. */
    Outcome<Batch> write(Handle handle) {
        Caller caller = sent.before().caller();
        Digest what = Digest.ofTexts(sent.content().toString(), sent.before().kind(), sent.form().name());
        Claims.Claim identity = new Claims.Claim(BatchJourney.identity(sent), what, sent.name(), entry.entry().at().plus(remembered));
        Claims.Claim replay = new Claims.Claim(caller.replayKey(), sent.content(), sent.name(), caller.replayableUntil());
        List<Claims.Taken> taken = stores.claims().claim(handle, List.of(identity, replay));
        Outcome<Batch> written = switch (taken.get(0).result()) {
            case SAME -> first(handle, taken.get(0));
            case OTHER -> Outcome.refused(RefusalCode.CONFLICTING_DUPLICATE, "");
            case MINE -> taken.get(1).result() == Claims.Result.MINE ? fresh(handle) : Outcome.refused(RefusalCode.REPLAYED, "");
        };
        if (written instanceof Outcome.Refused) {
            stores.claims().giveBack(handle, List.of(identity));
        }
        return written;
    }

    private static Outcome<Batch> first(Handle handle, Claims.Taken taken) {
        return new BatchRows(handle).find(taken.by()).map(row -> Outcome.of(row.batch())).orElseGet(() -> Outcome.refused(RefusalCode.REPLAYED, ""));
    }

    /** Why no more of this sender's can be accepted: too much of it is not worked off yet. */
    static Optional<Refusal> noRoom(Handle handle, Sent sent, long bytes) {
        Identified who = sent.before();
        BatchRows.Waiting waiting = new BatchRows(handle).waiting(who.partner().id(), who.caller().key().environment());
        return waiting.batches() < MOST && waiting.bytes() + sent.length() <= bytes
                ? Optional.empty()
                : Optional.of(Refusal.of(RefusalCode.TOO_MANY, "", "fewer batches that are not worked off: at most " + MOST + ", of " + bytes + " bytes"));
    }

    private Outcome<Batch> fresh(Handle handle) {
        new BatchRows(handle).hold(sent.before().partner().id());
        Optional<Refusal> full = noRoom(handle, sent, stores.waiting());
        if (full.isPresent()) {
            return Outcome.refused(full.get());
        }
        Attachments attachments = stores.attachments();
        if (!attachments.there(handle, List.of(sent.item())).get(0)) {
            return Outcome.refused(Refusal.of(RefusalCode.GATEWAY_UNAVAILABLE, ""));
        }
        Batch batch = batch();
        attachments.grant(handle, List.of(new Attachments.Grant(sent.item(), sent.name(), batch.accepted().plus(WAITS))));
        new BatchRows(handle).add(batch, sent.length(), brought);
        stores.ledger().appendSealed(handle, List.of(entry));
        return Outcome.of(batch);
    }

    private Batch batch() {
        Identified who = sent.before();
        return new Batch(
                sent.name(), who.kind(), who.caller().key().environment(), who.partner().id(), who.dialect().name(), who.before().convention(), sent.id(),
                sent.source(), sent.form(), sent.content(), who.caller().assurance(), sent.name().at(), entry.commitment());
    }
}
