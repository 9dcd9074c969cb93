package io.yizhan.noticing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.contract.Kind;
import io.yizhan.delivery.Target;
import io.yizhan.dispatch.Own;
import io.yizhan.eligibility.Judgement;
import io.yizhan.eligibility.Profile;
import io.yizhan.eligibility.Rules;
import io.yizhan.eligibility.Verdict;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Item;
import io.yizhan.partner.Directory;
import io.yizhan.partner.Endpoint;
import io.yizhan.subscription.SavedProfile;
import io.yizhan.subscription.Subscriptions;
import io.yizhan.subscription.Subscriptions.Cursor;
import io.yizhan.subscription.Subscriptions.Whose;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Release;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each page of changes is judged by every profile in one transaction; somebody is judged once for all items of the page. */
final class Noticer implements Noticing {
    private static final Logger LOG = LoggerFactory.getLogger(Noticing.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    /** Longer than from when something comes to when it stands, and than clocks differ. */
    private static final Duration LATECOMERS = Duration.ofMinutes(10);
    private static final int CHANGES = 100;
    private static final int PROFILES = 1000;

    private final Tools tools;

    Noticer(Tools tools) {
        this.tools = tools;
    }

    /** Where an item's notices go. */
    private record Round(Subscriptions.Line line, Kind notices, List<Novelty> novelties, Rules rules, int[] shapes, Directory directory, LocalDate today) {}

    /** Somebody, judged. */
    private record Somebody(SavedProfile saved, Endpoint endpoint, Profile profile, Judgement judgement) {
        Whose whose() {
            return new Whose(saved.partner(), saved.name());
        }

        boolean concerned(Verdict verdict) {
            return verdict == Verdict.YES || verdict == Verdict.UNKNOWN && saved.open();
        }
    }

    @Override
    public int look() {
        int changes = 0;
        for (String name : tools.contract().kinds().stream().sorted().toList()) {
            Kind kind = tools.contract().kind(name).orElseThrow();
            if (kind.feed().flatMap(Kind.Feed::notice).isPresent()) {
                for (Environment environment : Environment.values()) {
                    changes += tools.jdbi().inTransaction(handle -> look(handle, kind, new Subscriptions.Line(kind.name(), environment)));
                }
            }
        }
        return changes;
    }

    private int look(Handle handle, Kind kind, Subscriptions.Line line) {
        Optional<Cursor> begun = tools.subscriptions().begin(handle, line);
        if (begun.isEmpty()) {
            return 0;
        }
        Feed.Line feed = new Feed.Line(line.kind(), line.environment());
        Cursor from = standing(feed, begun.get());
        Feed.Changes changes = tools.feed().changes(feed, Feed.Whose.anyones(), from.change(), CHANGES);
        if (!changes.items().isEmpty()) {
            Instant now = tools.author().clock().instant();
            LocalDate today = LocalDate.ofInstant(now, CHINA);
            List<Novelty> novelties = changes.items().stream().map(item -> novelty(kind, item)).filter(novelty -> novelty.current(today)).toList();
            if (!novelties.isEmpty()) {
                tell(handle, round(kind, line, novelties, today));
            }
            Item last = changes.items().get(changes.items().size() - 1);
            Subscriptions.Item seen = new Subscriptions.Item(last.publisher(), last.id(), last.version());
            tools.subscriptions().end(handle, line, new Cursor(changes.cursor(), Optional.of(seen), now));
        } else if (from != begun.get()) {
            tools.subscriptions().end(handle, line, from);
        }
        return changes.items().size();
    }

    /**
     * Where the feed was put back to an earlier state, the numbers of what was looked at are given once more. Then what was published since is
     * looked at, and a little of what came before: what somebody was told of stays told.
     */
    private Cursor standing(Feed.Line feed, Cursor cursor) {
        boolean putBack = cursor.last()
                .map(last -> !tools.feed().was(feed, cursor.change(), last.publisher(), last.id(), last.version()))
                .orElseGet(() -> cursor.change() > tools.feed().last(feed));
        if (!putBack) {
            return cursor;
        }
        LOG.warn("{} was put back to an earlier state: it is looked at again what was published since {}", feed.kind(), cursor.looked());
        return new Cursor(tools.feed().before(feed, cursor.looked().minus(LATECOMERS)), Optional.empty(), cursor.looked());
    }

    private Novelty novelty(Kind kind, Item item) {
        return new Novelty(item, tools.contract().minimise(kind.name(), kind.messages().get(0), item.json(), Release.VERDICT), kind.feed().orElseThrow());
    }

    private Round round(Kind kind, Subscriptions.Line line, List<Novelty> novelties, LocalDate today) {
        Rules rules = Rules.none();
        int[] shapes = novelties.stream().mapToInt(novelty -> rules.shape(novelty.conditions(), novelty.situations())).toArray();
        Kind notices = tools.contract().kind(kind.feed().flatMap(Kind.Feed::notice).orElseThrow().kind()).orElseThrow();
        return new Round(line, notices, novelties, rules, shapes, tools.registry().directory(), today);
    }

    private void tell(Handle handle, Round round) {
        Instant now = tools.author().clock().instant();
        Optional<SavedProfile> last = Optional.empty();
        List<SavedProfile> page;
        do {
            page = tools.subscriptions().page(handle, round.line(), now, last, PROFILES);
            List<Somebody> somebodies = judged(round, page);
            List<Own> messages = new ArrayList<>();
            for (int n = 0; n < round.novelties().size(); n++) {
                messages.addAll(tell(handle, round, n, page, somebodies));
            }
            if (!messages.isEmpty()) {
                tools.author().ledger().appendSealed(handle, Own.add(handle, messages, tools.messages(), tools.outbox()));
            }
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
        } while (page.size() == PROFILES);
    }

    /** Who cannot be told, or may not look any more, is not judged. */
    private List<Somebody> judged(Round round, List<SavedProfile> page) {
        Map<PartnerId, Optional<Endpoint>> endpoints = new HashMap<>();
        List<Somebody> somebodies = new ArrayList<>();
        for (SavedProfile saved : page) {
            endpoints.computeIfAbsent(saved.partner(), partner -> endpoint(round, partner)).ifPresent(endpoint -> profile(saved, round.today())
                    .ifPresent(profile -> somebodies.add(new Somebody(saved, endpoint, profile, round.rules().judge(profile)))));
        }
        return somebodies;
    }

    private static Optional<Endpoint> endpoint(Round round, PartnerId partner) {
        boolean takesPart = round.directory().mayAsk(partner, round.line().kind(), round.today())
                || !round.directory().publishers(partner, round.line().kind(), round.today()).isEmpty();
        return round.directory().endpoint(partner, round.notices().name(), round.line().environment()).filter(there -> takesPart);
    }

    private Optional<Profile> profile(SavedProfile saved, LocalDate today) {
        Optional<byte[]> opened = tools.vault().open(saved.sealed(), saved.place());
        if (opened.isEmpty()) {
            LOG.warn("a saved profile of {} was sealed with another key and is passed over", saved.partner());
        }
        return opened.map(bytes -> Profile.read(read(bytes), today));
    }

    private static JsonNode read(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException broken) {
            // not its message, which quotes what was read
            throw new IllegalStateException("what was sealed is not JSON");
        }
    }

