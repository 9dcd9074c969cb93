package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.casework.Addressee;
import io.yizhan.casework.Consequence;
import io.yizhan.casework.Happening;
import io.yizhan.contract.Kind;
import io.yizhan.convention.Caller;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Target;
import io.yizhan.dispatch.Acceptance.Addressed;
import io.yizhan.dispatch.Acceptance.Entrusted;
import io.yizhan.dispatch.Acceptance.Listed;
import io.yizhan.dispatch.Accepting.Follower;
import io.yizhan.dispatch.Accepting.Publishing;
import io.yizhan.dispatch.Accepting.Row;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Rooms;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Filter;
import io.yizhan.feed.Places;
import io.yizhan.feed.Publication;
import io.yizhan.feed.Result;
import io.yizhan.figures.Figure;
import io.yizhan.figures.Figures;
import io.yizhan.figures.Mark;
import io.yizhan.figures.Subject;
import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.mapping.Canonical;
import io.yizhan.mapping.Canonical.Matter;
import io.yizhan.partner.Agreement;
import io.yizhan.partner.Directory;
import io.yizhan.partner.Endpoint;
import io.yizhan.store.Claims;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Release;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What accepting one message writes down: its entry, its row, and what it says, which is written out once. */
final class Draft {
    /** Of all facets the one that says where an item counts. */
    private static final String REGION = "region";
    private static final Map<Result, Figure> COUNTED = Map.of(Result.NEW, Figure.PUBLISHED, Result.UPDATED, Figure.UPDATED, Result.WITHDRAWN, Figure.WITHDRAWN);
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,6})?");

    private final Rooms rooms;
    private final Own.Author author;
    private final Addressed addressed;
    private final byte[] content;

    Draft(Rooms rooms, Own.Author author, Addressed addressed) {
        this.rooms = rooms;
        this.author = author;
        this.addressed = addressed;
        this.content = addressed.before().content().toString().getBytes(StandardCharsets.UTF_8);
    }

    Entry entry() {
        Identified who = addressed.since(Identified.class);
        Received received = who.before();
        Instant now = rooms.now();
        return new Entry(
                rooms.newId().value(),
                received.id(),
                who.kind(),
                "accept",
                who.partner().id(),
                onlyOne(),
                now,
                who.caller().key().environment(),
                who.caller().assurance(),
                Digest.sha256(received.request().body()),
                Optional.of(Digest.sha256(content)),
                who.dialect().name() + ":" + who.dialect().version(who.kind(), addressed.since(Entrusted.class).message()),
                who.caller().signature(),
                addressed.before().matter().reference(),
                "accepted",
                Duration.between(received.at(), now));
    }

    /** Whom it is for, where that is one partner. */
    private Optional<PartnerId> onlyOne() {
        if (kind().feed().isPresent()) {
            return Optional.empty();
        }
        List<PartnerId> partners = addressed.targets().stream().filter(target -> !target.copy()).map(Target::partner).distinct().toList();
        return partners.size() == 1 ? Optional.of(partners.get(0)) : Optional.empty();
    }

    /** What it means to its case; empty where the kind knows no cases. */
    Outcome<Optional<Happening>> happening() {
        Identified who = addressed.since(Identified.class);
        Kind kind = kind();
        if (!kind.isCase()) {
            return Outcome.of(Optional.empty());
        }
        return new CaseSteps(who.before().id(), who.kind(), who.caller().key().environment(), who.partner().id(), kind.stages())
                .read(addressed.before().matter().step(), addressed.targets(), Digest.sha256(content))
                .map(Optional::of);
    }

    private Kind kind() {
        return rooms.contract().kind(addressed.since(Identified.class).kind()).orElseThrow(() -> new IllegalStateException("a route without its kind"));
    }

    /** What it publishes, for whom; empty where its kind is no feed. */
    Outcome<Optional<Publishing>> publishing() {
        Optional<Kind.Feed> feed = kind().feed();
        if (feed.isEmpty()) {
            return Outcome.of(Optional.empty());
        }
        Identified who = addressed.since(Identified.class);
        Places places = new Places(feed.get().id(), feed.get().version(), feed.get().withdrawn(), feed.get().facets());
        Feed.Line line = new Feed.Line(who.kind(), who.caller().key().environment());
        List<Follower> followers = addressed.targets().stream().map(target -> new Follower(target, wants(target))).toList();
        return places.publication(line, who.partner().id(), addressed.before().content(), who.before().id().at())
                .map(publication -> Optional.of(new Publishing(publication, places, followers, published(publication, places))));
    }

    private Function<Result, Optional<Mark>> published(Publication publication, Places places) {
        Figures.Line line = new Figures.Line(publication.name().line().kind(), publication.name().line().environment());
        List<String> regions = places.values(REGION, addressed.before().content());
        Subject subject = new Subject(line, publication.name().publisher().value(), publication.name().id(), regions, List.of());
        return result -> Optional.ofNullable(COUNTED.get(result)).map(figure -> Mark.of(addressed.since(Received.class).id(), figure, subject, publication.published()));
    }

    /** What it counts for, of items of whatever feed its kind names. */
    private List<Mark> counts() {
        String message = addressed.since(Entrusted.class).message();
        return kind().figures().stream()
                .flatMap(figures -> figures.count().stream().filter(count -> count.message().equals(message)).flatMap(count -> mark(figures.of(), count).stream()))
                .toList();
    }

    private Optional<Mark> mark(String feed, Kind.Count count) {
        Received received = addressed.since(Received.class);
        Optional<String> item = count.item().flatMap(this::text);
        boolean meant = count.at().isEmpty() || count.at().flatMap(this::text).filter(count.values()::contains).isPresent();
        if (!meant || count.item().isPresent() && item.isEmpty()) {
            return Optional.empty();
        }
        Figures.Line line = new Figures.Line(feed, addressed.since(Identified.class).caller().key().environment());
        List<String> partners = addressed.targets().stream().map(target -> target.partner().value()).distinct().toList();
        Subject subject = new Subject(line, "", item.orElse(""), count.region().flatMap(this::text).stream().toList(), partners);
        Optional<BigDecimal> worth = count.amount().flatMap(this::text).flatMap(text -> Optional.ofNullable(count.worth().get(text)).or(() -> amount(text)));
        return Optional.of(Mark.of(received.id(), Figure.of(count.as()), subject, received.id().at()).worth(worth));
    }

    private Optional<String> text(String pointer) {
        return Optional.of(addressed.before().content().at(pointer)).filter(node -> node.isValueNode() && !node.isNull()).map(JsonNode::asText);
    }

    private static Optional<BigDecimal> amount(String text) {
        return AMOUNT.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private Filter wants(Target target) {
        return new Filter(addressed.since(Received.class).directory().endpoint(target.endpoint()).map(there -> there.habits().follows()).orElse(Map.of()));
    }

    Row row(Optional<Happening> happening, Optional<Publishing> publishing, Ledger.Sealed entry) {
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
                quotas(),
                rooms.today(),
                new Messages.Said(message(entry, publishing), content),
                publishing.isPresent() ? List.of() : addressed.targets(),
                happening,
                publishing,
                counts(),
                this::target,
                this::closing,
                rooms.contract().files(who.kind(), entrusted.message(), addressed.before().content()),
                entry);
    }

    /** By what the same message is known: a row by itself, any other by the sender's name for it. */
    private static Optional<Digest> identity(Entrusted entrusted, Identified who) {
        String partner = who.partner().id().value();
        String environment = who.caller().key().environment().name();
        return entrusted.reached(Listed.class)
                .map(row -> Digest.ofTexts("row", environment, partner, row.name()))
                .or(() -> entrusted.opened().identity().map(id -> Digest.ofTexts("identity", environment, partner, entrusted.opened().source().orElse(""), id)));
    }

    private Message message(Ledger.Sealed entry, Optional<Publishing> publishing) {
        Identified who = addressed.since(Identified.class);
        Entrusted entrusted = addressed.since(Entrusted.class);
        Received received = who.before();
        Matter matter = addressed.before().matter();
        // of an item the versions stay in their order
        String subject = publishing.map(item -> item.publication().name().id()).orElse(matter.subject());
        return new Message(
                received.id(),
                who.kind(),
                entrusted.message(),
                who.partner().id(),
                who.caller().key().environment(),
                entrusted.opened().id(),
                entrusted.opened().source().orElse(rooms.source() + ":" + who.partner().id()),
                Optional.of(subject).filter(given -> !given.isBlank()).map(given -> who.kind() + " " + who.partner().id() + " " + given),
                received.id().at(),
                received.id().at().plus(entrusted.terms().expires()),
                entry.entry().received(),
                who.caller().assurance(),
                matter.reference(),
                received.trace().first("traceparent"),
                entry.commitment());
    }

    private List<Agreement> quotas() {
        Received received = addressed.since(Received.class);
        return addressed.targets().stream()
                .filter(target -> !target.copy())
                .flatMap(target -> received.directory().agreement(target.agreement()).stream())
                .distinct()
                .toList();
    }

    /** How someone is reached whom the case names: as the message that opened it said, else at the endpoint for the kind, should there be one by then. */
    private Target target(Addressee to) {
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
    private Optional<Own> closing(Consequence.Closed closed) {
        Identified who = addressed.since(Identified.class);
        if (!rooms.dialects().canonical().tellsClosings(who.kind()) || closed.tell().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode in = JsonNodeFactory.instance.objectNode();
        in.put("number", closed.number()).put("party", closed.party().party()).put("project", "");
        in.put("conclusion", closed.conclusion().word()).put("at", closed.at().toString());
        List<Target> targets = closed.tell().stream().map(this::target).toList();
        return rooms.dialects().canonical().closing(who.kind(), in).fold(
                told -> Optional.of(author.write(
                        who.kind(), Canonical.CLOSING_MESSAGE, who.caller().key().environment(), closed.subject(), told.toString(), targets)),
                refusal -> {
                    throw new IllegalStateException("a rule of the gateway's own refuses: " + refusal.code());
                });
    }
}
