package io.yizhan.exchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.yizhan.exchange.Fetcher.refusal;
import static io.yizhan.exchange.Neighbours.json;
import static io.yizhan.exchange.Neighbours.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yizhan.convention.Convention;
import io.yizhan.convention.Conventions;
import io.yizhan.convention.Key;
import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.signature.ContentDigest;
import io.yizhan.signature.Signer;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that answers speak of: how they are fetched, who may, until when, from where, and what is written down of it. */
@Timeout(120)
class FileFetchTest {
    private static final MadeUpFile PDF = MadeUpFile.pdf(300_000);

    @Order(1)
    @RegisterExtension
    static final Neighbours neighbours = new Neighbours();

    private static final Neighbour WITH_ANOTHER_HOST = neighbours.speaking("zhejiang");

    @Order(2)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(
                    Map.of("registry.refresh", "100ms", "record.patience", "500ms"),
                    text -> Neighbours.edited(neighbours.join(text), FileFetchTest::peculiar))
            .wired();

    /** One keeps its files at other places than its own. */
    private static void peculiar(ObjectNode file) {
        file.path("partners").forEach(partner -> {
            if (partner.path("id").asText().equals(WITH_ANOTHER_HOST.id())) {
                int port = URI.create(neighbours.host()).getPort();
                ((ObjectNode) partner.path("endpoints").path(0)).putArray("file-hosts").add("127.0.0.1:" + port).add("169.254.169.254");
            }
        });
    }

    private static final Keeping keeping = new Keeping(neighbours, world);

    private final Neighbour neighbour = neighbours.speaking("zhejiang");

