package io.yizhan.bringing;

import io.yizhan.contract.Kind;
import io.yizhan.delivery.Target;
import io.yizhan.dispatch.Own;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Filter;
import io.yizhan.feed.Followers.Follower;
import io.yizhan.feed.Followers.Missing;
import io.yizhan.feed.Followers.Standing;
import io.yizhan.feed.Item;
import io.yizhan.feed.Places;
import io.yizhan.feed.Publication;
import io.yizhan.partner.Agreement;
import io.yizhan.partner.Answerer;
import io.yizhan.partner.Asked;
import io.yizhan.partner.Directory;
import io.yizhan.partner.Endpoint;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at a follower is one transaction. */
final class Bringer implements Bringing {
    private static final Logger LOG = LoggerFactory.getLogger(Bringing.class);
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    /** How many changes one look looks at, and how many items it brings at most. */
    private static final int CHANGES = 2000;
    private static final int ITEMS = 200;
    /** While so many wait, nothing is added to them: they would only grow old, and what they say with them. */
    private static final int ENOUGH = 500;

    private final Tools tools;

    Bringer(Tools tools) {
        this.tools = tools;
    }

    /** Somebody with what is for it. */
    private record Somebody(Follower follower, Endpoint endpoint, Map<PartnerId, Agreement> publishers, Directory directory, LocalDate today) {
        Filter wants() {
            return new Filter(endpoint.habits().follows());
        }

        /** Where what it was sent is kept, if not with itself. */
        String place() {
            if (endpoint.way() instanceof Endpoint.Topic topic) {
                return "topic " + topic.name();
            }
            return endpoint.way() instanceof Endpoint.Table table ? "tables " + table.url() + " " + table.down() : "";
        }

        Digest terms() {
            Stream<String> wanted = endpoint.habits().follows().entrySet().stream().map(facet -> facet.getKey() + "=" + String.join(",", facet.getValue()));
            Stream<String> agreed = new TreeMap<>(publishers.entrySet().stream().collect(Collectors.toMap(one -> one.getKey().value(), one -> one.getValue().id())))
                    .entrySet().stream().map(one -> one.getKey() + ":" + one.getValue());
            return Digest.ofTexts(Stream.of(Stream.of(place()), wanted, agreed).flatMap(texts -> texts).toArray(String[]::new));
        }
    }

    @Override
    public int look() {
        Directory directory = tools.registry().directory();
        LocalDate today = LocalDate.ofInstant(tools.author().clock().instant(), CHINA);
        Map<Follower, Standing> known = tools.followers().standing();
        int further = 0;
        for (Endpoint endpoint : directory.endpoints()) {
            if (tools.contract().kind(endpoint.kind()).flatMap(Kind::feed).isPresent()) {
                Follower follower = new Follower(new Feed.Line(endpoint.kind(), endpoint.environment()), endpoint.owner());
                Somebody somebody = new Somebody(follower, endpoint, directory.publishers(endpoint.owner(), endpoint.kind(), today), directory, today);
                further += behind(somebody, known) && bring(somebody) ? 1 : 0;
            }
        }
        return further;
    }

    private static boolean behind(Somebody somebody, Map<Follower, Standing> known) {
        Standing standing = known.get(somebody.follower());
        return !somebody.publishers().isEmpty() && (standing == null || standing.change() < standing.last() || !standing.terms().equals(somebody.terms()));
    }

    /** One that cannot be brought anything, by a defect or an outage, keeps no other from it, and has its turn again. */
    private boolean bring(Somebody somebody) {
        try {
            return tools.queue().backlog(somebody.endpoint().name(), ENOUGH) < ENOUGH && tools.jdbi().inTransaction(handle -> bring(handle, somebody));
        } catch (RuntimeException failed) {
            // not its message, which may quote what was read
            LOG.warn("{} is not brought what stands: {}", somebody.endpoint().name(), failed.getClass().getSimpleName());
            return false;
        }
    }

    private boolean bring(Handle handle, Somebody somebody) {
        Optional<Long> since = tools.followers().begin(handle, somebody.follower(), somebody.terms(), somebody.place());
        if (since.isEmpty()) {
            return false;
        }
        Missing missing = tools.followers().missing(handle, somebody.follower(), somebody.publishers().keySet(), since.get(), CHANGES, ITEMS);
        Map<Item, Own> letters = letters(somebody, missing);
        Map<Item, MessageId> messages = new LinkedHashMap<>();
        letters.forEach((item, letter) -> messages.put(item, letter.message().message().id()));
        Set<Item> fresh = tools.followers().sent(handle, somebody.follower(), messages);
        List<Own> own = letters.entrySet().stream().filter(letter -> fresh.contains(letter.getKey())).map(Map.Entry::getValue).toList();
        if (!own.isEmpty()) {
            tools.author().ledger().appendSealed(handle, Own.add(handle, own, tools.messages(), tools.outbox()));
            LOG.info("{} is brought {} items that stand", somebody.endpoint().name(), own.size());
        }
        tools.followers().end(handle, somebody.follower(), missing.change());
        return missing.change() > since.get();
    }

    /** What is for it, written out, in the order of changes. */
    private Map<Item, Own> letters(Somebody somebody, Missing missing) {
        Kind kind = tools.contract().kind(somebody.follower().line().kind()).orElseThrow();
        Kind.Feed feed = kind.feed().orElseThrow();
        Places places = new Places(feed.id(), feed.version(), feed.withdrawn(), feed.facets());
        String part = kind.messages().get(0);
        Map<Item, Own> letters = new LinkedHashMap<>();
        for (Item item : missing.items()) {
            boolean wanted = missing.before().contains(item) || somebody.wants().isEmpty() || somebody.wants().matches(places, item.json());
            if (wanted) {
                Publication.Name name = new Publication.Name(somebody.follower().line(), item.publisher(), item.id());
                target(somebody, item, part).ifPresent(target -> letters.put(item, tools.author().bring(name, part, item.content(), target)));
            }
        }
        return letters;
    }

    /** The same who would get it if it were published now. */
    private Optional<Target> target(Somebody somebody, Item item, String part) {
        Feed.Line line = somebody.follower().line();
        return tools.dialects().canonical().matter(line.kind(), part, item.json()).fold(
                matter -> somebody.directory()
                        .followers(new Asked(item.publisher(), line.environment(), line.kind(), "", "", matter.purpose(), matter.basis().isBlank() ? "duty" : matter.basis()), somebody.today())
                        .stream()
                        .filter(found -> found.partner().id().equals(somebody.follower().partner()))
                        .map(Bringer::target)
                        .findFirst(),
                refusal -> {
                    LOG.warn("an item of {} is brought to nobody: {} {}", item.publisher(), refusal.code().code(), refusal.place());
                    return Optional.empty();
                });
    }

    private static Target target(Answerer found) {
        return new Target(found.partner().id(), "", found.endpoint().name(), found.agreement().id(), found.agreement().release(), false);
    }
}