    private List<Own> tell(Handle handle, Round round, int n, List<SavedProfile> page, List<Somebody> somebodies) {
        Novelty novelty = round.novelties().get(n);
        Map<Whose, Somebody> matching = new LinkedHashMap<>();
        somebodies.stream()
                .filter(somebody -> somebody.concerned(somebody.judgement().verdict(round.shapes()[n])))
                .forEach(somebody -> matching.put(somebody.whose(), somebody));
        Subscriptions.Item item = new Subscriptions.Item(novelty.item().publisher(), novelty.item().id(), novelty.item().version());
        List<Whose> all = page.stream().map(saved -> new Whose(saved.partner(), saved.name())).toList();
        Set<Whose> fresh = tools.subscriptions().tell(handle, round.line(), item, all, matching.keySet());
        return matching.values().stream()
                .filter(somebody -> fresh.contains(somebody.whose()))
                .map(somebody -> message(round, novelty, somebody, somebody.judgement().verdict(round.shapes()[n])))
                .toList();
    }

    private Own message(Round round, Novelty novelty, Somebody somebody, Verdict verdict) {
        JsonNode content = novelty.told(somebody.saved().name(), verdict, somebody.profile());
        tools.contract().validate("canonical", round.notices().name(), round.notices().messages().get(0), content).fold(valid -> valid, refusal -> {
            throw new IllegalStateException("a message of the gateway's own does not follow its schema at " + refusal.place());
        });
        Target target = new Target(somebody.saved().partner(), "", somebody.endpoint().name(), "", Release.FULL, false);
        String subject = String.join(
                " ", round.notices().name(), somebody.saved().partner().value(), somebody.saved().name(), novelty.item().publisher().value(), novelty.item().id());
        return tools.author().write(
                round.notices().name(), round.notices().messages().get(0), round.line().environment(), subject, content.toString(), List.of(target));
    }
}
