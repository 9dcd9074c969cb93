package io.yizhan.noticing;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.contract.Kind;
import io.yizhan.eligibility.Condition;
import io.yizhan.eligibility.Profile;
import io.yizhan.eligibility.Reason;
import io.yizhan.eligibility.Validity;
import io.yizhan.eligibility.Verdict;
import io.yizhan.feed.Item;
import io.yizhan.vocabulary.RegionCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An item that is new or was changed. @param json of it what everybody may see */
record Novelty(Item item, JsonNode json, Kind.Feed feed) {
    private static final String REGION = "region";
    private static final String VALIDITY = "validity";
    private static final String ABOLISHED = "abolished";

    /** Neither over nor closed for application; it may be yet to come, where it says when. */
    boolean current(LocalDate today) {
        Validity said = Validity.of(Optional.ofNullable(feed.facets().get(VALIDITY)).map(place -> json.at(place).asText()).orElse(""));
        boolean over = said.inForce(day("effective-from"), day("effective-to"), day(ABOLISHED)).over(today);
        boolean closed = day("apply-to").filter(day -> day.isBefore(today)).isPresent();
        return !item.withdrawn() && !over && !closed;
    }

    private Optional<LocalDate> day(String name) {
        try {
            return Optional.ofNullable(feed.dates().get(name)).map(place -> json.at(place).asText()).filter(text -> !text.isEmpty()).map(LocalDate::parse);
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    /** Where and what somebody is count as conditions among the others. */
    List<Condition> conditions() {
        Kind.Feed.Match match = feed.match().orElseThrow();
        List<RegionCode> regions = texts(Optional.ofNullable(feed.facets().get(REGION))).flatMap(text -> RegionCode.read(text).stream()).toList();
        return Condition.all(regions, texts(match.audience()).toList(), json.at(JsonPointer.compile(match.conditions())));
    }

    /** Of each benefit those under which it applies. */
    List<List<Condition>> situations() {
        Kind.Feed.Match match = feed.match().orElseThrow();
        return elements(json.at(match.benefits())).map(benefit -> Condition.all(benefit.at(JsonPointer.compile(match.when())))).toList();
    }

    private Stream<String> texts(Optional<String> place) {
        return place.stream().flatMap(there -> elements(json.at(there))).flatMap(node -> text(node).stream());
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node).filter(JsonNode::isValueNode);
    }

    /** What somebody is told of it. */
    ObjectNode told(String profile, Verdict verdict, Profile somebody) {
        Kind.Notice notice = feed.notice().orElseThrow();
        ObjectNode told = JsonNodeFactory.instance.objectNode()
                .put("profile", profile)
                .put("publisher", item.publisher().value())
                .put("id", item.id())
                .put("version", item.version());
        text(json.at(notice.title())).ifPresent(title -> told.put("title", title));
        told.put("verdict", verdict.name().toLowerCase(Locale.ROOT));
        ArrayNode benefits = JsonNodeFactory.instance.arrayNode();
        Kind.Feed.Match match = feed.match().orElseThrow();
        elements(json.at(match.benefits()))
                .filter(benefit -> Reason.together(Reason.of(benefit.at(match.when()), somebody)) == Verdict.YES)
                .flatMap(benefit -> text(benefit.at(notice.benefit())).stream())
                .distinct()
                .limit(Kind.Notice.MOST_BENEFITS)
                .forEach(benefits::add);
        if (!benefits.isEmpty()) {
            told.set("benefits", benefits);
        }
        day("apply-from").ifPresent(day -> told.put("applyFrom", day.toString()));
        day("apply-to").ifPresent(day -> told.put("applyTo", day.toString()));
        text(json.at(notice.link())).ifPresent(link -> told.put("link", link));
        return told;
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node.asText()).filter(text -> !text.isBlank());
    }
}
