package io.yizhan.finding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.yizhan.catalogue.Matching;
import io.yizhan.catalogue.Search;
import io.yizhan.eligibility.Profile;
import io.yizhan.eligibility.Verdict;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * For whom something is sought, as JSON: {@code {"profile": {...}, "show": ["yes", "unknown"], "open": "2026-11-22", "scene": {"words": "...", "theme":
 * ["..."]}, "size": 20, "after": "...", "ask": true}}. The scene takes the words, the region and the facets a search takes. What is closed for application today, or on the day that is named, is left out; {@code "open": "any"} is to have it all the same.
 *
 * @param ask whether the next question is wanted
 */
record Somebody(Matching matching, boolean ask) {
    private static final int DEEPEST = 8;
    private static final String ANY = "any";
    private static final String WORDS = "words";
    private static final String REGION = "region";
    private static final List<String> ONE = List.of("");
    private static final Set<String> KNOWN = Set.of("profile", "show", "open", "scene", "size", "after", "ask");
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @param form how somebody is described */
    static Outcome<Somebody> read(byte[] body, LocalDate today, Form form) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException broken) {
            return malformed("", "JSON");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Optional<Set<Verdict>> show = verdicts(json.path("show"));
        Optional<Optional<LocalDate>> open = day(json.path("open"), today);
        if (!json.path("profile").isObject() || !known(json)) {
            return malformed("/profile", "an object, beside it at most " + String.join(", ", KNOWN.stream().sorted().toList()));
        }
        Optional<Refusal> wrong = form.wrong(json.path("profile"));
        if (wrong.isPresent()) {
            return Outcome.refused(wrong.get());
        }
        if (!json.path("ask").isMissingNode() && !json.path("ask").isBoolean()) {
            return malformed("/ask", "true or false");
        }
        if (show.isEmpty() || open.isEmpty() || !json.path("size").isMissingNode() && !json.path("size").canConvertToInt()) {
            return malformed(show.isEmpty() ? "/show" : open.isEmpty() ? "/open" : "/size", "show: yes, no or unknown; open: a day or any; size: a number");
        }
        Optional<Optional<Search>> scene = scene(json.path("scene"));
        if (scene.isEmpty()) {
            return malformed("/scene", "an object: words and region, a text, and of facets a text or several");
        }
        Matching all = Matching.of(Profile.read(json.path("profile"), today));
        Optional<String> after = Optional.of(json.path("after").asText()).filter(text -> !text.isEmpty());
        Matching matching = new Matching(all.profile(), show.get(), open.get(), scene.get(), json.path("size").asInt(all.size()), after);
        return Outcome.of(new Somebody(matching, json.path("ask").asBoolean()));
    }

    /** Empty where what stands there is no scene. */
    private static Optional<Optional<Search>> scene(JsonNode json) {
        if (json.isMissingNode()) {
            return Optional.of(Optional.empty());
        }
        Map<String, List<String>> texts = new LinkedHashMap<>();
        json.properties().forEach(field -> texts.put(field.getKey(), texts(field.getValue())));
        boolean single = Stream.of(WORDS, REGION).allMatch(name -> texts.getOrDefault(name, ONE).size() == 1);
        if (!json.isObject() || !single || texts.values().stream().anyMatch(List::isEmpty)) {
            return Optional.empty();
        }
        Search search = Search.of(texts.getOrDefault(WORDS, ONE).get(0));
        for (Map.Entry<String, List<String>> some : texts.entrySet()) {
            search = switch (some.getKey()) {
                case WORDS -> search;
                case REGION -> search.in(some.getValue().get(0));
                default -> search.where(some.getKey(), some.getValue().toArray(String[]::new));
            };
        }
        return Optional.of(Optional.of(search));
    }

    /** Empty for what is neither a text nor some of them. */
    private static List<String> texts(JsonNode node) {
        List<JsonNode> all = node.isArray() ? StreamSupport.stream(node.spliterator(), false).toList() : List.of(node);
        return all.stream().allMatch(JsonNode::isTextual) ? all.stream().map(JsonNode::asText).toList() : List.of();
    }

    private static boolean known(JsonNode json) {
        return json.properties().stream().allMatch(field -> KNOWN.contains(field.getKey()));
    }

    private static Outcome<Somebody> malformed(String place, String expected) {
        return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, place, expected));
    }

    /** Those that may have it, and those of whom it is not known yet, where nothing is said. */
    private static Optional<Set<Verdict>> verdicts(JsonNode names) {
        if (names.isMissingNode()) {
            return Optional.of(EnumSet.of(Verdict.YES, Verdict.UNKNOWN));
        }
        EnumSet<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        for (JsonNode name : names) {
            List<Verdict> meant = List.of(Verdict.values()).stream().filter(verdict -> verdict.name().toLowerCase(Locale.ROOT).equals(name.asText())).toList();
            if (meant.isEmpty()) {
                return Optional.empty();
            }
            verdicts.addAll(meant);
        }
        return verdicts.isEmpty() ? Optional.empty() : Optional.of(verdicts);
    }

    /** Empty where what stands there is neither a day nor any. */
    private static Optional<Optional<LocalDate>> day(JsonNode text, LocalDate today) {
        try {
            return Optional.of(text.asText().equals(ANY) ? Optional.empty() : Optional.of(text.isMissingNode() ? today : LocalDate.parse(text.asText())));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }
}
