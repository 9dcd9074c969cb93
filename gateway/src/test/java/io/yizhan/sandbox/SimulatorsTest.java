package io.yizhan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.KeyKind;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.sandbox.platforms.Seal;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.sandbox.tongues.Tongue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulated platforms, called as a gateway would call them: in their own dialect, with the gateway's credentials. */
class SimulatorsTest {
    private static final Outside OUTSIDE = new Outside(InstantSource.system(), new SecureRandom(), System::nanoTime);

    @TempDir
    private static Path directory;

    private static World world;
    private static KeyPair gatewayKey;
    private static KeyPair gatewaySm2Key;
    private static HttpServer gateway;
    private static Simulators simulators;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        world = World.make(directory, World.freePort(), OUTSIDE.random());
        gatewayKey = KeyKind.ED25519.pair(OUTSIDE.random());
        gatewaySm2Key = KeyKind.SM2.pair(OUTSIDE.random());
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] keys = ("{\"keys\":[" + published("gw", KeyKind.ED25519, gatewayKey) + "," + published("gw-sm2", KeyKind.SM2, gatewaySm2Key) + "]}").getBytes();
        gateway.createContext("/.well-known/yizhan/keys", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        gateway.start();
        simulators = Simulators.start(
                world, Path.of("../routes"), () -> URI.create("http://127.0.0.1:" + gateway.getAddress().getPort()), OUTSIDE);
    }

    private static String published(String keyId, KeyKind kind, KeyPair keys) {
        return "{\"keyId\":\"%s\",\"algorithm\":\"%s\",\"publicKey\":\"%s\"}"
                .formatted(keyId, kind.label(), Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
    }

    @AfterAll
    static void stop() {
        simulators.close();
        gateway.stop(0);
    }

    /** The national platform gives no verdict on what it finds: whoever asks it directly must judge. */
    static Stream<Case> judged() {
        return Stream.of(Platform.JIANGXI, Platform.ZHEJIANG, Platform.GUIZHOU, Platform.GUANGDONG)
                .flatMap(platform -> Case.licences(platform).stream())
                .filter(one -> one.remark().isEmpty() && !one.name().equals("authorisation-code-unknown"));
    }

    @ParameterizedTest
    @MethodSource("judged")
    void a_region_answers_with_its_verdict(Case one) {
        assertThat(one.differences(asGateway(one.platform()).ask(one.question()).reading())).isEmpty();
    }

    static Stream<Case> nationalCases() {
        return Case.licences(Platform.NATIONAL).stream().filter(one -> !one.name().equals("authorisation-code-unknown"));
    }

    @ParameterizedTest
    @MethodSource("nationalCases")
    void the_national_platform_gives_data_or_says_why_not(Case one) {
        Reading reading = asGateway(Platform.NATIONAL).ask(one.question()).reading();

        Reading.Answer answer = one.verdict().orElseThrow().answer();
        boolean judged = answer == Reading.Answer.NO_MATCH || answer == Reading.Answer.PARAMETER_MISSING;
        assertThat(reading.verdict().map(Reading.Verdict::answer)).isEqualTo(judged ? Optional.of(answer) : Optional.empty());
        assertThat(reading.licences()).hasSize(judged ? 0 : one.count().orElse(1)).allMatch(licence -> licence.verdict().isEmpty());
    }

    static Stream<Case> enterprises() {
        return Arrays.stream(Platform.values()).flatMap(platform -> Case.enterprises(platform).stream());
    }

    @ParameterizedTest
    @MethodSource("enterprises")
    void says_which_lists_an_enterprise_is_on(Case one) {
        assertThat(one.differences(asGateway(one.platform()).ask(one.question()).reading())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void only_the_lists_asked_for_are_looked_at(Platform platform) {
        Question.Enterprise question = (Question.Enterprise) Case.of(platform, "listed").question();
        assertThat(asGateway(platform).ask(question.only(Question.Listing.ABNORMAL_OPERATION)).reading().hits())
                .extracting(Reading.Hit::list)
                .containsExactly(Question.Listing.ABNORMAL_OPERATION);
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void an_unknown_authorisation_code_is_not_found(Platform platform) {
        assertThat(asGateway(platform).ask(Case.of(platform, "authorisation-code-unknown").question()).refusal())
                .contains(switch (platform) {
                    case JIANGXI -> "not-found";
                    case NATIONAL -> "404";
                    case ZHEJIANG -> "11";
                    case GUIZHOU -> "404";
                    case GUANGDONG -> "E404";
                });
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void a_call_signed_long_ago_is_refused(Platform platform) {
        InstantSource past = InstantSource.offset(OUTSIDE.clock(), java.time.Duration.ofSeconds(-400));
        Asker late = asGateway(platform, OUTSIDE.at(past));
        assertThat(late.ask(Case.of(platform, "valid").question()).refusal()).contains(switch (platform) {
            case JIANGXI -> "bad-signature";
            case NATIONAL -> "E-106";
            case ZHEJIANG -> "03";
            case GUIZHOU -> "401";
            case GUANGDONG -> "E401";
        });
    }

    @Test
    void a_message_with_a_code_nobody_agreed_upon_is_refused() {
        Asker asker = asGateway(Platform.NATIONAL);
        byte[] event = "{\"event_type\": \"99\"}".getBytes(StandardCharsets.UTF_8);
        Asker.Draft draft = new Asker.Draft("/httpproxy", "s_sys_joint_approval_event", Map.of("Content-Type", "application/json"), event);
        assertThat(asker.send(asker.sign(draft)).status()).isEqualTo(400);
    }

    @Test
    void jiangxi_answers_a_wrong_signature_with_401() {
        Asker asker = asGateway(Platform.JIANGXI);
        Asker.Call call = asker.sign(asker.draft(Case.of(Platform.JIANGXI, "valid").question()));
        assertThat(asker.send(call.with("ce-id", "other")).status()).isEqualTo(401);
    }

    @Test
    void jiangxi_signs_its_answers() {
        assertThat(asGateway(Platform.JIANGXI).ask(Case.of(Platform.JIANGXI, "valid").question()).signed()).isTrue();
    }

    @Test
    void jiangxi_is_asked_about_lists_with_sm2_and_answers_with_it() {
        Asker.Reply reply = asGateway(Platform.JIANGXI).ask(Case.of(Platform.JIANGXI, "listed").question());

        assertThat(reply.signed()).isTrue();
        assertThat(reply.headers().get("signature-input").get(0)).contains("alg=\"sm2-sm3\"");
    }

    @Test
    void jiangxi_takes_no_question_about_lists_that_is_signed_with_another_algorithm() {
        Seal seal = Seal.messages(KeyKind.ED25519, "gw", gatewayKey, id -> Optional.of(world.jiangxi().getPublic()), OUTSIDE);
        Asker asker = new HttpAsker(Platform.JIANGXI, simulators.url(), Tongue.of(Platform.JIANGXI, OUTSIDE), seal, OUTSIDE.nanos());

        assertThat(asker.ask(Case.of(Platform.JIANGXI, "listed").question()).status()).isEqualTo(401);
    }

    @Test
    void jiangxi_signs_its_problems() {
        assertThat(asGateway(Platform.JIANGXI).ask(Case.of(Platform.JIANGXI, "authorisation-code-unknown").question()).signed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = Platform.class, mode = EnumSource.Mode.EXCLUDE, names = "NATIONAL")
    void who_wants_only_the_verdict_gets_no_licence(Platform platform) {
        Question.Licence question = (Question.Licence) Case.of(platform, "suspended").question();
        Reading reading = asGateway(platform).ask(question.wanting(Question.Want.VERDICT)).reading();
        assertThat(reading.licences()).isEmpty();
        assertThat(reading.verdict()).isEqualTo(Case.of(platform, "suspended").verdict());
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void who_wants_the_file_gets_a_link_to_it_with_its_size_and_digest(Platform platform) {
        Reading.File file = file(platform, "valid");

        Asker.Fetched fetched = asGateway(platform).fetch(file.link());

        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.body()).hasSize((int) file.size());
        assertThat(sha256(fetched.body())).isEqualTo(file.digest());
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void files_are_of_the_type_they_are_said_to_be(Platform platform) {
        byte[] ofd = asGateway(platform).fetch(file(platform, "valid").link()).body();
        byte[] pdf = asGateway(platform).fetch(file(platform, "long-term").link()).body();

        assertThat(file(platform, "valid").type()).isEqualToIgnoringCase("ofd");
        assertThat(file(platform, "long-term").type()).isEqualToIgnoringCase("pdf");
        assertThat(new String(ofd, 0, 2, StandardCharsets.US_ASCII)).isEqualTo("PK");
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void nobody_but_the_gateway_gets_a_file(Platform platform) {
        String link = file(platform, "valid").link();
        Asker stranger = World.make(directory.resolve("elsewhere"), 1, OUTSIDE.random()).asker(platform, simulators.url(), OUTSIDE);

        assertThat(new String(stranger.fetch(link).body(), StandardCharsets.ISO_8859_1)).doesNotStartWith("PK");
    }

    private static Reading.File file(Platform platform, String name) {
        Question.Licence question = (Question.Licence) Case.of(platform, name).question();
        return asGateway(platform).ask(question.wanting(Question.Want.FILE)).reading().licences().get(0).file().orElseThrow();
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    @Test
    void guizhou_answers_in_gbk_with_prefixes_of_its_own() {
        Asker.Reply reply = asGateway(Platform.GUIZHOU).ask(Case.of(Platform.GUIZHOU, "valid").question());

        assertThat(reply.headers().get("content-type")).containsExactly("text/xml; charset=GBK");
        assertThat(new String(reply.body(), Charset.forName("GBK")))
                .contains("encoding=\"GBK\"", "<soapenv:Body>", "<ns2:certName><![CDATA[食品经营许可证]]></ns2:certName>", "2098年12月31日");
    }

    @Test
    void guizhou_answers_plain_questions_without_soap() {
        Asker.Reply reply = asGateway(Platform.GUIZHOU).ask(Case.of(Platform.GUIZHOU, "listed").question());

        assertThat(new String(reply.body(), Charset.forName("GBK"))).contains("<ns2:response ").doesNotContain("Envelope");
    }

    @Test
    void guangdong_answers_for_no_licence_without_an_authorisation_code() {
        Asker asker = ((Authorising) asGateway(Platform.GUANGDONG)).asker();

        assertThat(asker.ask(Case.of(Platform.GUANGDONG, "valid").question()).refusal()).contains("E403");
    }

    @Test
    void guangdong_takes_a_code_for_no_other_service_item() {
        Asker asker = asGateway(Platform.GUANGDONG);
        Asker.Draft draft = asker.draft(Case.of(Platform.GUANGDONG, "valid").question());

        Asker.Reply reply = asker.send(asker.sign(draft.edit(question -> question.put("service_item_code", "QT0000000001"))));

        assertThat(reply.refusal()).contains("E403");
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void no_header_of_the_call_is_echoed(Platform platform) {
        Asker asker = asGateway(platform);
        Asker.Call call = asker.sign(asker.draft(Case.of(platform, "valid").question()).with("x-marker", "echo"));
        assertThat(asker.send(call).headers()).doesNotContainKeys("x-marker", "gjgxjhpt_sign", "sign", "host");
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void a_stopped_platform_does_not_answer_and_a_resumed_one_does(Platform platform) {
        Question question = Case.of(platform, "valid").question();
        simulators.stop(platform);
        int stopped = asGateway(platform).ask(question).status();
        simulators.resume(platform);

        assertThat(stopped).isEqualTo(404);
        assertThat(asGateway(platform).ask(question).status()).isEqualTo(200);
    }

    private static Asker asGateway(Platform platform) {
        return asGateway(platform, OUTSIDE);
    }

    private static Asker asGateway(Platform platform, Outside outside) {
        Asker asker = new HttpAsker(platform, simulators.url(), Tongue.of(platform, outside), seal(platform, outside), outside.nanos());
        return platform == Platform.GUANGDONG ? new Authorising(asker) : asker;
    }

    private static Seal seal(Platform platform, Outside outside) {
        return switch (platform) {
            case JIANGXI -> Seal.byPath(
                    Map.of("/exchange/supervision-check",
                            Seal.messages(KeyKind.SM2, "gw-sm2", gatewaySm2Key, id -> Optional.of(world.jiangxiSm2().getPublic()), outside)),
                    Seal.messages(KeyKind.ED25519, "gw", gatewayKey, id -> Optional.of(world.jiangxi().getPublic()), outside));
            case NATIONAL -> Seal.national(world.gateways().get(platform), outside.clock());
            case ZHEJIANG -> Seal.zhejiang(world.gateways().get(platform), outside.clock());
            case GUIZHOU -> Seal.tif(world.gateways().get(platform), outside);
            case GUANGDONG -> Seal.accessToken(world.gateways().get(platform), outside);
        };
    }
}
