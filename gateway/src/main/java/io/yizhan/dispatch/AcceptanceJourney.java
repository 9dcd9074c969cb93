package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.convention.Caller;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Target;
import io.yizhan.envelope.Letter;
import io.yizhan.envelope.Opened;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Rooms;
import io.yizhan.dispatch.Accepting.Result;
import io.yizhan.dispatch.Accepting.Row;
import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.mapping.Canonical;
import io.yizhan.mapping.Canonical.Matter;
import io.yizhan.partner.Agreement;
import io.yizhan.partner.Answerer;
import io.yizhan.partner.Asked;
import io.yizhan.store.Claims;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class AcceptanceJourney implements Acceptance {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);
    private static final Logger LINES = LoggerFactory.getLogger("exchange");

    private final Rooms rooms;
    private final Arrival arrival;
    private final Accepting accepting;

    AcceptanceJourney(Rooms rooms, Accepting accepting) {
        this.rooms = rooms;
        this.arrival = Arrival.of(rooms);
        this.accepting = accepting;
    }

    @Override
    public Outcome<Entrusted> admit(Identified who, Terms terms) {
        return arrival.open(who, terms.largestMessage()).then(opened -> which(who, opened).map(message -> new Entrusted(who, terms, opened, message)));
    }

    /** The place it was sent to tells, or else the envelope itself. */
    private Outcome<String> which(Identified who, Opened opened) {
        Kind kind = rooms.contract().kind(who.kind()).orElseThrow(() -> new IllegalStateException("a route without its kind"));
        Optional<String> told = who.dialect()
                .serviceFor(who.kind())
                .flatMap(service -> service.message(who.before().request().uri().getPath(), who.caller().service()))
                .or(opened::message);
        return told.filter(kind.messages()::contains)
                .map(Outcome::of)
                .orElseGet(() -> Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "", "one of the messages " + String.join(", ", kind.messages()))));
    }

    @Override
    public Outcome<Understood> translate(Entrusted entrusted) {
        Identified who = entrusted.before();
        String message = entrusted.message();
        Contract contract = rooms.contract();
        return contract.validate(who.dialect().name(), who.kind(), message, entrusted.opened().payload())
                .then(payload -> who.dialect().toCanonical(who.kind(), message, payload))
                .then(canonical -> contract.validate(Contract.CANONICAL, who.kind(), message, canonical))
                .then(canonical -> rooms.dialects()
                        .canonical()
                        .matter(who.kind(), message, canonical)
                        .map(matter -> new Understood(entrusted, canonical, matter)));
    }

    @Override
    public Outcome<Understood> consent(Understood understood) {
        Matter matter = understood.matter();
        return matter.basis().equals("holder") && matter.reference().isBlank()
                ? Outcome.refused(RefusalCode.CONSENT_MISSING, "/authorisation/reference")
                : Outcome.of(understood);
    }

    @Override
    public Outcome<Addressed> locate(Understood understood) {
        List<Target> targets = new ArrayList<>();
        for (Canonical.Addressed each : understood.matter().to()) {
            Optional<Refusal> refusal = target(understood, each, false, targets);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
        }
        for (Canonical.Addressed each : understood.matter().inform()) {
            Optional<Refusal> refusal = target(understood, each, true, targets);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
        }
        return Outcome.of(new Addressed(understood, targets));
    }

    private Optional<Refusal> target(Understood understood, Canonical.Addressed to, boolean copy, List<Target> targets) {
        return answerer(understood, to).fold(
                found -> {
                    targets.add(new Target(found.partner().id(), to.party(), found.endpoint().name(), found.agreement().id(),
                            found.agreement().release(), copy));
                    return Optional.empty();
                },
                Optional::of);
    }

    private Outcome<Answerer> answerer(Understood understood, Canonical.Addressed to) {
        Identified who = understood.since(Identified.class);
        Matter matter = understood.matter();
        Asked asked = new Asked(
                who.partner().id(), who.caller().key().environment(), who.kind(), to.authority(), to.region(), matter.purpose(), matter.basis());
        return who.before().directory().locate(asked, rooms.today());
    }

    @Override
    public Outcome<Accepted> accept(Addressed addressed) {
        Received received = addressed.since(Received.class);
        Ledger.Sealed entry = accepting.ledger().seal(entry(addressed));
        Row row = row(addressed, entry);
        try {
            Result result = accepting.write(row).join();
            if (result instanceof Result.No no) {
                return Outcome.refused(no.refusal());
            }
            return result instanceof Result.Again again
                    ? first(addressed, again)
                    : Outcome.of(new Accepted(addressed, received.id(), entry.commitment(), received.at(), false));
        } catch (CompletionException notWritten) {
            // Not the message: the database quotes values in it.
            LOG.warn("{} cannot be accepted: {}", received.id(), notWritten.getCause().getClass().getSimpleName());
            return Outcome.refused(RefusalCode.EVIDENCE_UNAVAILABLE, "");
        }
    }

    /** The first acceptance as it was told then; what became of the message may be forgotten already, its id not yet. */
    private Outcome<Accepted> first(Addressed addressed, Result.Again again) {
        return rooms.messages()
                .find(again.first())
                .map(message -> Outcome.of(new Accepted(addressed, message.id(), message.entry(), message.accepted(), true)))
                .orElseGet(() -> Outcome.refused(RefusalCode.REPLAYED, ""));
    }

    private Row row(Addressed addressed, Ledger.Sealed entry) {
        Identified who = addressed.since(Identified.class);
        Entrusted entrusted = addressed.since(Entrusted.class);
        Caller caller = who.caller();
        Digest body = entry.entry().received();
        Claims.Claim replay = new Claims.Claim(caller.replayKey(), body, entry.entry().message(), caller.replayableUntil());
        Optional<Claims.Claim> identity = entrusted.opened().identity().map(id -> new Claims.Claim(
                Digest.ofTexts("identity", who.partner().id().value(), entrusted.opened().source().orElse(""), id),
                Digest.ofTexts(body.toString(), who.kind(), entrusted.message()),
                entry.entry().message(),
                entry.entry().at().plus(entrusted.terms().kept())));
        return new Row(
                Optional.of(replay),
                identity,
                quotas(addressed),
                rooms.today(),
                new Messages.Said(message(addressed, entry), content(addressed)),
                addressed.targets(),
                entry);
    }

    private List<Agreement> quotas(Addressed addressed) {
        Received received = addressed.since(Received.class);
        return addressed.targets().stream()
                .filter(target -> !target.copy())
                .flatMap(target -> received.directory().agreement(target.agreement()).stream())
                .distinct()
                .toList();
    }

    private static byte[] content(Addressed addressed) {
        return addressed.before().content().toString().getBytes(StandardCharsets.UTF_8);
    }

    private Message message(Addressed addressed, Ledger.Sealed entry) {
        Identified who = addressed.since(Identified.class);
        Entrusted entrusted = addressed.since(Entrusted.class);
        Received received = who.before();
        Matter matter = addressed.before().matter();
        return new Message(
                received.id(),
                who.kind(),
                entrusted.message(),
                who.partner().id(),
                who.caller().key().environment(),
                entrusted.opened().id(),
                entrusted.opened().source().orElse(rooms.source() + ":" + who.partner().id()),
                Optional.of(matter.subject()).filter(subject -> !subject.isBlank()).map(subject -> who.kind() + " " + who.partner().id() + " " + subject),
                received.at(),
                received.at().plus(entrusted.terms().expires()),
                entry.entry().received(),
                who.caller().assurance(),
                matter.reference(),
                received.trace().first("traceparent"),
                entry.commitment());
    }

    private Entry entry(Addressed addressed) {
        Identified who = addressed.since(Identified.class);
        Received received = who.before();
        Instant now = rooms.now();
        return new Entry(
                rooms.newId().value(),
                received.id(),
                who.kind(),
                "accept",
                who.partner().id(),
                addressed.targets().stream().filter(target -> !target.copy()).map(Target::partner).distinct().reduce((one, other) -> null),
                now,
                who.caller().key().environment(),
                who.caller().assurance(),
                Digest.sha256(received.request().body()),
                Optional.of(Digest.sha256(content(addressed))),
                who.dialect().name() + ":" + who.dialect().version(who.kind(), addressed.since(Entrusted.class).message()),
                who.caller().signature(),
                addressed.before().matter().reference(),
                "accepted",
                Duration.between(received.at(), now));
    }

    @Override
    public WireAnswer answer(Accepted accepted) {
        Identified who = accepted.since(Identified.class);
        Received received = who.before();
        Opened opened = accepted.since(Entrusted.class).opened();
        Letter letter = new Letter(accepted.message().toString(), rooms.source(), who.kind(), "acceptance", rooms.now(), opened.id());
        WireAnswer answer = who.dialect()
                .accepted(letter, new io.yizhan.envelope.Acceptance(accepted.message().toString(), accepted.entry().toString(), accepted.at()));
        LINES.info("{} {} {} > - {} {} ms", accepted.message(), who.kind(), who.partner().id(), accepted.again() ? "accepted-before" : "accepted",
                Duration.between(received.at(), rooms.now()).toMillis());
        return rooms.convention(received.convention()).signAnswer(answer, received.request(), who.caller().key().algorithm(), rooms.now());
    }
}
