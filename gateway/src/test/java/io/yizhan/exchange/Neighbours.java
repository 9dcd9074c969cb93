package io.yizhan.exchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yizhan.sandbox.platforms.Question;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A country full of platforms played by one WireMock. Each test takes one that nobody has asked yet, so that no endpoint's breaker remembers
 * another test. Register it before the world it lives in ({@code @Order}).
 */
final class Neighbours implements BeforeAllCallback, AfterAllCallback {
    /** What calls to them may take: long, so that a busy machine is not taken for a slow platform, but for the last ones of each dialect. */
    private static final String LONG = "10s";

    private static final String SHORT = "700ms";
    private static final int PATIENT = 50;
    static final int CONCURRENCY = 2;
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final UrlPattern LENDING = urlPathMatching("/gateway/app/.*");

    private final Interference interference = new Interference();
    private final Connections connections = new Connections();
    private final WireMockServer server = new WireMockServer(WireMockConfiguration.options()
            .dynamicPort()
            .jettyAcceptors(1)
            .containerThreads(60)
            .gzipDisabled(true)
            .extensions(interference)
            .networkTrafficListener(connections));
    private final Map<String, Deque<Neighbour>> unasked = new HashMap<>();
    private final List<Neighbour> all = new ArrayList<>();

    Neighbours() {
        settle("jiangxi", "45");
        settle("national", "53");
        settle("zhejiang", "42");
        settle("guizhou", "51");
        settle("guangdong", "43");
    }

    private void settle(String dialect, String province) {
        for (int city = 1; city <= 60; city++) {
            String region = String.format("%s%02d00", province, city);
            Neighbour neighbour = new Neighbour("n" + region, dialect, region);
            all.add(neighbour);
            unasked.computeIfAbsent(dialect, first -> new ArrayDeque<>()).add(neighbour);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.stop();
    }

    Neighbour speaking(String dialect) {
        return unasked.get(dialect).removeFirst();
    }

    /** One whose answers are not waited for long. */
    Neighbour impatientlyAsked(String dialect) {
        return unasked.get(dialect).removeLast();
    }

    private static String timeout(Neighbour neighbour) {
        return Integer.parseInt(neighbour.region().substring(2, 4)) > PATIENT ? SHORT : LONG;
    }

    /** Adds all of them to a registry's file, and agreements that let the simulated platforms ask them. */
    String join(String partners) {
        return edited(partners, file -> {
            Map<String, ObjectNode> known = new HashMap<>();
            file.path("partners").forEach(partner -> known.put(partner.path("id").asText(), (ObjectNode) partner));
            ArrayNode list = (ArrayNode) file.get("partners");
            all.forEach(one -> list.add(one.entry(
                    known.get(one.dialect()), server.baseUrl(), timeout(one), CONCURRENCY)));
            agreements(file);
        });
    }

    /** For each caller one for each release, told apart by the purpose as those with the simulated platforms are. */
    private void agreements(ObjectNode file) {
        ArrayNode agreements = (ArrayNode) file.get("agreements");
        List<JsonNode> models = new ArrayList<>();
        agreements.forEach(models::add);
        for (JsonNode model : models) {
            String id = model.path("id").asText();
            if (id.matches("(jiangxi-zhejiang|national-zhejiang|(zhejiang|guizhou|guangdong)-jiangxi)-licence.*")) {
                ObjectNode agreement = model.deepCopy();
                agreement.put("id", "neighbours-" + id);
                agreement.putArray("answers").addAll(all.stream().map(one -> agreement.textNode(one.id())).toList());
                agreement.putArray("way").add("direct");
                agreements.add(agreement);
            }
        }
    }

    static String edited(String partners, Consumer<ObjectNode> change) {
        try {
            ObjectNode file = (ObjectNode) YAML.readTree(partners);
            change.accept(file);
            return YAML.writeValueAsString(file);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    String host() {
        return server.baseUrl();
    }

    /** What happens while they think about their answers. */
    Interference interference() {
        return interference;
    }

    /** How many connections were opened to any of them so far. */
    int connections() {
        return connections.opened();
    }

    void answer(Neighbour neighbour, ResponseDefinitionBuilder answer) {
        stub(post(urlPathEqualTo(neighbour.path())).willReturn(answer));
    }

    /** One answer after the other; the last one stays. */
    void answer(Neighbour neighbour, ResponseDefinitionBuilder first, ResponseDefinitionBuilder... then) {
        answerOnce(neighbour, Scenario.STARTED, "1", first);
        for (int i = 0; i < then.length; i++) {
            answerOnce(neighbour, String.valueOf(i + 1), String.valueOf(Math.min(i + 2, then.length)), then[i]);
        }
    }

    private void answerOnce(Neighbour neighbour, String state, String next, ResponseDefinitionBuilder answer) {
        stub(post(urlPathEqualTo(neighbour.path()))
                .inScenario(neighbour.id())
                .whenScenarioStateIs(state)
                .willSetStateTo(next)
                .willReturn(answer));
    }

    private void stub(MappingBuilder mapping) {
        server.stubFor(mapping);
    }

    /** What it says, one after the other, where it gives secrets; the last one stays. It is told from the others by what the gateway is to it. */
    void lend(Neighbour neighbour, ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            stub(post(LENDING)
                    .withQueryParam("appKey", equalTo(neighbour.id()))
                    .inScenario("lending " + neighbour.id())
                    .whenScenarioStateIs(state(i))
                    .willSetStateTo(state(Math.min(i + 1, answers.length - 1)))
                    .willReturn(answers[i]));
        }
    }

    private static String state(int answered) {
        return answered == 0 ? Scenario.STARTED : String.valueOf(answered);
    }

    /** How often, and where, it was asked for secrets. */
    List<LoggedRequest> lent(Neighbour neighbour) {
        return server.findAll(postRequestedFor(LENDING).withQueryParam("appKey", equalTo(neighbour.id())));
    }

    List<LoggedRequest> calls(Neighbour neighbour) {
        return server.findAll(postRequestedFor(urlPathEqualTo(neighbour.path())));
    }

    /** What this neighbour gives to whoever fetches its file. */
    void keep(Neighbour neighbour, ResponseDefinitionBuilder file) {
        stub(get(urlPathEqualTo(neighbour.filePath())).willReturn(file));
    }

    /** Where that is. */
    String link(Neighbour neighbour) {
        return host() + neighbour.filePath();
    }

    List<LoggedRequest> fetches(Neighbour neighbour) {
        return server.findAll(getRequestedFor(urlPathEqualTo(neighbour.filePath())));
    }

    static ResponseDefinitionBuilder json(String body) {
        return aResponse().withStatus(200).withHeader("Content-Type", "application/json").withBody(body);
    }

    static ResponseDefinitionBuilder status(int status) {
        return aResponse().withStatus(status).withBody("busy");
    }

    /** Whom the question is for, by its region only. */
    static Question.Licence question(Neighbour neighbour) {
        Question.Holder holder = new Question.Holder("南昌样本餐饮甲有限公司", "91360100YANGBEN10Q", Question.CodeType.USCC);
        return Question.holder(holder, "11100000YANGBEN00L001").on(terms -> terms.in(neighbour.region()));
    }
}
