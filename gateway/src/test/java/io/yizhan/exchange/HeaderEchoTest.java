package io.yizhan.exchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.testing.RunningWorld;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a platform says besides its message is heard by nobody else. */
class HeaderEchoTest {
    private static final String MARKER = "marker7f3a";
    private static final String RECOGNITION = "licence-recognition";

    /** All that may stand in an answer. */
    private static final Set<String> OURS = Set.of(
            "connection", "content-type", "content-length", "content-digest", "signature-input", "signature",
            "ce-specversion", "ce-id", "ce-source", "ce-type", "ce-time", "ce-datacontenttype");

    /** What the library the gateway is made of listens to, what proxies and browsers say, and what nobody knows. */
    private static final Map<String, String> STRANGE = Map.ofEntries(
            Map.entry("X-" + MARKER, MARKER),
            Map.entry("CamelHttpUri", "http://127.0.0.1:1/" + MARKER),
            Map.entry("CamelHttpPath", "/" + MARKER),
            Map.entry("CamelHttpQuery", "marker=" + MARKER),
            Map.entry("CamelHttpResponseCode", "299"),
            Map.entry("Cookie", "session=" + MARKER),
            Map.entry("Set-Cookie", "session=" + MARKER),
            Map.entry("Authorization", "Bearer " + MARKER),
            Map.entry("X-Forwarded-For", MARKER),
            Map.entry("X-Request-Id", MARKER),
            Map.entry("User-Agent", MARKER),
            Map.entry("Referer", "http://" + MARKER),
            Map.entry("Location", "/" + MARKER),
            Map.entry("ETag", "\"" + MARKER + "\""),
            Map.entry("Server", MARKER),
            Map.entry("baggage", "marker=" + MARKER),
            Map.entry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            Map.entry("ce-" + MARKER, MARKER));

    @Order(1)
    @RegisterExtension
    static final WireMockExtension answerer =
            WireMockExtension.newInstance().options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort()).build();

    @Order(2)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of(), PartnersYaml.changed(HeaderEchoTest::redirect));

    private static void redirect(PartnersYaml file) {
        file.endpoint("zhejiang", RECOGNITION).put("url", answerer.url("/gateway/api/licence/recognition.htm"));
        file.endpoint("national", RECOGNITION).put("url", answerer.url("/httpproxy"));
    }

    @BeforeEach
    void answers_carry_strange_headers_too() {
        answerer.stubFor(post(urlPathEqualTo("/gateway/api/licence/recognition.htm")).willReturn(strange("""
                {"code": "00", "msg": "成功", "dataCount": 1, "datas": [{"verify_result": "02"}]}""")));
        answerer.stubFor(post(urlPathEqualTo("/httpproxy")).willReturn(strange("""
                {"code": "0", "message": "成功", "data": {"verify_code": "3", "lic_data": []}}""")));
    }

    private static ResponseDefinitionBuilder strange(String body) {
        ResponseDefinitionBuilder answer = aResponse().withHeader("Content-Type", "application/json;charset=UTF-8").withBody(body);
        STRANGE.forEach(answer::withHeader);
        return answer;
    }

    private static Asker.Draft strange(Asker asker) {
        Platform other = asker.platform() == Platform.ZHEJIANG ? Platform.NATIONAL : Platform.ZHEJIANG;
        Asker.Draft draft = asker.draft(Case.of(other, "no-match").question());
        Map<String, String> headers = new TreeMap<>(draft.headers());
        headers.putAll(STRANGE);
        return new Asker.Draft(draft.path(), draft.service(), headers, draft.body());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void an_answer_has_no_header_of_the_callers_and_none_of_the_answerers(Platform caller) {
        Asker asker = world.asker(caller);

        Asker.Reply reply = asker.send(asker.sign(strange(asker)));

        assertThat(reply.verdict()).as(reply.json().toString()).contains(Reading.Answer.NO_MATCH);
        assertOnlyOurs(reply);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void a_refusal_has_no_header_of_the_callers(Platform caller) {
        Asker asker = world.asker(caller);

        Asker.Reply reply = asker.send(asker.sign(strange(asker).saying("{".getBytes(StandardCharsets.UTF_8))));

        assertThat(reply.refusal()).contains("malformed");
        assertOnlyOurs(reply);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void what_is_told_to_a_stranger_has_no_header_of_the_strangers(Platform caller) {
        Asker asker = world.asker(caller);
        Asker.Call call = asker.sign(strange(asker).with("Content-Type", "multipart/form-data; boundary=" + MARKER));

        Asker.Reply reply = asker.send(call);

        assertThat(reply.refusal()).contains("malformed");
        assertOnlyOurs(reply);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void a_call_has_no_header_of_the_callers_but_the_trace(Platform caller) {
        Asker asker = world.asker(caller);
        answerer.resetRequests();

        asker.send(asker.sign(strange(asker)));

        List<LoggedRequest> calls = answerer.findAll(anyRequestedFor(anyUrl()));
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.getHeaders().toString()).doesNotContain(MARKER);
            assertThat(call.getHeader("traceparent")).isEqualTo(STRANGE.get("traceparent"));
        });
    }

    private static void assertOnlyOurs(Asker.Reply reply) {
        assertThat(new TreeSet<>(reply.headers().keySet())).isSubsetOf(OURS);
        assertThat(reply.headers().toString()).doesNotContain(MARKER);
        assertThat(reply.status()).isNotEqualTo(299);
    }
}
