package io.yizhan.finding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.contract.Kind;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Rooms;
import io.yizhan.feed.Feed;
import io.yizhan.finding.Finding.Asked;
import io.yizhan.subscription.SavedProfile;
import io.yizhan.subscription.Subscriptions;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * Partners save of whom they want to know what is new for them, look at it again, and have it forgotten. What is known of them is kept sealed.
 *
 * @param most how many a partner may have of a kind
 */
record Profiles(Rooms rooms, Subscriptions subscriptions, Feed feed, int most) {
    private static final int DEEPEST = 8;
    private static final int YEARS = 3;
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final Set<String> KNOWN = Set.of("profile", "open", "until");
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What somebody asks to be told of. @param until the last day */
    private record Wish(JsonNode profile, boolean open, LocalDate until) {}

    Outcome<ObjectNode> tell(Asked asked) {
        String name = asked.name().orElseThrow();
        Subscriptions.Line line = new Subscriptions.Line(asked.kind().name(), asked.environment());
        PartnerId partner = asked.before().partner().id();
        return switch (asked.since(Received.class).request().method()) {
            case "PUT" -> read(asked.since(Received.class).request().body(), new Form(rooms.contract(), line.kind())).then(wish -> saved(asked, line, wish));
            case "DELETE" -> Outcome.of(named(name).put("removed", subscriptions.remove(line, partner, name)));
            default -> Outcome.of(subscriptions.find(line, partner, name, rooms.now()).map(found -> shown(asked, found)).orElseGet(() -> named(name).put("saved", false)));
        };
    }

    private static ObjectNode named(String name) {
        return Words.object().put("name", name);
    }

    private Outcome<ObjectNode> saved(Asked asked, Subscriptions.Line line, Wish wish) {
        PartnerId partner = asked.before().partner().id();
        String name = asked.name().orElseThrow();
        byte[] sealed = rooms.vault().seal(wish.profile().toString().getBytes(StandardCharsets.UTF_8), SavedProfile.place(line, partner, name));
        SavedProfile profile = new SavedProfile(line, partner, name, sealed, wish.open(), wish.until().plusDays(1).atStartOfDay(CHINA).toInstant());
        long change = feed.last(new Feed.Line(line.kind(), line.environment()));
        return subscriptions.save(profile, change, most)
                ? Outcome.of(shown(asked, profile))
                : Outcome.refused(Refusal.of(RefusalCode.TOO_MANY, "", "at most " + most + " profiles"));
    }

    /** To whoever saved it; one that was sealed with a key that is lost is shown without what is known. */
    private ObjectNode shown(Asked asked, SavedProfile saved) {
        ObjectNode told = named(saved.name()).put("saved", true);
        rooms.vault().open(saved.sealed(), saved.place()).ifPresent(opened -> told.set("profile", json(opened)));
        String notices = asked.kind().feed().flatMap(Kind.Feed::notice).orElseThrow().kind();
        boolean reached = asked.since(Received.class).directory().endpoint(saved.partner(), notices, saved.line().environment()).isPresent();
        return told.put("open", saved.open())
                .put("until", LocalDate.ofInstant(saved.until(), CHINA).minusDays(1).toString())
                .put("endpoint", reached);
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Outcome<Wish> read(byte[] body, Form form) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException broken) {
            return malformed("", "JSON");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        boolean known = json.properties().stream().allMatch(field -> KNOWN.contains(field.getKey()));
        if (!json.path("profile").isObject() || !known) {
            return malformed("/profile", "an object, beside it at most open and until");
        }
        Optional<Refusal> wrong = form.wrong(json.path("profile"));
        if (wrong.isPresent()) {
            return Outcome.refused(wrong.get());
        }
        if (!json.path("open").isMissingNode() && !json.path("open").isBoolean()) {
            return malformed("/open", "true or false");
        }
        LocalDate today = rooms.today();
        return until(json.path("until"), today)
                .filter(until -> !until.isBefore(today) && until.isBefore(today.plusYears(YEARS)))
                .<Outcome<Wish>>map(until -> Outcome.of(new Wish(json.path("profile"), json.path("open").asBoolean(), until)))
                .orElseGet(() -> malformed("/until", "a day from today on, within " + YEARS + " years"));
    }

    private static Optional<LocalDate> until(JsonNode text, LocalDate today) {
        try {
            return Optional.of(text.isMissingNode() ? today.plusYears(1) : LocalDate.parse(text.asText()));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    private static <T> Outcome<T> malformed(String place, String expected) {
        return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, place, expected));
    }
}
