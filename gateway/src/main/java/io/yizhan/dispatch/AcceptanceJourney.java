package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.casework.Casework;
import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.delivery.Target;
import io.yizhan.dispatch.Accepting.Result;
import io.yizhan.dispatch.Accepting.Row;
import io.yizhan.envelope.Letter;
import io.yizhan.envelope.Opened;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Rooms;
import io.yizhan.ledger.Ledger;
import io.yizhan.mapping.Canonical;
import io.yizhan.mapping.Canonical.Matter;
import io.yizhan.partner.Answerer;
import io.yizhan.partner.Asked;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.time.Duration;
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
    private final Unread unread;

    AcceptanceJourney(Rooms rooms, Accepting accepting, Own.Author author, Casework casework) {
        this.rooms = rooms;
        this.arrival = Arrival.of(rooms);
        this.accepting = accepting;
        this.author = author;
        this.unread = new Unread(rooms, casework);
    }

    @Override
    public Outcome<Entrusted> admit(Identified who, Terms terms) {
        return arrival.open(who, terms.largestMessage()).then(opened -> which(who, opened).map(message -> new Entrusted(who, terms, opened, message)));
    }

    @Override
    public Outcome<Entrusted> admit(Listed row, Terms terms) {
        return arrival.open(row.before(), terms.largestMessage(), row.opened()).map(opened -> {
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
                .<Outcome<JsonNode>>fold(Outcome::of, refusal -> Outcome.refused(unread.noted(entrusted, refusal)))
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
        if (kind(understood.since(Identified.class)).feed().isPresent()) {
            return following(understood);
        }
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

    /** An item goes to whoever follows, which may be nobody yet; it can still be had by asking for changes. */
    private Outcome<Addressed> following(Understood understood) {
        Identified who = understood.since(Identified.class);
        if (!who.before().directory().mayAsk(who.partner().id(), who.kind(), rooms.today())) {
            return Outcome.refused(RefusalCode.NOT_AGREED, "answerer");
        }
        List<Answerer> followers = who.before().directory().followers(asked(understood, "", ""), rooms.today());
        return Outcome.of(new Addressed(understood, followers.stream().map(found -> target(found, "", false)).toList()));
    }

    private static Target target(Answerer found, String party, boolean copy) {
        return new Target(found.partner().id(), party, found.endpoint().name(), found.agreement().id(), found.agreement().release(), copy);
    }

    private Optional<Refusal> target(Understood understood, Canonical.Addressed to, boolean copy, List<Target> targets) {
        return answerer(understood, to).fold(
                found -> {
                    targets.add(target(found, to.party(), copy));
                    return Optional.empty();
                },
                Optional::of);
    }

    private Outcome<Answerer> answerer(Understood understood, Canonical.Addressed to) {
        return understood.since(Received.class).directory().locate(asked(understood, to.authority(), to.region()), rooms.today());
    }

    private static Asked asked(Understood understood, String authority, String region) {
        Identified who = understood.since(Identified.class);
        Matter matter = understood.matter();
        return new Asked(who.partner().id(), who.caller().key().environment(), who.kind(), authority, region, matter.purpose(), basis(matter));
    }

    /** Where nothing is said of a basis, nobody's authorisation is relied on: it is sent because that is the sender's task. */
    private static String basis(Matter matter) {
        return matter.basis().isBlank() ? "duty" : matter.basis();
    }

    @Override
    public Outcome<Accepted> accept(Addressed addressed) {
        Draft draft = new Draft(rooms, author, addressed);
        Ledger.Sealed entry = accepting.ledger().seal(draft.entry());
        return draft.happening().then(happening -> draft.publishing().then(publishing -> written(addressed, entry, draft.row(happening, publishing, entry))));
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
