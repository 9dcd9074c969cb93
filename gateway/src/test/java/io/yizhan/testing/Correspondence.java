package io.yizhan.testing;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yizhan.assembly.Gateway;
import io.yizhan.assembly.Machine;
import io.yizhan.assembly.Settings;
import io.yizhan.vocabulary.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway between one sender, who speaks as the national platform does, and many recipients, who speak as Zhejiang's does and are played by
 * one WireMock: {@code @RegisterExtension static final Correspondence world = Correspondence.usual();}. Whoever evaluates a case in the region
 * of a recipient sends it a message.
 */
public final class Correspondence implements BeforeAllCallback, AfterAllCallback {
    public static final String SENDER = "sender";
    public static final int RECIPIENTS = 40;
    public static final String SECRET = "made-up-for-this-test";
    private static final String TAKEN = "{\"code\":\"00\",\"msg\":\"成功\",\"dataCount\":0,\"datas\":[]}";
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestDatabase database = TestDatabase.fresh();
    private final WireMockServer recipients = new WireMockServer(
            WireMockConfiguration.options().dynamicPort().jettyAcceptors(1).containerThreads(100).gzipDisabled(true));
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LONG).build();
    private final AtomicLong time = new AtomicLong();
    private final Map<String, String> more;
    private final Map<String, String> parameters;
    private final Clock clock;
    private final UnaryOperator<String> change;
    private final Supplier<Map<String, String>> environment;
    private String broker;
    private Path directory;
    private Settings settings;
    private Gateway gateway;

    private Correspondence(Map<String, String> more, Map<String, String> parameters, Clock clock, UnaryOperator<String> change,
            Supplier<Map<String, String>> environment) {
        this.more = more;
        this.parameters = parameters;
        this.clock = clock;
        this.change = change;
        this.environment = environment;
    }

    public static Correspondence usual() {
        return new Correspondence(Map.of(), Map.of(), Clock.systemUTC(), text -> text, Map::of);
    }

    /** @param settings beyond the usual ones */
    public Correspondence settings(Map<String, String> settings) {
        return new Correspondence(settings, parameters, clock, change, environment);
    }

    /** The same with other parameters in every kind's route: {@code attempts}, {@code firstPause} and the like. */
    public Correspondence kinds(Map<String, String> others) {
        return new Correspondence(more, others, clock, change, environment);
    }

    public Correspondence by(Clock another) {
        return new Correspondence(more, parameters, another, change, environment);
    }

    /** The same with another partners.yaml, before the gateway reads it. */
    public Correspondence partners(UnaryOperator<String> other) {
        return new Correspondence(more, parameters, clock, other, environment);
    }

    /** The same with more of what {@code env:} refers to, asked for once everything before it is there. */
    public Correspondence environment(Supplier<Map<String, String>> variables) {
        return new Correspondence(more, parameters, clock, change, variables);
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(environment.get());
        variables.put("SECRET", SECRET);
        return variables;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        database.beforeAll(context);
        broker = TestBroker.shared(context).address();
        recipients.start();
        recipients.stubFor(WireMock.post(WireMock.anyUrl()).atPriority(10).willReturn(taken()));
        directory = Files.createTempDirectory("yizhan-test-correspondence");
        Files.writeString(directory.resolve("partners.yaml"), change.apply(partners()));
        settings = Settings.load(Optional.empty(), Map.of(), all(Map.of()));
        gateway = start(settings);
    }

    private Gateway start(Settings own) {
        Machine present = Machine.present();
        return Gateway.start(own, new Machine(clock, present.nanos(), present.random(), variables()), progress -> {});
    }

    private Map<String, String> all(Map<String, String> own) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of(
                "data.directory", directory.resolve("gateway").toString(),
                "http.port", "0",
                "routes.directory", RouteParameters.changed(directory, parameters).toString(),
                "mappings.directory", RunningWorld.MAPPINGS.toString(),
                "partners.file", directory.resolve("partners.yaml").toString(),
                "outbound.loopback", "true",
                "database.url", database.url(),
                "database.user", database.user(),
                "database.password", database.password()));
        all.put("database.connections", "6");
        all.put("kafka.bootstrap-servers", broker);
        all.put("kafka.prefix", directory.getFileName() + ".");
        all.putAll(more);
        all.putAll(own);
        return all;
    }

    private String partners() {
        StringBuilder followUps = new StringBuilder();
        StringBuilder text = new StringBuilder("partners:\n")
                .append("- {id: sender, name: 国家平台, role: national, dialect: national, networks: [127.0.0.0/8],\n")
                .append("   keys: [{convention: gjgxjhpt, id: sender-rid, environment: production, secret: \"env:SECRET\"}],\n")
                .append("   endpoints: [").append(endpoint("delivery-status", "gateway", "/sender/httpproxy")).append(", ")
                .append(endpoint("joint-approval", "gateway", "/sender/case/httpproxy")).append(", ")
                .append(endpoint("service-evaluation", "gateway", "/sender/evaluation/httpproxy")).append("]}\n");
        for (int i = 0; i < RECIPIENTS; i++) {
            text.append("- {id: ").append(recipient(i)).append(", name: 样本, role: region, dialect: zhejiang, regions: [\"").append(region(i))
                    .append("\"], networks: [127.0.0.0/8],\n   keys: [{convention: zhejiang, id: ").append(recipient(i))
                    .append("-app, environment: production, secret: \"env:SECRET\"}],\n   endpoints: [")
                    .append(endpoint("service-evaluation", "gateway", "/" + recipient(i) + "/gateway/api/evaluation/assess.htm")).append(", ")
                    .append(endpoint("joint-approval", "gateway", "/" + recipient(i) + "/gateway/api/case/submit.htm")).append("]}\n");
        }
        for (int i = 0; i < RECIPIENTS; i++) {
            followUps.append("- {id: ratings-").append(recipient(i)).append(", caller: ").append(recipient(i)).append(", answers: [sender], ")
                    .append("kind: service-evaluation, purposes: [], bases: [holder, duty], release: full, from: 2020-01-01, to: 2099-12-31, way: [direct]}\n");
        }
        return text.append("agreements:\n").append(agreement("service-evaluation")).append(agreement("joint-approval")).append(followUps).toString();
    }

    private static String agreement(String kind) {
        return "- {id: all-" + kind + ", caller: sender, answers: [\"*\"], kind: " + kind + ", purposes: [], bases: [holder, duty], "
                + "release: full, from: 2020-01-01, to: 2099-12-31, way: [direct]}\n";
    }

    private String endpoint(String kind, String id, String path) {
        return "{kind: " + kind + ", environment: production, url: \"" + recipients.baseUrl() + path + "\", credential: {id: " + id
                + ", secret: \"env:SECRET\"}, timeout: 5s, concurrency: 8}";
    }

    public static String recipient(int number) {
        return "r" + number;
    }

    public static String region(int number) {
        return String.format("33%02d", number + 1);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (gateway != null) {
            gateway.close();
        }
        recipients.stop();
        database.afterAll(context);
        try {
            FileUtils.deleteDirectory(directory.toFile());
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }

    public void stop() {
        gateway.close();
    }

    public void restart() {
        gateway.close();
        gateway = start(settings);
    }

    /** A second node on the same database, to be closed by whoever asks for it. */
    public Gateway another() throws IOException {
        return start(Settings.load(Optional.empty(), Map.of(), all(Map.of(
                "secrets.key", settings.secretsKey().toString(),
                "gateway.key", settings.gatewayKey().toString(),
                "gateway.sm2-key", settings.gatewaySm2Key().toString(),
                "data.directory", directory.resolve("another").toString()))));
    }

    public URI url() {
        return gateway.url();
    }

    public TestDatabase database() {
        return database;
    }

    public Settings settings() {
        return settings;
    }

    public static ResponseDefinitionBuilder taken() {
        return WireMock.aResponse().withStatus(200).withHeader("Content-Type", "application/json;charset=UTF-8").withBody(TAKEN);
    }

    public static ResponseDefinitionBuilder status(int status) {
        return WireMock.aResponse().withStatus(status);
    }

    /** What a recipient answers, one after the other; the last one stays. */
    public void answers(String recipient, ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            recipients.stubFor(WireMock.post(WireMock.urlPathMatching("/" + recipient + "/.*"))
                    .atPriority(1)
                    .inScenario(recipient)
                    .whenScenarioStateIs(state(i))
                    .willSetStateTo(state(Math.min(i + 1, answers.length - 1)))
                    .willReturn(answers[i]));
        }
    }

    private static String state(int answered) {
        return answered == 0 ? Scenario.STARTED : String.valueOf(answered);
    }

    /** What a recipient answers, one after the other, when it is brought files; the last one stays. */
    public void keeps(String recipient, ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            recipients.stubFor(WireMock.put(WireMock.urlPathMatching("/" + recipient + "/files/.*"))
                    .inScenario(recipient + " files")
                    .whenScenarioStateIs(state(i))
                    .willSetStateTo(state(Math.min(i + 1, answers.length - 1)))
                    .willReturn(answers[i]));
        }
    }

    /** The files it was brought, in the order in which they came. */
    public List<LoggedRequest> brought(String recipient) {
        List<LoggedRequest> requests = new ArrayList<>(recipients.findAll(WireMock.putRequestedFor(WireMock.urlPathMatching("/" + recipient + "/files/.*"))));
        requests.sort(Comparator.comparing(LoggedRequest::getLoggedDate));
        return requests;
    }

    /** What a recipient says when it is asked whether something arrived. */
    public void says(String recipient, ResponseDefinitionBuilder answer) {
        recipients.stubFor(WireMock.get(WireMock.urlPathEqualTo("/" + recipient + "/status")).willReturn(answer));
    }

    /** What it was sent, in the order in which it came. */
    public List<LoggedRequest> received(String recipient) {
        List<LoggedRequest> requests = new ArrayList<>(recipients.findAll(WireMock.postRequestedFor(WireMock.urlPathMatching("/" + recipient + "/.*"))));
        requests.sort(Comparator.comparing(LoggedRequest::getLoggedDate));
        return requests;
    }

    /** What the sender was told of its messages. */
    public List<LoggedRequest> told() {
        return recipients.findAll(WireMock.postRequestedFor(WireMock.urlPathEqualTo("/sender/httpproxy")));
    }

    /** What the sender was told about its cases. */
    public List<LoggedRequest> toldOfCases() {
        return recipients.findAll(WireMock.postRequestedFor(WireMock.urlPathEqualTo("/sender/case/httpproxy")));
    }

    /** An evaluation of a case in the region of that recipient. */
    public static String evaluation(String id, int recipient, String project) {
        return "{\"request_no\": \"" + id + "\", \"assess_no\": \"GJ-PJ-" + id + "\", \"object_type\": \"1\", \"object_area_code\": \"" + region(recipient)
                + "00000000\", \"project_no\": \"" + project + "\", \"source_area_code\": \"000000000000\", \"assess_channel\": \"7\", "
                + "\"assess_number\": 1, \"satisfaction\": \"2\", \"assess_time\": \"2026-04-03 09:00:00\"}";
    }

    /** The gateway's data directory. */
    public Path data() {
        return directory.resolve("gateway");
    }

    public HttpResponse<String> send(String body) {
        return send(gateway.url(), body);
    }

    public HttpResponse<String> send(URI node, String body) {
        return sending(node, body).join();
    }

    public CompletableFuture<HttpResponse<String>> sending(URI node, String body) {
        return client.sendAsync(signed(node, "s_sys_service_evaluation", body), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** @param service the code of what the sender asks for */
    public HttpResponse<String> send(String service, String body) {
        return client.sendAsync(signed(gateway.url(), service, body), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).join();
    }

    /** A recipient tells something about a case, signed as Zhejiang's platform does. */
    public HttpResponse<String> tell(String recipient, String message, String body) {
        return posted(recipient, "/gateway/api/case/" + message + ".htm", body);
    }

    /** A recipient tells what it did about a bad rating. */
    public HttpResponse<String> followUp(String recipient, String body) {
        return posted(recipient, "/gateway/api/evaluation/rectify.htm", body);
    }

    /** A recipient publishes one of the {@link Notes}, where the gateway knows them. */
    public HttpResponse<String> publish(String recipient, String body) {
        return posted(recipient, "/gateway/api/notes.htm", body);
    }

    /** A recipient tells something at a place of its dialect. */
    public HttpResponse<String> posted(String recipient, String path, String body) {
        return client.sendAsync(HttpRequest.newBuilder(gateway.url().resolve(path + signature(recipient)))
                        .timeout(LONG)
                        .header("Content-Type", "application/json;charset=UTF-8")
                        .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                        .build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .join();
    }

    /** A recipient puts, gets or deletes something at a place of its dialect. */
    public HttpResponse<String> at(String recipient, String method, String path, String body) {
        return client.sendAsync(HttpRequest.newBuilder(gateway.url().resolve(path + signature(recipient)))
                        .timeout(LONG)
                        .header("Content-Type", "application/json;charset=UTF-8")
                        .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                        .build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .join();
    }

    private String signature(String recipient) {
        String now = String.valueOf(time.updateAndGet(last -> Math.max(last + 1, clock.millis())));
        return "?appKey=" + recipient + "-app&requestTime=" + now + "&sign=" + md5(recipient + "-app" + SECRET + now);
    }

    /** The sender brings a material. */
    public HttpResponse<byte[]> bring(byte[] content) {
        return put(signed(gateway.url().resolve("/httpproxy/attachments/" + Digest.sha256(content)), "s_sys_attachments"), content);
    }

    /** A recipient brings one. */
    public HttpResponse<byte[]> bring(String recipient, byte[] content) {
        return put(at(recipient, Digest.sha256(content)), content);
    }

    private HttpResponse<byte[]> put(HttpRequest.Builder request, byte[] content) {
        HttpRequest put = request.setHeader("Content-Type", "application/octet-stream").PUT(HttpRequest.BodyPublishers.ofByteArray(content)).build();
        return client.sendAsync(put, HttpResponse.BodyHandlers.ofByteArray()).join();
    }

    /** The sender fetches a material. */
    public HttpResponse<byte[]> fetch(Digest digest) {
        HttpRequest get = signed(gateway.url().resolve("/httpproxy/attachments/" + digest), "s_sys_attachments").GET().build();
        return client.sendAsync(get, HttpResponse.BodyHandlers.ofByteArray()).join();
    }

    /** A recipient fetches one. */
    public HttpResponse<byte[]> fetch(String recipient, Digest digest) {
        return client.sendAsync(at(recipient, digest).GET().build(), HttpResponse.BodyHandlers.ofByteArray()).join();
    }

    private HttpRequest.Builder at(String recipient, Digest digest) {
        return HttpRequest.newBuilder(gateway.url().resolve("/gateway/api/attachments/" + digest + signature(recipient))).timeout(LONG);
    }

    /** The sender sends many at once. */
    public HttpResponse<String> batch(URI node, String service, String type, byte[] body) {
        return client.sendAsync(many(node, service, type, body), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).join();
    }

    /** The same, not sent yet. */
    public HttpRequest many(URI node, String service, String type, byte[] body) {
        return signed(node.resolve("/httpproxy"), service)
                .setHeader("Content-Type", type)
                .header("Content-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(Digest.sha256(body).bytes()) + ":")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** Asks as the sender does what became of a message. */
    public HttpResponse<String> ask(String message) {
        return ask(gateway.url(), message);
    }

    public HttpResponse<String> ask(URI node, String message) {
        HttpRequest request = signed(node.resolve("/httpproxy/messages/" + message), "s_sys_messages").GET().build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).join();
    }

    /** Looks as the sender through what was published. */
    public HttpResponse<String> look(String path) {
        return lookAt("catalogue", "s_sys_catalogue", path);
    }

    /** The same at another place of its dialect. */
    public HttpResponse<String> lookAt(String place, String service, String path) {
        HttpRequest request = signed(gateway.url().resolve("/httpproxy/" + place + path), service).GET().build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).join();
    }

    private HttpRequest signed(URI node, String service, String body) {
        return signed(node.resolve("/httpproxy"), service).POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)).build();
    }

    /** Signed by a time of its own: of two calls in one millisecond the signature would be the same. */
    private HttpRequest.Builder signed(URI address, String service) {
        String now = String.valueOf(time.updateAndGet(last -> Math.max(last + 1, clock.millis())));
        return HttpRequest.newBuilder(address)
                .timeout(LONG)
                .header("Content-Type", "application/json;charset=UTF-8")
                .header("gjgxjhpt_rid", "sender-rid")
                .header("gjgxjhpt_sid", service)
                .header("gjgxjhpt_rtime", now)
                .header("gjgxjhpt_sign", hmac(service + "sender-rid" + now));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
