package io.yizhan.exchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yizhan.convention.Convention;
import io.yizhan.convention.Conventions;
import io.yizhan.sandbox.World;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Secret;
import io.yizhan.signature.Signer;
import io.yizhan.testing.CapturedLog;
import io.yizhan.testing.RunningWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A marker put wherever an exchange can carry something shows in no log line, no refusal and no header of an answer. */
class SecrecyTest {
    private static final String MARKER = "Zq7PlantedMarker0";
    private static final String MARKER_BASE64 = Base64.getEncoder().encodeToString(MARKER.getBytes(StandardCharsets.UTF_8)).replaceAll("=+$", "");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Order(1)
    @RegisterExtension
    static final CapturedLog log = new CapturedLog();

    @Order(2)
    @RegisterExtension
    static final Neighbours neighbours = new Neighbours();

    @Order(3)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of(), neighbours::join);

    private static final Map<String, Neighbour> AT_HOME = Map.of(
            "jiangxi", neighbours.speaking("jiangxi"),
            "national", neighbours.speaking("national"),
            "zhejiang", neighbours.speaking("zhejiang"));

    /** What each dialect's platform answers when it finds something, with a text in every field there is. */
    private static final Map<String, String> FOUND = Map.of(
            "jiangxi", """
                    {"HYJG":{"JG":"YX","YY":"01","MCBD":"YZ"},"ZZLB":[{"ZZBS":"1.2.156","ZZMC":"a","ZZLXDM":"b","ZZBH":"c","ZZBFJG":"d","ZZBFJGDM":"e",
                      "ZZBFRQ":"20240501","ZZYXQQSRQ":"20240501","ZZYXQJZRQ":"20290430","CZZT":"f","CZZTDM":"g","CZZTDMLXDM":"099","XZQHDM":"360000",
                      "ZZZT":"01","KZ":{"h":"i"},"HYJG":{"JG":"YX"}}],"TS":[{"DM":"identifier-check","WZ":"/licences/0/identifier"}]}""",
            "national", """
                    {"code":"0","message":"m","data":{"verify_code":"0","verify_reason":"0","name_match":"1","lic_data":[{
                      "certificate_source_id":"1.2.156","certificate_name":"a","certificate_type_code":"b","certificate_number":"c","issue_dept":"d",
                      "issue_dept_code":"e","issue_date":"2024-05-01","valid_start_date":"2024-05-01","valid_end_date":"2029-04-30",
                      "certificate_holder":"f","certificate_holder_code":"g","certificate_holder_type":"099","certificate_area_code":"330000000000",
                      "certificate_status":"0","extend_info":{"h":"i"},"verify_code":"0"}],
                      "notices":[{"code":"identifier-check","field":"/licences/0/identifier"}]}}""",
            "zhejiang", """
                    {"code":"00","msg":"m","dataCount":1,"datas":[{"certificate_identifier":"1.2.156","certificate_name":"a",
                      "certificate_type_name_code":"b","certificate_number":"c","certificate_issuing_authority_name":"d",
                      "certificate_issuing_authority_code":"e","certificate_issuing_authority_date":"20240501","certificate_validate_start":"20240501",
                      "certificate_validate_end":"20290430","certificate_holder_name":"f","certificate_holder_code":"g",
                      "certificate_holder_type":"099","certificate_area_code":"330000","status":"normal","extend_info":{"h":"i"},"verify_result":"05",
                      "notices":[{"code":"identifier-check","field":"/licences/0/identifier"}]}]}""");

    // ---- exchanges that succeed ----

    static Stream<Arguments> everyPair() {
        return Arrays.stream(Platform.values()).flatMap(caller -> FOUND.keySet().stream().map(dialect -> Arguments.of(caller, dialect)));
    }

    @ParameterizedTest(name = "{0} asks one that speaks {1}")
    @MethodSource("everyPair")
    void an_answered_exchange_shows_nothing_but_the_answer(Platform caller, String dialect) {
        Neighbour neighbour = neighbours.speaking(dialect);
        answer(neighbour, found(dialect, "a", "c", "d", "e", "f", "g", "i"));
        Asker asker = world.asker(caller);

        Asker.Call call = asker.sign(asker.draft(marked(neighbour)).with("X-Marker", MARKER).with("traceparent", MARKER)).with("Cookie", MARKER);
        Asker.Reply reply = asker.send(call);

        assertThat(reply.refusal()).as(text(reply)).isEmpty();
        assertThat(text(reply)).as("the answer itself is not what is hidden").contains(MARKER);
        assertThat(reply.headers().toString()).doesNotContain(MARKER, MARKER_BASE64);
        assertNothingLogged(call, neighbour);
    }

    /** Free text wherever a question has room for it. */
    private static Question marked(Neighbour neighbour) {
        return Question.holder(new Question.Holder(MARKER, MARKER, Question.CodeType.OTHER), "11100000YANGBEN00L001")
                .inCase(MARKER, MARKER)
                .on(terms -> terms.in(neighbour.region())
                        .by(new Question.Requester("11360100YANGBEN013", MARKER, MARKER, MARKER, MARKER))
                        .authorised(Question.Basis.HOLDER, MARKER));
    }

    // ---- requests with the marker in one place ----

    static Stream<Arguments> everyFieldOfARequest() {
        return Arrays.stream(Platform.values()).flatMap(caller -> places(tree(world.asker(caller), marked(AT_HOME.get("zhejiang"))))
                .map(place -> Arguments.of(caller, place.toString())));
    }

    private static JsonNode tree(Asker asker, Question question) {
        List<JsonNode> trees = new ArrayList<>();
        asker.edit(asker.draft(question), trees::add);
        return trees.get(0);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyFieldOfARequest")
    void no_field_of_a_request_shows(Platform caller, String place) {
        Neighbour neighbour = home("zhejiang");
        Asker asker = world.asker(caller);
        Asker.Draft draft = asker.draft(Neighbours.question(neighbour).inCase("item", "case"));

        Asker.Call call = asker.sign(asker.edit(draft, body -> put(body, JsonPointer.compile(place), MARKER)));
        Asker.Reply reply = asker.send(call);

        assertNothingShows(call, reply, neighbour);
    }

    static Stream<Arguments> brokenRequests() {
        return Arrays.stream(Platform.values()).flatMap(caller -> Stream.of(
                        "{\"" + MARKER, "{\"a\": " + MARKER + "}", MARKER, "\"" + MARKER + "\"", "{} " + MARKER, "[\"" + MARKER + "\"]",
                        "{\"a\":\"" + MARKER + "\",\"a\":1}", "{\"" + MARKER + "\":\"" + MARKER + "\"}", "\uFEFF{\"" + MARKER + "\":1}")
                .map(body -> Arguments.of(caller, body)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("brokenRequests")
    void no_request_that_cannot_be_read_shows(Platform caller, String body) {
        Asker asker = world.asker(caller);

        Asker.Call call = asker.sign(asker.draft(Neighbours.question(home("zhejiang"))).saying(body.getBytes(StandardCharsets.UTF_8)));
        Asker.Reply reply = asker.send(call);

        assertThat(reply.refusal()).isPresent();
        assertNothingShows(call, reply, home("zhejiang"));
    }

    static Stream<Arguments> everyHeader() {
        return Arrays.stream(Platform.values()).flatMap(caller -> {
            Asker asker = world.asker(caller);
            return asker.sign(asker.draft(Neighbours.question(AT_HOME.get("zhejiang")))).headers().keySet().stream().flatMap(name -> Stream.of(
                    Arguments.of(caller, name, MARKER),
                    Arguments.of(caller, name, "sig1=:" + MARKER_BASE64 + "=:"),
                    Arguments.of(caller, name, "sig1=(\"" + MARKER + "\");keyid=\"" + MARKER + "\";created=1;nonce=\"" + MARKER + "\"")));
        });
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("everyHeader")
    void no_header_of_a_request_shows(Platform caller, String header, String value) {
        Asker asker = world.asker(caller);

        Asker.Call call = asker.sign(asker.draft(Neighbours.question(home("zhejiang")))).with(header, value);
        Asker.Reply reply = asker.send(call);

        assertNothingShows(call, reply, home("zhejiang"));
    }

    static Stream<Arguments> everyPartOfTheAddress() {
        UnaryOperator<String> path = uri -> uri.replaceAll("^(http://[^/]+/[a-z]+)[^?]*", "$1/" + MARKER);
        UnaryOperator<String> nowhere = uri -> uri.replaceAll("^(http://[^/]+/).*", "$1" + MARKER + "?" + MARKER);
        UnaryOperator<String> query = uri -> uri + (uri.contains("?") ? "&" : "?") + MARKER + "=" + MARKER;
        UnaryOperator<String> parameters = uri -> uri.replaceAll("=[^&]*", "=" + MARKER);
        UnaryOperator<String> last = uri -> uri.replaceAll("=[^=]*$", "=" + MARKER);
        return Arrays.stream(Platform.values())
                .flatMap(caller -> Stream.of(path, nowhere, query, parameters, last).map(change -> Arguments.of(caller, change)));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("everyPartOfTheAddress")
    void no_part_of_the_address_shows(Platform caller, UnaryOperator<String> change) {
        Asker asker = world.asker(caller);
        Asker.Call honest = asker.sign(asker.draft(Neighbours.question(home("zhejiang"))));

        Asker.Call call = honest.at(URI.create(change.apply(honest.uri().toString())));
        Asker.Reply reply = asker.send(call);

        assertNothingShows(call, reply, home("zhejiang"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Platform.class)
    void the_senders_name_for_its_message_is_told_to_nobody_but_the_sender_when_it_is_used_twice(Platform caller) {
        Asker asker = world.asker(caller);
        asker.send(asker.sign(named(asker, asker.draft(Neighbours.question(home("zhejiang"))))));

        Asker.Call call = asker.sign(named(asker, asker.draft(Neighbours.question(home("zhejiang")).inCase("other", "other"))));
        Asker.Reply reply = asker.send(call);

        assertThat(reply.refusal()).contains("conflicting-duplicate");
        assertNothingShows(call, reply, home("zhejiang"));
    }

    private static Asker.Draft named(Asker asker, Asker.Draft draft) {
        Asker.Draft inHeader = draft.headers().containsKey("ce-id") ? draft.with("ce-id", MARKER) : draft;
        return asker.edit(inHeader, body -> Stream.of("requestId", "request_no", "serialNo", "request_id").filter(body::has).forEach(name -> body.put(name, MARKER)));
    }

    // ---- answers with the marker in one place ----

    static Stream<Arguments> everyFieldOfAnAnswer() {
        return FOUND.keySet().stream().flatMap(dialect -> places(json(FOUND.get(dialect).getBytes(StandardCharsets.UTF_8)))
                .map(place -> Arguments.of(dialect, place.toString())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyFieldOfAnAnswer")
    void no_field_of_an_answer_shows(String dialect, String place) {
        Neighbour neighbour = home(dialect);
        JsonNode body = json(FOUND.get(dialect).getBytes(StandardCharsets.UTF_8));
        put(body, JsonPointer.compile(place), MARKER);
        answer(neighbour, Neighbours.json(body.toString()));
        Asker asker = world.asker(Platform.JIANGXI);

        Asker.Call call = asker.sign(asker.draft(Neighbours.question(neighbour)));
        Asker.Reply reply = asker.send(call);

        assertNothingShows(call, reply, neighbour);
    }

    static Stream<Arguments> brokenAnswers() {
        return FOUND.keySet().stream().flatMap(dialect -> Stream.of(
                        Neighbours.json("{\"" + MARKER),
                        Neighbours.json("{\"a\": " + MARKER + "}"),
                        Neighbours.json("{\"" + MARKER + "\":1}"),
                        Neighbours.json(FOUND.get(dialect).replace("\"h\"", "\"" + MARKER.repeat(10) + "\"")),
                        aResponse().withHeader("Content-Type", "text/html").withBody("<h1>" + MARKER + "</h1>"),
                        aResponse().withHeader("Content-Type", MARKER + "/" + MARKER).withBody(MARKER),
                        aResponse().withHeader("Content-Type", "application/json; charset=" + MARKER).withBody(FOUND.get(dialect)),
                        aResponse().withHeader("Content-Encoding", MARKER).withBody(MARKER),
                        aResponse().withStatus(400).withStatusMessage(MARKER).withBody(MARKER),
                        aResponse().withStatus(302).withHeader("Location", "http://" + MARKER + ".invalid/" + MARKER),
                        aResponse().withStatus(404).withHeader("Content-Type", "application/problem+json").withBody("{\"detail\":\"" + MARKER + "\"}"),
                        Neighbours.json(FOUND.get(dialect)).withHeader("Signature", "sig1=:" + MARKER_BASE64 + "=:"),
                        Neighbours.json(FOUND.get(dialect)).withHeader("Signature-Input", "sig1=(\"" + MARKER + "\");keyid=\"" + MARKER + "\""),
                        Neighbours.json(FOUND.get(dialect)).withHeader("ce-type", MARKER).withHeader("ce-id", MARKER).withHeader("ce-time", MARKER))
                .map(answer -> Arguments.of(dialect, answer)));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("brokenAnswers")
    void no_answer_that_cannot_be_used_shows(String dialect, ResponseDefinitionBuilder answer) {
        Neighbour neighbour = neighbours.speaking(dialect);
        neighbours.answer(neighbour, answer.withHeader("X-Marker", MARKER).withHeader("Set-Cookie", MARKER));
        Asker asker = world.asker(Platform.JIANGXI);

        Asker.Call call = asker.sign(asker.draft(Neighbours.question(neighbour)));
        Asker.Reply reply = asker.send(call);

        assertNothingShows(call, reply, neighbour);
    }

    // ---- what must not be found ----

    private static void assertNothingShows(Asker.Call call, Asker.Reply reply, Neighbour neighbour) {
        assertThat(reply.refusal().orElse("")).as("whatever comes from outside").isNotEqualTo("gateway-fault");
        assertThat(reply.headers().toString()).doesNotContain(MARKER, MARKER_BASE64);
        if (reply.refusal().isPresent()) {
            assertThat(withoutItsId(reply)).doesNotContain(MARKER, MARKER_BASE64).doesNotContain(secrets(call, neighbour));
        }
        assertNothingLogged(call, neighbour);
    }

    /** A platform reads its own name for its message in some dialects: so it knows what it is answered. */
    private static String withoutItsId(Asker.Reply reply) {
        return reply.json() instanceof ObjectNode tree ? tree.deepCopy().without(List.of("requestId", "serialNo", "correlation_id")).toString() : text(reply);
    }

    private static void assertNothingLogged(Asker.Call call, Neighbour neighbour) {
        List<String> hidden = new ArrayList<>(secrets(call, neighbour));
        hidden.add(MARKER);
        hidden.add(MARKER_BASE64);
        assertThat(log.lines()).noneMatch(line -> hidden.stream().anyMatch(line.text()::contains));
    }

    /** Every secret of this world, and whatever this call and those it led to were signed with. */
    private static List<String> secrets(Asker.Call call, Neighbour neighbour) {
        List<String> secrets = new ArrayList<>();
        Stream.of(world.world().own(), world.world().gateways()).flatMap(map -> map.values().stream()).map(Secret::value).forEach(secrets::add);
        privateKey().lines().filter(line -> !line.startsWith("-")).forEach(secrets::add);
        call.headers().forEach((name, value) -> secrets.add(name.toLowerCase().contains("sign") ? value : ""));
        secrets.addAll(signatures(call.uri().getRawQuery()));
        for (LoggedRequest made : neighbours.calls(neighbour)) {
            made.getHeaders().all().forEach(header -> secrets.add(header.key().toLowerCase().contains("sign") ? header.firstValue() : ""));
            secrets.addAll(signatures(URI.create(made.getUrl()).getRawQuery()));
        }
        return secrets.stream().filter(secret -> secret.length() > 10).toList();
    }

    private static List<String> signatures(String query) {
        return query == null ? List.of() : Arrays.stream(query.split("&")).filter(pair -> pair.startsWith("sign=")).map(pair -> pair.substring(5)).toList();
    }

    // ---- the other side ----

    /** One that every exchange of a kind may share, because it answers what it is asked. */
    private static Neighbour home(String dialect) {
        Neighbour neighbour = AT_HOME.get(dialect);
        answer(neighbour, found(dialect));
        return neighbour;
    }

    private static void answer(Neighbour neighbour, ResponseDefinitionBuilder answer) {
        if (neighbour.dialect().equals("jiangxi")) {
            neighbours.interference().signed(neighbour, nativeAs(neighbour));
            answer.withHeader("ce-specversion", "1.0").withHeader("ce-id", MARKER).withHeader("ce-source", "urn:" + MARKER)
                    .withHeader("ce-type", "yizhan.licence-recognition.reply").withHeader("ce-time", "2026-11-01T00:00:00Z");
        }
        neighbours.answer(neighbour, answer.withHeader("X-Marker", MARKER).withHeader("Set-Cookie", MARKER));
    }

    /** @param marked texts in whose place the marker stands */
    private static ResponseDefinitionBuilder found(String dialect, String... marked) {
        String body = FOUND.get(dialect);
        for (String text : marked) {
            body = body.replace("\"" + text + "\"", "\"" + MARKER + "\"");
        }
        return Neighbours.json(body);
    }

    private static Convention nativeAs(Neighbour neighbour) {
        Signer signer = Signer.read(neighbour.keyId(), privateKey());
        return Conventions.load(RunningWorld.MAPPINGS.resolve("conventions"), List.of(signer), Set.of(), new SecureRandom()).named(Conventions.NATIVE).orElseThrow();
    }

    private static String privateKey() {
        try {
            return Files.readString(world.world().keys().resolve("jiangxi.pem"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    // ---- JSON ----

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Where texts are. */
    private static Stream<JsonPointer> places(JsonNode json) {
        List<JsonPointer> places = new ArrayList<>();
        collect(json, JsonPointer.empty(), places);
        return places.stream();
    }

    private static void collect(JsonNode node, JsonPointer here, List<JsonPointer> places) {
        if (node.isTextual()) {
            places.add(here);
        }
        node.fields().forEachRemaining(field -> collect(field.getValue(), here.appendProperty(field.getKey()), places));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), here.appendIndex(i), places);
        }
    }

    private static void put(JsonNode root, JsonPointer place, String value) {
        JsonNode parent = root.at(place.head());
        if (parent instanceof ArrayNode array) {
            array.set(place.last().getMatchingIndex(), TextNode.valueOf(value));
        } else {
            ((ObjectNode) parent).put(place.last().getMatchingProperty(), value);
        }
    }

    private static String text(Asker.Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
