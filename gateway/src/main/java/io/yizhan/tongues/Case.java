package io.yizhan.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.platforms.Platform;
import io.yizhan.platforms.Question;
import io.yizhan.platforms.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A question to one platform's fixtures and what it must come to, whoever asks.
 *
 * @param platform who answers
 * @param verdict on the whole; empty for a question about an enterprise
 * @param count how many licences, where it matters
 * @param remark a remark that must be among those made
 * @param hits the lists the enterprise is on
 */
public record Case(
        Platform platform,
        String name,
        Question question,
        Optional<Reading.Verdict> verdict,
        Optional<Integer> count,
        Optional<String> remark,
        List<Question.Listing> hits) {

    /** Every case about licences. */
    public static List<Case> licences(Platform answerer) {
        return Json.items(Json.resource(answerer.id() + "/cases.json").path("licences")).stream().map(row -> licence(answerer, row)).toList();
    }

    /** One case for each of the eleven verdicts a licence can get. */
    public static List<Case> verdicts(Platform answerer) {
        return licences(answerer).subList(0, 11);
    }

    /** Every case about enterprises. */
    public static List<Case> enterprises(Platform answerer) {
        return Json.items(Json.resource(answerer.id() + "/cases.json").path("enterprises")).stream()
                .map(row -> enterprise(answerer, row))
                .toList();
    }

    public static Case of(Platform answerer, String name) {
        return Stream.concat(licences(answerer).stream(), enterprises(answerer).stream())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(answerer.id() + " has no case " + name));
    }

    /** What differs from what was expected, in words; empty when nothing does. */
    public List<String> differences(Reading reading) {
        List<String> differences = new ArrayList<>();
        reading.refusal().ifPresent(code -> differences.add("refused " + code));
        if (verdict.isPresent() && !verdict.equals(reading.verdict())) {
            differences.add("verdict " + reading.verdict().map(Object::toString).orElse("absent") + ", expected " + verdict.get());
        }
        count.filter(number -> number != reading.licences().size())
                .ifPresent(number -> differences.add(reading.licences().size() + " licences, expected " + number));
        remark.filter(code -> !reading.remarks().contains(code)).ifPresent(code -> differences.add("remark " + code + " absent"));
        List<Question.Listing> found = reading.hits().stream().map(Reading.Hit::list).toList();
        if (verdict.isEmpty() && (!found.equals(hits) || reading.listed().orElse(hits.isEmpty()) == hits.isEmpty())) {
            differences.add("listed " + found + ", expected " + hits);
        }
        return differences;
    }

    @Override
    public String toString() {
        return platform.id() + " " + name;
    }

    private static Case licence(Platform platform, JsonNode row) {
        Reading.Verdict verdict = new Reading.Verdict(
                word(Reading.Answer.class, row.path("verdict")),
                Optional.ofNullable(row.get("reason")).map(reason -> word(Reading.Status.class, reason)),
                Json.texts(row.path("missing")),
                Optional.ofNullable(row.get("names")).map(names -> word(Reading.Names.class, names)));
        return new Case(
                platform,
                row.path("case").asText(),
                question(row).on(terms -> terms.in(row.path("region").asText())),
                Optional.of(verdict),
                Optional.ofNullable(row.get("count")).map(JsonNode::asInt),
                Optional.ofNullable(row.get("remark")).map(JsonNode::asText),
                List.of());
    }

    private static Question.Licence question(JsonNode row) {
        switch (word(Question.By.class, row.path("by"))) {
            case IDENTIFIER:
                return Question.identifier(row.path("identifier").asText());
            case HOLDER:
                JsonNode holder = row.path("holder");
                Question.CodeType codeType = word(Question.CodeType.class, holder.path("codeType"));
                return Question.holder(
                        new Question.Holder(holder.path("name").asText(), holder.path("code").asText(), codeType),
                        row.path("licenceType").asText());
            default:
                return Question.authorisationCode(row.path("authorisationCode").asText());
        }
    }

    private static Case enterprise(Platform platform, JsonNode row) {
        JsonNode enterprise = row.path("enterprise");
        Question question = Question.enterprise(enterprise.path("name").asText(), enterprise.path("code").asText())
                .on(terms -> terms.in(row.path("region").asText()));
        List<Question.Listing> hits = Json.items(row.path("hits")).stream().map(hit -> word(Question.Listing.class, hit)).toList();
        return new Case(platform, row.path("case").asText(), question, Optional.empty(), Optional.empty(), Optional.empty(), hits);
    }

    private static <E extends Enum<E>> E word(Class<E> type, JsonNode word) {
        return Enum.valueOf(type, word.asText().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
