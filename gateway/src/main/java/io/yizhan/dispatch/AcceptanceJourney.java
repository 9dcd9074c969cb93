package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.casework.Addressee;
import io.yizhan.casework.Consequence;
import io.yizhan.casework.Happening;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.yizhan.partner.Directory;
import io.yizhan.partner.Endpoint;
import io.yizhan.store.Claims;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.Release;
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
    private final Own.Author author;

    AcceptanceJourney(Rooms rooms, Accepting accepting, Own.Author author) {
        this.rooms = rooms;
        this.arrival = Arrival.of(rooms);
        this.accepting = accepting;
        this.author = author;
    }

    @Override
    public Outcome<Entrusted> admit(Identified who, Terms terms) {
        return arrival.open(who, terms.largestMessage()).then(opened -> which(who, opened).map(message -> new Entrusted(who, terms, opened, message)));
    }

    @Override
    public Outcome<Entrusted> admit(Listed row, Terms terms) {
        return arrival.open(row.before(), terms.largestMessage()).map(opened -> {
            Opened named = new Opened(opened.id().or(() -> Optional.of(row.id())), opened.businessKey(), opened.source(), opened.message(), opened.payload());
            return new Entrusted(row, terms, named, row.message());
        });
    }

    /** The place it was sent to tells, or else the envelope itself; where a kind has one message only, nobody need tell. */
    private Outcome<String> which(Identified who, Opened opened) {
        Kind kind = kind(who);
        Optional<String> told = who.dialect()
                .serviceFor(who.kind())
                .flatMap(service -> service.message(who.before().request().uri().getPath(), who.caller().service()))
                .or(opened::message)
                .or(() -> kind.messages().size() == 1 ? Optional.of(kind.messages().get(0)) : Optional.empty());
        return told.filter(kind.messages()::contains)
                .map(Outcome::of)
                .orElseGet(() -> Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "", "one of the messages " + String.join(", ", kind.messages()))));
    }

    private Kind kind(Identified who) {
        return rooms.contract().kind(who.kind()).orElseThrow(() -> new IllegalStateException("a route without its kind"));
    }

    @Override
    public Outcome<Understood> translate(Entrusted entrusted) {
        Identified who = entrusted.since(Identified.class);
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
                who.partner().id(), who.caller().key().environment(), who.kind(), to.authority(), to.region(), matter.purpose(), basis(matter));
        return who.before().directory().locate(asked, rooms.today());
    }

    /** Where nothing is said of a basis, nobody's authorisation is relied on: it is sent because that is the sender's task. */
    private static String basis(Matter matter) {
        return matter.basis().isBlank() ? "duty" : matter.basis();
    }

    @Override
    public Outcome<Accepted> accept(Addressed addressed) {
        Ledger.Sealed entry = accepting.ledger().seal(entry(addressed));
        return happening(addressed).then(happening -> written(addressed, entry, row(addressed, happening, entry)));
    }

    /** What it means to its case; empty where the kind knows no cases. */
    private Outcome<Optional<Happening>> happening(Addressed addressed) {
        Identified who = addressed.since(Identified.class);
        Kind kind = kind(who);
        if (!kind.isCase()) {
            return Outcome.of(Optional.empty());
        }
        return new CaseSteps(who.before().id(), who.kind(), who.caller().key().environment(), who.partner().id(), kind.stages())
                .read(addressed.before().matter().step(), addressed.targets(), Digest.sha256(content(addressed)))
                .map(Optional::of);
    }

    private Outcome<Accepted> written(Addressed addressed, Ledger.Sealed entry, Row row) {
        Received received = addressed.since(Received.class);
        try {
            Result result = accepting.write(row).join();
            if (result instanceof Result.No no) {
                return Outcome.refused(no.refusal());
            }
            return result instanceof Result.Again again
                    ? first(addressed, again)
                    : Outcome.of(new Accepted(addressed, received.id(), entry.commitment(), received.id().at(), false));
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

    /** By what the same message is known: a row by itself, any other by the sender's name for it. */
    private static Optional<Digest> identity(Entrusted entrusted, Identified who) {
        String partner = who.partner().id().value();
        return entrusted.reached(Listed.class)
                .map(row -> Digest.ofTexts("row", partner, row.name()))
                .or(() -> entrusted.opened().identity().map(id -> Digest.ofTexts("identity", partner, entrusted.opened().source().orElse(""), id)));
    }

    private Row row(Addressed addressed, Optional<Happening> happening, Ledger.Sealed entry) {
        Identified who = addressed.since(Identified.class);
        Entrusted entrusted = addressed.since(Entrusted.class);
        Caller caller = who.caller();
        Digest body = entry.entry().received();
        Claims.Claim replay = new Claims.Claim(caller.replayKey(), body, entry.entry().message(), caller.replayableUntil());
        Optional<Claims.Claim> identity = identity(entrusted, who).map(same -> new Claims.Claim(
                same,
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
                happening,
                to -> target(addressed, to),
                closed -> closing(addressed, closed),
                rooms.contract().files(who.kind(), entrusted.message(), addressed.before().content()),
                entry);
    }

    /** How someone is reached whom the case names: as the message that opened it said, else at the endpoint for the kind, should there be one by then. */
    private static Target target(Addressed addressed, Addressee to) {
        Identified who = addressed.since(Identified.class);
        Directory directory = who.before().directory();
        return addressed.targets().stream()
                .filter(target -> target.partner().equals(to.partner()) && target.party().equals(to.party()) && target.copy() == to.copy())
                .findFirst()
                .orElseGet(() -> new Target(
                        to.partner(), to.party(), Endpoint.name(to.partner(), who.kind(), who.caller().key().environment()), to.agreement(),
                        directory.agreement(to.agreement()).map(Agreement::release).orElse(Release.FULL), to.copy()));
    }

    /** What is told of a party that the gateway concludes; nothing where its kind has no words for it. */
    private Optional<Own> closing(Addressed addressed, Consequence.Closed closed) {
        Identified who = addressed.since(Identified.class);
        if (!rooms.dialects().canonical().tellsClosings(who.kind()) || closed.tell().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode in = JsonNodeFactory.instance.objectNode();
        in.put("number", closed.number()).put("party", closed.party().party()).put("project", "");
        in.put("conclusion", closed.conclusion().word()).put("at", closed.at().toString());
        List<Target> targets = closed.tell().stream().map(to -> target(addressed, to)).toList();
        return rooms.dialects().canonical().closing(who.kind(), in).fold(
                content -> Optional.of(author.write(
                        who.kind(), Canonical.CLOSING_MESSAGE, who.caller().key().environment(), closed.subject(), content.toString(), targets)),
                refusal -> {
                    throw new IllegalStateException("a rule of the gateway's own refuses: " + refusal.code());
                });
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
                received.id().at(),
                received.id().at().plus(entrusted.terms().expires()),
                entry.entry().received(),
                who.caller().assurance(),
                matter.reference(),
                received.trace().first("traceparent"),
                entry.commitment());
    }

    /** Whom it is for, where that is one partner. */
    private static Optional<PartnerId> onlyOne(Addressed addressed) {
        List<PartnerId> partners = addressed.targets().stream().filter(target -> !target.copy()).map(Target::partner).distinct().toList();
        return partners.size() == 1 ? Optional.of(partners.get(0)) : Optional.empty();
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
                onlyOne(addressed),
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
