package io.yizhan.finding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.yizhan.catalogue.Matching;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * For whom something is sought, as JSON: {@code {"profile": {...}, "show": ["yes", "unknown"], "open": "2026-11-22", "size": 20, "after": "...",
 * "ask": true}}. What is closed for application today, or on the day that is named, is left out; {@code "open": "any"} is to have it all the same.
 *
 * @param ask whether the next question is wanted
 */
record Somebody(Matching matching, boolean ask) {
    private static final int DEEPEST = 8;
    private static final String ANY = "any";
    private static final Set<String> KNOWN = Set.of("profile", "show", "open", "size", "after", "ask");
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Outcome<Somebody> read(byte[] body, LocalDate today) {
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
        if (show.isEmpty() || open.isEmpty() || !json.path("size").isMissingNode() && !json.path("size").canConvertToInt()) {
            return malformed(show.isEmpty() ? "/show" : open.isEmpty() ? "/open" : "/size", "show: yes, no or unknown; open: a day or any; size: a number");
        }
        Matching all = Matching.of(Profile.read(json.path("profile"), today));
        Optional<String> after = Optional.of(json.path("after").asText()).filter(text -> !text.isEmpty());
        Matching matching = new Matching(all.profile(), show.get(), open.get(), json.path("size").asInt(all.size()), after);
        return Outcome.of(new Somebody(matching, json.path("ask").asBoolean()));
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
