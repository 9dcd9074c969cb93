package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading;
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
 * @param finding about an identity or a seal
 */
public record Case(
        Platform platform,
        String name,
        Question question,
        Optional<Reading.Verdict> verdict,
        Optional<Integer> count,
        Optional<String> remark,
        List<Question.Listing> hits,
        Optional<Reading.Finding> finding) {

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

    /** Every case about people and organisations; none where the platform answers no such question. */
    public static List<Case> identities(Platform answerer) {
        return Json.items(Json.resource(answerer.id() + "/cases.json").path("identities")).stream().map(row -> {
            JsonNode subject = row.path("subject");
            Question question = Question.identity(subject.path("type").asText().equals("organisation"), holder(subject));
            return found(answerer, row, question);
        }).toList();
    }

    /** Every case about seals; none where the platform answers no such question. */
    public static List<Case> seals(Platform answerer) {
        return Json.items(Json.resource(answerer.id() + "/cases.json").path("seals")).stream().map(row -> {
            JsonNode owner = row.at("/seal/owner");
            Question.Holder holder = new Question.Holder(owner.path("name").asText(), owner.path("code").asText(), Question.CodeType.USCC);
            Question.ElectronicSeal seal = Question.seal(row.at("/seal/code").asText(), holder);
            JsonNode signed = row.path("signature");
            return found(answerer, row, signed.isMissingNode()
                    ? seal
                    : seal.under(new Question.Signed(signed.path("digest").asText(), signed.path("value").asText())));
        }).toList();
    }

    public static Case of(Platform answerer, String name) {
        return Stream.of(licences(answerer), enterprises(answerer), identities(answerer), seals(answerer))
                .flatMap(List::stream)
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
        if (!finding.equals(reading.finding()) && reading.refusal().isEmpty()) {
            differences.add(reading.summary() + ", expected " + finding.map(Object::toString).orElse("no finding"));
        }
        List<Question.Listing> found = reading.hits().stream().map(Reading.Hit::list).toList();
        if (verdict.isEmpty() && finding.isEmpty() && (!found.equals(hits) || reading.listed().orElse(hits.isEmpty()) == hits.isEmpty())) {
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
                List.of(),
                Optional.empty());
    }

    private static Question.Licence question(JsonNode row) {
        switch (word(Question.By.class, row.path("by"))) {
            case IDENTIFIER:
                return Question.identifier(row.path("identifier").asText());
            case HOLDER:
                return Question.holder(holder(row.path("holder")), row.path("licenceType").asText());
            default:
                return Question.authorisationCode(row.path("authorisationCode").asText());
        }
    }

    private static Question.Holder holder(JsonNode row) {
        return new Question.Holder(row.path("name").asText(), row.path("code").asText(), word(Question.CodeType.class, row.path("codeType")));
    }

    private static Case found(Platform platform, JsonNode row, Question question) {
        Reading.Finding finding = new Reading.Finding(
                word(Reading.Result.class, row.path("result")), Optional.ofNullable(row.get("reason")).map(JsonNode::asText));
        return new Case(
                platform, row.path("case").asText(), question.on(terms -> terms.in(row.path("region").asText())), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of(), Optional.of(finding));
    }

    private static Case enterprise(Platform platform, JsonNode row) {
        JsonNode enterprise = row.path("enterprise");
        Question question = Question.enterprise(enterprise.path("name").asText(), enterprise.path("code").asText())
                .on(terms -> terms.in(row.path("region").asText()));
        List<Question.Listing> hits = Json.items(row.path("hits")).stream().map(hit -> word(Question.Listing.class, hit)).toList();
        return new Case(platform, row.path("case").asText(), question, Optional.empty(), Optional.empty(), Optional.empty(), hits, Optional.empty());
    }

    private static <E extends Enum<E>> E word(Class<E> type, JsonNode word) {
        return Enum.valueOf(type, word.asText().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
