package io.yizhan.following;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.envelope.Letter;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Rooms;
import io.yizhan.exchange.Stage;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Feed.Changes;
import io.yizhan.feed.Item;
import io.yizhan.feed.Root;
import io.yizhan.figures.Figures;
import io.yizhan.figures.Reads;
import io.yizhan.partner.Agreement;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.Release;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class FollowingJourney implements Following {
    private static final Logger LINES = LoggerFactory.getLogger("exchange");
    private static final int NOT_MODIFIED = 304;
    private static final int MOST_ROOTS = 200;

    private final Rooms rooms;
    private final Feed feed;
    private final Figures figures;
    private final Reads reads;
    private final Arrival arrival;
    private final Door door;
    /** Computed once for each state of a feed: many ask, and little changes. */
    private final Map<Sight, Computed> roots = new ConcurrentHashMap<>();

    FollowingJourney(Rooms rooms, Feed feed, Figures figures, Reads reads) {
        this.rooms = rooms;
        this.feed = feed;
        this.figures = figures;
        this.reads = reads;
        this.arrival = Arrival.of(rooms);
        this.door = new Door(rooms, feed);
    }

    private record Sight(Feed.Line line, Feed.Whose whose) {}

    @Override
    public Received receive(WireRequest request, InetAddress peer, String convention) {
        return arrival.receive(request, peer, convention);
    }

    @Override
    public Outcome<Asked> identify(Received received, String below) {
        return arrival.identify(received).then(who -> door.asked(who, below));
    }

    @Override
    public Optional<WireAnswer> tell(Asked asked) {
        if (asked.what() == What.ROOT) {
            return Optional.of(told(asked, content(root(asked))));
        }
        if (asked.what() == What.FIGURES) {
            return Optional.of(figures(asked, asked.figured().orElseThrow()));
        }
        Changes changes = feed.changes(asked.line(), asked.whose(), asked.since(), asked.limit());
        return changes.items().isEmpty() ? Optional.empty() : Optional.of(shown(asked, changes));
    }

    /** Who has it already reads nothing. */
    private WireAnswer shown(Asked asked, Changes changes) {
        WireAnswer answer = told(asked, content(asked, changes));
        if (answer.status() != NOT_MODIFIED) {
            changes.items().stream()
                    .filter(item -> !item.withdrawn() && !item.publisher().equals(asked.before().partner().id()))
                    .forEach(item -> reads.read(counted(asked), item.publisher().value(), item.id()));
        }
        return answer;
    }

    private static Figures.Line counted(Asked asked) {
        return new Figures.Line(asked.kind(), asked.line().environment());
    }

    private WireAnswer figures(Asked asked, Figured figured) {
        Table table = Table.of(figured.item()
                .map(item -> figures.totals(counted(asked), figured.months(), asked.before().partner().id(), item))
                .orElseGet(() -> figures.totals(counted(asked), figured.months(), figured.region())));
        if (!figured.csv()) {
            return told(asked, table.json());
        }
        // for office programs, which take what has no mark for their own charset
        byte[] csv = ("\uFEFF" + table.csv()).getBytes(StandardCharsets.UTF_8);
        return signed(asked, new WireAnswer(200, Headers.of("Content-Type", "text/csv; charset=utf-8", "Cache-Control", "no-cache"), csv));
    }

    @Override
    public WireAnswer nothing(Asked asked) {
        return told(asked, content(asked, new Changes(List.of(), asked.since(), false)));
    }

    /** Whoever asks while it is being computed waits for that. */
    private Root root(Asked asked) {
        long last = feed.last(asked.line());
        if (roots.size() >= MOST_ROOTS) {
            roots.clear();
        }
        return roots.compute(new Sight(asked.line(), asked.whose()), (same, known) -> known != null && known.of(last) ? known : new Computed(last))
                .root(() -> feed.root(asked.line(), asked.whose()));
    }

    /** A root as of a change, computed by the first who wants it; where that fails, by the next. */
    private static final class Computed {
        private final long last;
        private volatile Root root;

        Computed(long last) {
            this.last = last;
        }

        /** Also where something changed between the look and the computation. */
        boolean of(long change) {
            Root there = root;
            return there == null ? last == change : there.change() == change;
        }

        synchronized Root root(Supplier<Root> computing) {
            if (root == null) {
                root = computing.get();
            }
            return root;
        }
    }

    private static ObjectNode content(Root root) {
        return JsonNodeFactory.instance.objectNode().put("root", root.hash().toString()).put("items", root.size()).put("cursor", String.valueOf(root.change()));
    }

    private ObjectNode content(Asked asked, Changes changes) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        ArrayNode items = content.putArray("items");
        changes.items().forEach(item -> fill(items.addObject(), asked, item));
        return content.put("cursor", String.valueOf(changes.cursor())).put("more", changes.more());
    }

    private void fill(ObjectNode node, Asked asked, Item item) {
        node.put("publisher", item.publisher().value())
                .put("id", item.id())
                .put("version", item.version())
                .put("withdrawn", item.withdrawn())
                .put("published", item.published().toString())
                .put("digest", item.digest().toString())
                .set("item", seen(asked, item));
    }

    /** No more of it than the agreement releases, as wherever it is delivered. */
    private JsonNode seen(Asked asked, Item item) {
        Release release = asked.publishers().getOrDefault(item.publisher(), Optional.empty()).map(Agreement::release).orElse(Release.FULL);
        String message = rooms.contract().kind(asked.kind()).map(kind -> kind.messages().get(0)).orElseThrow();
        return rooms.contract().minimise(asked.kind(), message, item.json(), release);
    }

    /** The tag is that of what is told, whatever the dialect puts around it. */
    private WireAnswer told(Asked asked, ObjectNode content) {
        Received received = asked.since(Received.class);
        String tag = "\"" + Digest.sha256(content.toString().getBytes(StandardCharsets.UTF_8)) + "\"";
        LINES.info("{} {} {} > {} {} {} ms", received.id(), asked.kind(), word(asked), asked.before().partner().id(), content.path("items").size(),
                Duration.between(received.at(), rooms.now()).toMillis());
        if (has(received.request(), tag)) {
            return signed(asked, new WireAnswer(NOT_MODIFIED, Headers.of("ETag", tag, "Cache-Control", "no-cache"), new byte[0]));
        }
        Letter letter = new Letter(received.id().toString(), rooms.source(), asked.kind(), word(asked), rooms.now(), Optional.empty());
        WireAnswer answer = asked.before().dialect().answer(letter, content);
        return signed(asked, answer.with(answer.headers().with("ETag", tag).with("Cache-Control", "no-cache")));
    }

    private static String word(Asked asked) {
        return asked.what().name().toLowerCase(Locale.ROOT);
    }

    /** If-None-Match, by weak comparison (RFC 9110 §13.1.2). */
    private static boolean has(WireRequest request, String tag) {
        return request.headers().first("If-None-Match").stream()
                .flatMap(given -> Stream.of(given.split(",")))
                .map(given -> given.strip().replaceFirst("^W/", ""))
                .anyMatch(given -> given.equals(tag) || given.equals("*"));
    }

    private WireAnswer signed(Asked asked, WireAnswer answer) {
        Received received = asked.since(Received.class);
        return rooms.convention(received.convention()).signAnswer(answer, received.request(), asked.before().caller().key().algorithm(), rooms.now());
    }

    @Override
    public Set<Asked> waiting(Collection<Asked> asked) {
        Set<Feed.Watch> stirred = feed.stirred(asked.stream().map(FollowingJourney::watch).collect(Collectors.toSet()));
        return asked.stream().filter(one -> stirred.contains(watch(one))).collect(Collectors.toSet());
    }

    private static Feed.Watch watch(Asked asked) {
        return new Feed.Watch(asked.line(), asked.whose(), asked.since());
    }

    @Override
    public WireAnswer refuse(Stage stage, Refusal refusal) {
        return arrival.refuse(stage, refusal);
    }
}
