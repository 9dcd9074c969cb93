package io.yizhan.finding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.catalogue.Catalogue;
import io.yizhan.catalogue.CatalogueFailed;
import io.yizhan.catalogue.Comparison;
import io.yizhan.catalogue.Found;
import io.yizhan.catalogue.Key;
import io.yizhan.catalogue.Matched;
import io.yizhan.catalogue.Quality;
import io.yizhan.catalogue.Search;
import io.yizhan.contract.Kind;
import io.yizhan.convention.Conventions;
import io.yizhan.envelope.Letter;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Rooms;
import io.yizhan.exchange.Stage;
import io.yizhan.figures.Figures;
import io.yizhan.figures.Reads;
import io.yizhan.partner.Directory;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class FindingJourney implements Finding {
    private static final Logger LINES = LoggerFactory.getLogger("exchange");

    private final Rooms rooms;
    private final Shelves shelves;
    private final Arrival arrival;
    private final Standards standards;
    private final Reads reads;
    private final Profiles profiles;

    FindingJourney(Rooms rooms, Shelves shelves, Reads reads, Profiles profiles) {
        this.reads = reads;
        this.profiles = profiles;
        this.rooms = rooms;
        this.shelves = shelves;
        this.arrival = Arrival.of(rooms);
        this.standards = new Standards(rooms);
    }

    @Override
    public Received receive(WireRequest request, InetAddress peer, String convention) {
        return arrival.receive(request, peer, convention);
    }

    @Override
    public Outcome<Asked> identify(Received received, String below) {
        return arrival.identify(received).then(who -> asked(who, below));
    }

    private Outcome<Asked> asked(Identified who, String below) {
        if (who.partner().suspended()) {
            return Outcome.refused(RefusalCode.SUSPENDED, "");
        }
        Optional<Asked> asked = Stream.of(What.values())
                .flatMap(what -> collection(below, what).map(kind -> new Asked(who, kind, what, name(below, what))).stream())
                .findFirst()
                .filter(one -> Arrival.asksAt(who, PLACE) && one.what().methods().contains(who.before().request().method()))
                .filter(one -> one.what() != What.PROFILE || one.kind().feed().flatMap(Kind.Feed::notice).isPresent());
        if (asked.isEmpty()) {
            return Outcome.refused(RefusalCode.UNKNOWN_KIND, "");
        }
        return asked.filter(one -> takesPart(who, one.kind().name())).<Outcome<Asked>>map(Outcome::of).orElseGet(() -> Outcome.refused(RefusalCode.NOT_AGREED, ""));
    }

    private Optional<Kind> collection(String below, What what) {
        return rooms.contract().kinds().stream()
                .flatMap(name -> rooms.contract().kind(name).stream())
                .filter(kind -> kind.feed().filter(feed -> below.matches(Pattern.quote(feed.collection()) + what.path())).isPresent())
                .findFirst();
    }

    private static Optional<String> name(String below, What what) {
        return what == What.PROFILE ? Optional.of(below.substring(below.lastIndexOf('/') + 1)) : Optional.empty();
    }

    private boolean takesPart(Identified who, String kind) {
        return who.before().directory().mayAsk(who.partner().id(), kind, rooms.today())
                || !who.before().directory().publishers(who.partner().id(), kind, rooms.today()).isEmpty();
    }

    @Override
    public Outcome<WireAnswer> tell(Asked asked) {
        if (asked.what() == What.PROFILE) {
            return profiles.tell(asked).map(content -> told(asked, content));
        }
        try {
            return shelves.of(asked.kind().name(), asked.environment())
                    .map(catalogue -> found(asked, catalogue))
                    .orElseGet(() -> Outcome.refused(RefusalCode.GATEWAY_UNAVAILABLE, ""));
        } catch (CatalogueFailed unusable) {
            return Outcome.refused(RefusalCode.GATEWAY_UNAVAILABLE, "");
        }
    }

    private Outcome<WireAnswer> found(Asked asked, Catalogue catalogue) {
        Received received = asked.since(Received.class);
        Wanted wanted = Wanted.of(received.request(), received.convention().equals(Conventions.NATIVE));
        return switch (asked.what()) {
            case SEARCH -> wanted.search(asked.kind().feed().orElseThrow(), rooms.today()).then(search -> catalogue.search(search)
                    .map(found -> shown(asked, found.hits().stream().map(Found.Hit::key), told(asked, searched(asked, search, found)))));
            case COMPARE -> wanted.comparison(asked.kind().feed().orElseThrow(), rooms.today()).then(one -> catalogue.compare(one.asked())
                    .map(rows -> shown(asked, rows.rows().stream().map(Comparison.Row::key), compared(asked, one, rows))));
            case MATCH -> Somebody.read(received.request().body(), rooms.today(), new Form(rooms.contract(), asked.kind().name()))
                    .then(somebody -> somebody.ask() ? catalogue.ask(somebody.matching()) : catalogue.match(somebody.matching()))
                    .map(matched -> shown(asked, matched.items().stream().map(Matched.Judged::key), told(asked, Words.of(matched))));
            case PROFILE -> throw new IllegalStateException("profiles are not in the catalogue");
            case QUALITY -> wanted.page().map(page -> told(asked, quality(asked, catalogue, page)));
        };
    }

    /** Also by which message whoever would know can be asked: what was found may not be what was sought, so for all who seek by words. */
    private ObjectNode searched(Asked asked, Search search, Found found) {
        ObjectNode told = Words.of(found);
        Identified who = asked.before();
        asked.kind().feed().flatMap(Kind.Feed::unanswered).flatMap(rooms.contract()::kind)
                .filter(kind -> (found.total() == 0 || !search.words().isBlank()) && who.before().directory().mayAsk(who.partner().id(), kind.name(), rooms.today()))
                .ifPresent(kind -> {
                    String message = kind.messages().get(0);
                    ObjectNode ask = told.putObject("ask").put("kind", kind.name()).put("message", message);
                    who.dialect().serviceFor(kind.name()).map(service -> service.at(message).path()).ifPresent(path -> ask.put("place", path));
                    search.region().ifPresent(region -> ask.put("region", region));
                });
        return told;
    }

    /** Whoever publishes it does not count. */
    private WireAnswer shown(Asked asked, Stream<Key> items, WireAnswer answer) {
        Figures.Line line = new Figures.Line(asked.kind().name(), asked.environment());
        items.filter(item -> !item.publisher().equals(asked.before().partner().id().value())).forEach(item -> reads.read(line, item.publisher(), item.id()));
        return answer;
    }

    private ObjectNode quality(Asked asked, Catalogue catalogue, Wanted.Page page) {
        Directory directory = asked.since(Received.class).directory();
        String publisher = asked.before().partner().id().value();
        Mending mending = new Mending(catalogue, asked.kind(), standards.of(asked.kind(), directory), publisher);
        return page.id().map(mending::one).orElseGet(() ->
                mending.page(standards.own(asked.kind(), asked.environment(), catalogue, directory, publisher), page));
    }

    @Override
    public Optional<Quality.Survey> survey(String kind, Environment environment) {
        return rooms.contract().kind(kind).filter(known -> known.feed().isPresent()).flatMap(known -> shelves.of(kind, environment)
                .filter(catalogue -> catalogue.position() > 0)
                .map(catalogue -> standards.all(known, environment, catalogue, rooms.registry().directory())));
    }

    private WireAnswer compared(Asked asked, Wanted.Compared wanted, Comparison rows) {
        if (!wanted.csv()) {
            return told(asked, Words.of(rows));
        }
        // for office programs, which take what has no mark for their own charset
        byte[] csv = ("\uFEFF" + rows.csv()).getBytes(StandardCharsets.UTF_8);
        return signed(asked, new WireAnswer(200, Headers.of("Content-Type", "text/csv; charset=utf-8"), csv));
    }

    /** Neither what was sought nor for whom is logged. */
    private WireAnswer told(Asked asked, ObjectNode content) {
        Received received = asked.since(Received.class);
        String word = asked.what().name().toLowerCase(Locale.ROOT);
        LINES.info("{} {} {} > {} {} ms", received.id(), asked.kind().name(), word, asked.before().partner().id(),
                Duration.between(received.at(), rooms.now()).toMillis());
        Letter letter = new Letter(received.id().toString(), rooms.source(), asked.kind().name(), word, rooms.now(), Optional.empty());
        return signed(asked, asked.before().dialect().answer(letter, content));
    }

    private WireAnswer signed(Asked asked, WireAnswer answer) {
        Received received = asked.since(Received.class);
        return rooms.convention(received.convention())
                .signAnswer(answer.with(answer.headers().with("Cache-Control", "no-store")), received.request(), asked.before().caller().key().algorithm(), rooms.now());
    }

    @Override
    public WireAnswer refuse(Stage stage, Refusal refusal) {
        return arrival.refuse(stage, refusal);
    }
}