    @AfterEach
    void nothing_stays_in_the_spool() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(keeping.spooled()).isEmpty());
    }

    // ---- asked and fetched ----

    static Stream<Arguments> callersAndFiles() {
        return Stream.of(Platform.JIANGXI, Platform.NATIONAL, Platform.ZHEJIANG)
                .flatMap(caller -> Stream.of(PDF, MadeUpFile.ofd()).map(file -> Arguments.of(caller, file.type(), file)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("callersAndFiles")
    void a_caller_fetches_the_file_by_the_link_it_is_given_in_its_own_convention(Platform caller, String type, MadeUpFile file) {
        neighbours.keep(neighbour, Keeping.bytes(file));
        String link = keeping.offered(caller, neighbour, file);

        HttpResponse<byte[]> response = keeping.fetcher(caller).fetch(link);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(file.bytes());
        assertThat(response.headers().firstValue("Content-Type")).contains(file.mediaType());
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(file.bytes().length);
        assertThat(response.headers().firstValue("Content-Digest")).contains(ContentDigest.SHA_256.of(file.bytes()));
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @EnumSource(names = {"JIANGXI", "NATIONAL", "ZHEJIANG"})
    void the_link_leads_to_the_gateway_and_nowhere_else(Platform caller) {
        neighbours.answer(neighbour, Keeping.row(PDF.atZhejiang(neighbours.link(neighbour))));

        Asker.Reply reply = keeping.ask(caller, neighbour);

        assertThat(Keeping.link(reply).orElseThrow()).startsWith(world.url().toString()).matches(".*/[0-9a-f]{32}");
        assertThat(Keeping.text(reply)).doesNotContain(neighbours.host(), neighbour.filePath());
    }

    @Test
    void a_native_caller_is_given_a_signature_over_the_files_digest_and_its_own_request() throws IOException {
        neighbours.keep(neighbour, Keeping.bytes(PDF));
        WireRequest get = keeping.fetcher(Platform.JIANGXI).signed(keeping.offered(Platform.JIANGXI, neighbour, PDF));

        HttpResponse<byte[]> response = Fetcher.send(get, HttpResponse.BodyHandlers.ofByteArray());

        Headers headers = Headers.none();
        for (Map.Entry<String, List<String>> field : response.headers().map().entrySet()) {
            headers = headers.with(field.getKey(), field.getValue().get(0));
        }
        Signer gateways = Signer.read("yizhan", Files.readString(world.settings().gatewayKey()));
        Key key = new Key(new PartnerId("gateway"), "yizhan", Environment.PRODUCTION, gateways.algorithm(), gateways.publicKey());
        Outcome<WireAnswer> verified = keeping.fetcher(Platform.JIANGXI)
                .convention()
                .verifyAnswer(new WireAnswer(200, headers, response.body()), get, (convention, id) -> List.of(key), Instant.now());
        assertThat(verified).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void the_answerer_is_called_with_the_gateways_own_signature_and_nothing_of_the_callers() {
        neighbours.keep(neighbour, Keeping.bytes(PDF));
        String link = keeping.offered(Platform.JIANGXI, neighbour, PDF);

        keeping.fetcher(Platform.JIANGXI).fetch(link);

        LoggedRequest call = neighbours.fetches(neighbour).get(0);
        assertThat(call.getQueryParams()).containsOnlyKeys("appKey", "requestTime", "sign");
        assertThat(call.queryParameter("appKey").firstValue()).isEqualTo("yizhan-at-zhejiang");
        assertThat(call.getHeaders().keys()).doesNotContain("Signature", "Signature-Input", "Yizhan-Largest", "Yizhan-Deadline");
    }

    @Test
    void a_file_may_be_fetched_again_for_as_long_as_it_is_offered() {
        neighbours.keep(neighbour, Keeping.bytes(PDF));
        String link = keeping.offered(Platform.NATIONAL, neighbour, PDF);
        keeping.fetcher(Platform.NATIONAL).fetch(link);

        HttpResponse<byte[]> again = keeping.fetcher(Platform.NATIONAL).fetch(link);

        assertThat(again.body()).isEqualTo(PDF.bytes());
    }

    @Test
    void a_platform_that_promises_no_digest_and_signs_its_answers_vouches_by_its_signature() throws IOException {
        Neighbour keeper = neighbours.speaking("jiangxi");
        neighbours.interference().signed(keeper, nativeAs(keeper));
        neighbours.interference().signedFile(keeper, nativeAs(keeper));
        neighbours.keep(keeper, Keeping.bytes(PDF));
        String link = offeredByNative(keeper);

        HttpResponse<byte[]> response = keeping.fetcher(Platform.ZHEJIANG).fetch(link);

        assertThat(response.body()).isEqualTo(PDF.bytes());
    }

    @Test
    void a_file_nobody_promised_a_digest_of_and_nobody_signed_is_not_released() throws IOException {
        Neighbour keeper = neighbours.speaking("jiangxi");
        neighbours.interference().signed(keeper, nativeAs(keeper));
        neighbours.keep(keeper, Keeping.bytes(PDF));
        String link = offeredByNative(keeper);

        HttpResponse<byte[]> response = keeping.fetcher(Platform.ZHEJIANG).fetch(link);

        assertThat(refusal(response)).isEqualTo("endpoint-bad-answer");
    }

    private static String offeredByNative(Neighbour keeper) {
        neighbours.answer(keeper, aResponse()
                .withHeader("Content-Type", "application/json")
                .withHeader("ce-specversion", "1.0")
                .withHeader("ce-id", "1")
                .withHeader("ce-source", "urn:made-up")
                .withHeader("ce-type", "yizhan.licence-recognition.reply")
                .withBody("""
                        {"HYJG":{"JG":"YX"},"ZZLB":[{"ZZMC":"食品经营许可证","HYJG":{"JG":"YX"},"DZWJ":{"LJ":"%s","LX":"PDF"}}]}"""
                        .formatted(neighbours.link(keeper))));
        return Keeping.link(keeping.ask(Platform.ZHEJIANG, keeper)).orElseThrow();
    }

    private static Convention nativeAs(Neighbour keeper) throws IOException {
        Signer signer = Signer.read(keeper.keyId(), Files.readString(world.world().keys().resolve("jiangxi.pem")));
        return Conventions.load(RunningWorld.MAPPINGS.resolve("conventions"), List.of(signer), Set.of(), new SecureRandom())
                .named(Conventions.NATIVE)
                .orElseThrow();
    }

    // ---- what is written down ----

    @Test
    void a_fetched_file_is_in_the_ledger_by_its_digest_before_it_leaves() {
        neighbours.keep(neighbour, Keeping.bytes(PDF));
        neighbours.answer(neighbour, Keeping.row(PDF.atZhejiang(neighbours.link(neighbour))));
        Asker.Reply reply = keeping.ask(Platform.JIANGXI, neighbour, terms -> terms.authorised(Question.Basis.HOLDER, "consent-4712"));
        String offering = reply.headers().get("ce-id").get(0);

        keeping.fetcher(Platform.JIANGXI).fetch(Keeping.link(reply).orElseThrow());

        assertThat(entriesAbout(offering)).extracting(Entry::step, Entry::outcome, Entry::received, Entry::delivered).containsExactly(
                tuple("file-request", "asked", Digest.sha256(), Optional.empty()),
                tuple("file", "answered", PDF.digest(), Optional.of(PDF.digest())));
        assertThat(entriesAbout(offering)).allSatisfy(entry -> {
            assertThat(entry.from()).hasToString("jiangxi");
            assertThat(entry.to().orElseThrow()).hasToString(neighbour.id());
            assertThat(entry.consent()).isEqualTo("consent-4712");
        });
    }

    private static List<Entry> entriesAbout(String offering) {
        Ledger ledger = Ledger.in(world.database().aside(), new SecureRandom());
        return world.database()
                .aside()
                .withHandle(handle -> handle.createQuery("SELECT DISTINCT message FROM ledger_entry WHERE mappings LIKE :about")
                        .bind("about", "%" + offering)
                        .mapTo(String.class)
                        .list())
                .stream()
                .flatMap(message -> ledger.of(MessageId.parse(message)).stream())
                .toList();
    }

    @Test
    void a_request_that_was_seen_before_is_refused() {
        neighbours.keep(neighbour, Keeping.bytes(PDF));
        WireRequest get = keeping.fetcher(Platform.NATIONAL).signed(keeping.offered(Platform.NATIONAL, neighbour, PDF));
        Fetcher.send(get, HttpResponse.BodyHandlers.ofByteArray());

        HttpResponse<byte[]> again = Fetcher.send(get, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(refusal(again)).isEqualTo("replayed");
    }

    @Test
    void a_request_for_a_file_that_cannot_be_written_down_does_not_leave() {
        neighbours.keep(neighbour, Keeping.bytes(PDF));
        String link = keeping.offered(Platform.JIANGXI, neighbour, PDF);
        world.wire().cut();

        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(link);

        world.wire().heal();
        assertThat(refusal(response)).isEqualTo("evidence-unavailable");
        assertThat(neighbours.fetches(neighbour)).isEmpty();
        awaitTheDatabase();
    }

    @Test
    void a_file_that_cannot_be_written_down_is_not_released() {
        neighbours.keep(neighbour, Keeping.bytes(PDF));
        String link = keeping.offered(Platform.JIANGXI, neighbour, PDF);
        neighbours.interference().whileFetched(neighbour, () -> world.wire().cut());

        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(link);

        world.wire().heal();
        assertThat(refusal(response)).isEqualTo("evidence-unavailable");
        assertThat(neighbours.fetches(neighbour)).hasSize(1);
        awaitTheDatabase();
    }

    private static void awaitTheDatabase() {
        Neighbour another = neighbours.speaking("zhejiang");
        neighbours.answer(another, Keeping.row("\"certificate_area_code\":\"440000\""));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> world.asker(Platform.JIANGXI).ask(question(another)).refusal().isEmpty());
    }

    @Test
    void an_answer_whose_file_cannot_be_offered_is_not_disclosed() {
        neighbours.answer(neighbour, Keeping.row(PDF.atZhejiang(neighbours.link(neighbour))));
        world.database().aside().useHandle(handle -> handle.execute("ALTER TABLE offered_file RENAME TO hidden"));

        Asker.Reply reply = world.asker(Platform.JIANGXI).ask(question(neighbour).wanting(Question.Want.FILE));

        world.database().aside().useHandle(handle -> handle.execute("ALTER TABLE hidden RENAME TO offered_file"));
        assertThat(reply.refusal()).contains("evidence-unavailable");
        assertThat(Keeping.text(reply)).doesNotContain("食品经营许可证");
    }

    @Test
    void where_a_file_is_kept_stands_nowhere_in_the_database_in_clear() {
        keeping.offered(Platform.JIANGXI, neighbour, PDF);

        List<String> rows = world.database()
                .aside()
                .withHandle(handle -> handle.createQuery("SELECT offered_file::text FROM offered_file").mapTo(String.class).list());

        String inHex = HexFormat.of().formatHex(neighbour.filePath().getBytes(StandardCharsets.UTF_8));
        assertThat(rows).isNotEmpty().noneMatch(row -> row.contains(neighbour.filePath()) || row.contains(inHex));
    }

    // ---- who may, and until when ----

    @ParameterizedTest
    @ValueSource(strings = {"信用核查", "招标资格核验"})
    void an_agreement_that_releases_less_than_everything_gives_no_link(String purpose) {
        neighbours.answer(neighbour, Keeping.row(PDF.atZhejiang(neighbours.link(neighbour))));

        Asker.Reply reply = keeping.ask(Platform.JIANGXI, neighbour, terms -> terms.purpose(purpose));

        assertThat(Keeping.text(reply)).doesNotContain("DZWJ", "http://");
    }

    @Test
    void nobody_but_the_caller_it_was_offered_to_is_told_of_a_file() {
        neighbours.keep(neighbour, Keeping.bytes(PDF));
        String link = keeping.offered(Platform.NATIONAL, neighbour, PDF);
        String elsewhere = world.url() + "/exchange/licence-recognition/files" + link.substring(link.lastIndexOf('/'));

        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(elsewhere);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(refusal(response)).isEqualTo("no-such-file");
        assertThat(neighbours.fetches(neighbour)).isEmpty();
    }

    @Test
    void a_file_that_was_never_offered_is_refused_like_one_that_was_offered_to_others() {
        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(world.url() + "/exchange/licence-recognition/files/" + "0".repeat(32));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(refusal(response)).isEqualTo("no-such-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/0123", "/ABCDEF0123456789ABCDEF0123456789"})
    void what_is_no_name_of_a_file_is_no_kind_of_exchange(String end) {
        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(world.url() + "/exchange/licence-recognition/files" + end);

        assertThat(refusal(response)).isEqualTo("unknown-kind");
    }

    @Test
    void after_its_time_a_file_is_not_there_any_more() {
        neighbours.keep(neighbour, Keeping.bytes(PDF));
        String link = keeping.offered(Platform.JIANGXI, neighbour, PDF);
        world.database().aside().useHandle(handle -> handle.execute("UPDATE offered_file SET until = now() - interval '1 second'"));

        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(link);

        assertThat(refusal(response)).isEqualTo("no-such-file");
        assertThat(neighbours.fetches(neighbour)).isEmpty();
    }

    @Test
    void a_key_for_tests_does_not_fetch_what_was_offered_in_production() {
        neighbours.keep(neighbour, Keeping.bytes(PDF));
        String link = keeping.offered(Platform.JIANGXI, neighbour, PDF);
        world.database().aside().useHandle(handle -> handle.execute("UPDATE offered_file SET environment = 'TEST'"));

        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(link);

        assertThat(refusal(response)).isEqualTo("no-such-file");
    }

    static Stream<Arguments> changesOfMind() {
        return Stream.of(
                Arguments.of("UPDATE agreement SET release = 'masked' WHERE id = 'neighbours-jiangxi-zhejiang-licence'", "not-agreed",
                        "UPDATE agreement SET release = 'full' WHERE id = 'neighbours-jiangxi-zhejiang-licence'"),
                Arguments.of("UPDATE agreement SET from_day = '2000-01-01', to_day = '2000-01-02' WHERE id = 'neighbours-jiangxi-zhejiang-licence'",
                        "not-agreed", "UPDATE agreement SET to_day = '2999-01-01' WHERE id = 'neighbours-jiangxi-zhejiang-licence'"),
                Arguments.of("UPDATE partner SET suspended = true WHERE id = 'jiangxi'", "suspended",
                        "UPDATE partner SET suspended = false WHERE id = 'jiangxi'"),
                Arguments.of("UPDATE partner SET suspended = true WHERE role = 'region' AND id ~ '^n[0-9]'", "no-endpoint",
                        "UPDATE partner SET suspended = false WHERE id ~ '^n[0-9]'"),
                Arguments.of("UPDATE endpoint SET url = 'https://moved.example/x' WHERE owner ~ '^n[0-9]'", "no-such-file",
                        "UPDATE endpoint SET url = '" + "%HOST%" + "/' || owner || '/recognition' WHERE owner ~ '^n[0-9]'"));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("changesOfMind")
    void what_was_agreed_when_a_file_was_offered_must_still_be_agreed(String change, String refusal, String back) {
        neighbours.keep(neighbour, Keeping.bytes(PDF));
        String link = keeping.offered(Platform.JIANGXI, neighbour, PDF);

        registered(change);

        try {
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
                    assertThat(refusal(keeping.fetcher(Platform.JIANGXI).fetch(link))).isEqualTo(refusal));
        } finally {
            registered(back.replace("%HOST%", neighbours.host()));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> keeping.fetcher(Platform.JIANGXI).fetch(link).statusCode() == 200);
        }
    }

    private static void registered(String change) {
        world.database().aside().useTransaction(handle -> {
            handle.execute(change);
            handle.execute("UPDATE registry_version SET version = version + 1");
        });
    }

    // ---- where files may be ----

    @ParameterizedTest
    @ValueSource(strings = {
        "http://elsewhere.example/file.pdf", "https://localhost/file.pdf", "http://169.254.169.254/latest/meta-data", "http://user:secret@localhost/x"
    })
    void a_file_that_is_not_at_its_keepers_own_place_is_left_out(String place) {
        neighbours.answer(neighbour, Keeping.row(PDF.atZhejiang(place)));

        Asker.Reply reply = keeping.ask(Platform.JIANGXI, neighbour);

        assertThat(Keeping.link(reply)).isEmpty();
        assertThat(Keeping.text(reply)).contains("食品经营许可证").doesNotContain("DZWJ", place);
    }

    @Test
    void a_keeper_may_have_registered_another_host_for_its_files() {
        String link = neighbours.link(WITH_ANOTHER_HOST).replace("localhost", "127.0.0.1");
        neighbours.keep(WITH_ANOTHER_HOST, Keeping.bytes(PDF));
        neighbours.answer(WITH_ANOTHER_HOST, Keeping.row(PDF.atZhejiang(link)));

        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(Keeping.link(keeping.ask(Platform.JIANGXI, WITH_ANOTHER_HOST)).orElseThrow());

        assertThat(response.body()).isEqualTo(PDF.bytes());
    }

    @Test
    void an_address_that_must_not_be_called_is_not_called_even_where_somebody_registered_it() {
        neighbours.answer(WITH_ANOTHER_HOST, Keeping.row(PDF.atZhejiang("http://169.254.169.254/latest/meta-data")));

        HttpResponse<byte[]> response = keeping.fetcher(Platform.JIANGXI).fetch(Keeping.link(keeping.ask(Platform.JIANGXI, WITH_ANOTHER_HOST)).orElseThrow());

        assertThat(refusal(response)).isEqualTo("endpoint-unavailable");
    }
}
