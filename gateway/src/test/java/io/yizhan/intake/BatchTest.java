package io.yizhan.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.store.Leases;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.NativePartner;
import io.yizhan.testing.Notes;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Items that are sent by the thousand, over real HTTP. */
@Timeout(120)
class BatchTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final NativePartner NATIVE = new NativePartner("native");
    private static final NativePartner TRYING = new NativePartner("trying");
    private static final NativePartner STRANGER = new NativePartner("stranger");
    private static final NativePartner SUSPENDED = new NativePartner("suspended");
    private static final String SERVICE = "s_sys_notes";
    private static final String PATH = "/exchange/notes";
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int LARGEST = 4 << 20;

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().settings(settings()).partners(PartnersYaml.changed(BatchTest::publishing));

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int number = NEXT.getAndIncrement();

    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(Notes.settings());
        settings.put("attachments.largest", String.valueOf(LARGEST));
        return settings;
    }

    private static void publishing(PartnersYaml file) {
        NATIVE.join(file, "jiangxi", "36");
        file.partner("native").putArray("sources").add("urn:made-up:native");
        TRYING.signFor(file, "native", "test");
        STRANGER.join(file, "jiangxi", "42");
        SUSPENDED.join(file, "jiangxi", "41");
        file.partner("suspended").put("suspended", true);
        for (String publisher : List.of("sender", "native", "suspended")) {
            ObjectNode agreement = file.agreementLike("all-service-evaluation", "notes-" + publisher, "");
            agreement.put("caller", publisher).put("kind", Notes.KIND).putArray("purposes");
            agreement.putArray("answers").add("r1");
        }
    }

    private String id(String name) {
        return name + "-" + number;
    }

    private String note(String name, int version, String more) {
        return "{\"noteId\": \"" + id(name) + "\", \"version\": " + version + (more.isEmpty() ? "" : ", " + more) + "}";
    }

    private static byte[] lines(String... lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> send(String type, byte[] body) {
        return world.batch(world.url(), SERVICE, type, body);
    }

    /** It was accepted, under this id. */
    private static String accepted(HttpResponse<String> answer) {
        assertThat(answer.body()).contains("accepted_at");
        return read(answer.body()).at("/data/message_id").asText();
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** What its sender is told in the end. */
    private static JsonNode report(String batch) {
        Awaitility.await().atMost(LONG).until(() -> List.of("done", "refused").contains(asked(batch).path("state").asText()));
        return asked(batch);
    }

    private static JsonNode asked(String batch) {
        return read(world.ask(batch).body()).path("data");
    }

    private static JsonNode sent(String type, byte[] body) {
        return report(accepted(send(type, body)));
    }

    private static String counts(JsonNode report) {
        return report.path("state").asText() + " " + report.at("/lines/read") + " " + report.at("/lines/accepted") + " " + report.at("/lines/rejected");
    }

    private static List<String> rejected(JsonNode report) {
        return StreamSupport.stream(report.path("rejected").spliterator(), false)
                .map(line -> line.path("line") + " " + line.path("code").asText() + " " + line.path("place").asText())
                .toList();
    }

    /** An item as it stands: its version, and whether it is withdrawn. */
    private Optional<String> stands(String name) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery("SELECT version || CASE WHEN withdrawn THEN ' withdrawn' ELSE '' END FROM feed_item WHERE item = :item")
                .bind("item", id(name))
                .mapTo(String.class)
                .findOne());
    }

    private static long count(String table) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
    }

    @Test
    void every_line_is_published() {
        assertThat(counts(sent(NDJSON, lines(note("a", 1, ""), note("b", 7, "\"title\": \"样本\""))))).isEqualTo("done 2 2 0");
        assertThat(stands("a")).contains("1");
        assertThat(stands("b")).contains("7");
    }

    @Test
    void lines_that_are_wrong_are_told_by_their_number_and_the_others_go_through() {
        JsonNode report = sent(NDJSON, lines(
                note("a", 1, ""), "{no json", "", note("b", 1, "\"title\": 5"), "{\"noteId\": \"" + id("c") + "\"}", note("d", 1, "")));
        assertThat(counts(report)).isEqualTo("done 5 2 3");
        assertThat(rejected(report)).containsExactly("2 malformed ", "4 schema-violation /title", "5 schema-violation /version");
        assertThat(stands("d")).contains("1");
    }

    @Test
    void a_line_with_two_links_for_one_channel_is_told_where_the_second_stands() {
        JsonNode report = sent(NDJSON, lines(
                note("a", 1, "\"links\": [{\"channel\": \"app\"}, {\"channel\": \"web\"}]"),
                note("b", 1, "\"links\": [{\"channel\": \"app\"}, {\"channel\": \"web\"}, {\"channel\": \"app\"}]")));
        assertThat(rejected(report)).containsExactly("2 schema-violation /links/2/channel");
        assertThat(report.at("/rejected/0/expected").asText()).isEqualTo("none that stands there twice");
    }

    @Test
    void nothing_of_what_stands_on_a_line_is_told() {
        assertThat(sent(NDJSON, lines(note("a", 1, "\"title\": [\"secret-of-a-line\"]"), "secret-of-a-line")).toString()).doesNotContain("secret-of-a-line");
    }

    @Test
    void withdraws_and_keeps_what_is_newer() {
        world.send(SERVICE, note("a", 3, "\"title\": \"x\""));
        world.send(SERVICE, note("b", 3, "\"title\": \"x\""));
        assertThat(counts(sent(NDJSON, lines(note("a", 4, "\"withdrawn\": true"), note("b", 2, "\"title\": \"old\""))))).isEqualTo("done 2 2 0");
        assertThat(stands("a")).contains("4 withdrawn");
        assertThat(stands("b")).contains("3");
    }

    @Test
    void of_two_contents_under_one_version_one_is_rejected() {
        JsonNode report = sent(NDJSON, lines(note("a", 1, "\"title\": \"x\""), note("a", 1, "\"title\": \"y\"")));
        assertThat(counts(report)).isEqualTo("done 2 1 1");
        assertThat(report.at("/rejected/0/code").asText()).isEqualTo("conflicting-duplicate");
    }

    @Test
    void a_line_that_is_too_long_is_told_and_not_held() {
        assertThat(rejected(sent(NDJSON, lines(note("a", 1, "\"title\": \"" + "x".repeat(1_200_000) + "\""), note("b", 1, ""))))).containsExactly("1 too-large ");
        assertThat(stands("b")).contains("1");
    }

    @Test
    void more_than_is_asked_for_is_told_page_by_page() {
        String batch = accepted(send(NDJSON, lines("x", "y", note("a", 1, ""), "z")));
        report(batch);
        JsonNode first = asked(batch + "?limit=2");
        assertThat(rejected(first)).containsExactly("1 malformed ", "2 malformed ");
        assertThat(first.path("more").asBoolean()).isTrue();
        assertThat(rejected(asked(batch + "?limit=2&after=2"))).containsExactly("4 malformed ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=10001", "limit=x", "after=-1"})
    void a_page_that_cannot_be_is_refused(String query) {
        assertThat(world.ask(accepted(send(NDJSON, lines(note("a", 1, "")))) + "?" + query).body()).contains("malformed");
    }

    @Test
    void nobody_else_is_told() {
        String batch = accepted(send(NDJSON, lines(note("a", 1, ""))));
        assertThat(NATIVE.get(world.url(), "/messages/" + batch, Headers.none()).body()).contains("no-such-message");
    }

    @Test
    void what_has_long_been_over_is_forgotten_with_its_report() {
        String batch = accepted(send(NDJSON, lines("x", note("a", 1, ""))));
        report(batch);
        world.database().jdbi().useHandle(handle -> new BatchRows(handle).forget(Notes.KIND, Instant.now().plus(LONG)));
        assertThat(world.ask(batch).body()).contains("no-such-message");
    }

    @Test
    void what_is_not_over_is_not_forgotten() {
        String batch = accepted(send(NDJSON, lines(note("a", 1, ""))));
        world.database().jdbi().useHandle(handle -> new BatchRows(handle).forget(Notes.KIND, Instant.EPOCH));
        assertThat(asked(batch).path("kind").asText()).isEqualTo(Notes.KIND);
    }

    // ---- files as people have them ----

    @Test
    void a_workbook_that_unpacks_to_too_much_is_refused_as_a_whole() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            for (int i = 0; i < 65; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        assertThat(counts(sent(XLSX, out.toByteArray()))).isEqualTo("refused 0 0 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030"})
    void a_file_of_rows_is_read_in_whatever_it_is_written(String charset) {
        byte[] file = ("编号,版本,标题,主题,撤回,备注\n" + id("a") + ",1,小微企业贷款贴息,贷款；贴息,,x\n" + id("b") + ",x,,,,\n" + id("c") + ",2,,,是,\n").getBytes(Charset.forName(charset));
        JsonNode report = sent(CSV, file);
        assertThat(counts(report)).isEqualTo("done 3 2 1");
        assertThat(rejected(report)).containsExactly("3 malformed 版本");
        assertThat(stands("c")).contains("2 withdrawn");
    }

    @Test
    void a_workbook_is_read() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "tests", "1.0")) {
            Worksheet sheet = book.newWorksheet("样本");
            sheet.value(0, 0, "编号");
            sheet.value(0, 1, "版本");
            sheet.value(0, 2, "标题");
            sheet.value(1, 0, id("a"));
            sheet.value(1, 1, 5);
            sheet.value(1, 2, "样本");
            sheet.value(2, 0, id("b"));
        }
        JsonNode report = sent(XLSX, out.toByteArray());
        assertThat(counts(report)).isEqualTo("done 2 1 1");
        assertThat(rejected(report)).containsExactly("3 schema-violation 版本");
        assertThat(stands("a")).contains("5");
    }

    @Test
    void a_workbook_as_it_was_written_long_ago_is_refused_with_what_to_send_instead() {
        HttpResponse<String> answer = send("application/vnd.ms-excel", lines("an old workbook"));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("malformed").contains("Content-Type").contains("XLSX");
    }

    @Test
    void a_line_that_is_no_json_is_told_what_was_expected() {
        assertThat(sent(NDJSON, lines("{no json")).at("/rejected/0/expected").asText()).isEqualTo("one message in JSON, whole and alone on its line");
    }

    @Test
    void a_file_with_another_column_is_refused_as_a_whole() {
        JsonNode report = sent(CSV, ("编号,版本,颜色\n" + id("a") + ",1,red\n").getBytes(StandardCharsets.UTF_8));
        assertThat(counts(report)).isEqualTo("refused 0 0 0");
        assertThat(report.at("/refusal/code").asText() + " " + report.at("/refusal/place").asText()).isEqualTo("malformed line 1, column 3");
    }

    @Test
    void what_is_called_a_workbook_and_is_none_is_refused_as_a_whole() {
        assertThat(sent(XLSX, lines("no workbook " + number)).at("/refusal/expected").asText()).isEqualTo("an XLSX workbook, unpacked at most 64 MiB");
    }

    // ---- the same again ----

    @Test
    void the_same_request_again_is_told_its_first_acceptance_again() throws Exception {
        HttpRequest request = world.many(world.url(), SERVICE, NDJSON, lines(note("a", 1, "")));
        String first = accepted(client.send(request, HttpResponse.BodyHandlers.ofString()));
        assertThat(accepted(client.send(request, HttpResponse.BodyHandlers.ofString()))).isEqualTo(first);
    }

    @Test
    void the_same_request_under_another_name_is_a_replay() throws Exception {
        HttpRequest request = world.many(world.url(), SERVICE, NDJSON, lines(note("a", 1, "")));
        client.send(request, HttpResponse.BodyHandlers.ofString());
        HttpRequest.Builder again = HttpRequest.newBuilder(request.uri()).header("ce-id", "another").POST(request.bodyPublisher().orElseThrow());
        request.headers().map().forEach((name, values) -> again.header(name, values.get(0)));
        assertThat(client.send(again.build(), HttpResponse.BodyHandlers.ofString()).body()).contains("replayed");
    }

    private HttpResponse<String> named(String id, byte[] body) {
        return named(NATIVE, id, body);
    }

    private HttpResponse<String> named(NativePartner signer, String id, byte[] body) {
        return signer.post(world.url(), PATH, Headers.of("Content-Type", NDJSON, "ce-id", id + number, "ce-source", "urn:made-up:native"), body);
    }

    @Test
    void a_batch_with_a_name_is_accepted_once() {
        byte[] body = lines(note("a", 1, ""));
        assertThat(read(named("x", body).body()).path("message").asText()).isNotEmpty().isEqualTo(read(named("x", body).body()).path("message").asText());
    }

    @Test
    void a_name_means_one_content() {
        named("x", lines(note("a", 1, "")));
        assertThat(named("x", lines(note("a", 2, ""))).body()).contains("conflicting-duplicate");
    }

    @Test
    void what_was_sent_for_trying_out_is_not_taken_for_what_is_sent_in_earnest() {
        byte[] body = lines(note("a", 1, ""));
        String tried = read(named(TRYING, "x", body).body()).path("message").asText();
        assertThat(read(named("x", body).body()).path("message").asText()).isNotEmpty().isNotEqualTo(tried);
        assertThat(tried).isNotEmpty();
    }

    @Test
    void who_signs_natively_is_answered_202_and_finds_the_report_under_messages() {
        HttpResponse<String> answer = named("x", lines(note("a", 1, ""), "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"urn:made-up:native\", "
                + "\"type\": \"yizhan.notes.item\", \"data\": " + note("b", 1, "") + "}", "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"urn:made-up:other\", "
                + "\"type\": \"yizhan.notes.item\", \"data\": " + note("c", 1, "") + "}"));
        assertThat(answer.statusCode()).isEqualTo(202);
        String place = "/messages/" + read(answer.body()).path("message").asText();
        Awaitility.await().atMost(LONG).until(() -> read(NATIVE.get(world.url(), place, Headers.none()).body()).path("state").asText().equals("done"));
        JsonNode report = read(NATIVE.get(world.url(), place, Headers.none()).body());
        assertThat(report.path("id").asText()).isEqualTo("x" + number);
        assertThat(counts(report)).isEqualTo("done 3 2 1");
        assertThat(rejected(report)).containsExactly("3 not-agreed source");
    }

    // ---- what is refused before it is read ----

    @Test
    void who_sent_more_than_there_is_room_for_is_not_promised_to_go_on_with_a_part() {
        Refusal refusal = Batches.Incoming.asWhole(Refusal.of(RefusalCode.GATEWAY_UNAVAILABLE, "", "what is there can be continued later").told(507));
        assertThat(refusal.expected()).isEqualTo("all of it again later");
        assertThat(refusal.http()).hasValue(507);
    }

    /** What was signed for one content, with another in its place. */
    private HttpResponse<String> exchanged(byte[] told, byte[] other) throws IOException, InterruptedException {
        HttpRequest signed = world.many(world.url(), SERVICE, NDJSON, told);
        HttpRequest.Builder request = HttpRequest.newBuilder(signed.uri());
        signed.headers().map().forEach((name, values) -> request.header(name, values.get(0)));
        return client.send(request.POST(HttpRequest.BodyPublishers.ofByteArray(other)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void content_that_is_not_what_its_digest_says_is_refused_and_leaves_nothing() throws Exception {
        byte[] told = lines(note("a", 1, ""));
        long before = count("batch");
        assertThat(exchanged(told, lines(note("b", 1, ""))).statusCode()).isEqualTo(422);
        assertThat(count("batch")).isEqualTo(before);
        assertThat(kept(told)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "longer", ""})
    void content_under_the_digest_of_one_that_came_earlier_is_refused(String other) throws Exception {
        byte[] told = lines(note("a", 1, ""));
        accepted(send(NDJSON, told));
        long before = count("batch");
        assertThat(exchanged(told, lines(note(other, 2, ""))).statusCode()).isEqualTo(422);
        assertThat(count("batch")).isEqualTo(before);
    }

    @Test
    void of_content_that_came_earlier_a_part_is_not_enough() throws Exception {
        byte[] content = lines(note("a", 1, ""), note("b", 1, ""));
        accepted(send(NDJSON, content));
        long before = count("batch");
        try (Socket socket = opened(head(content, String.valueOf(content.length), Headers.none()), lines(note("a", 1, "")))) {
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).asString(StandardCharsets.UTF_8).doesNotContain("accepted_at");
        }
        assertThat(count("batch")).isEqualTo(before);
    }

    @Test
    void content_that_came_earlier_is_accepted_anew_once_it_has_come_again() {
        byte[] body = lines(note("a", 1, ""));
        String first = read(named("x", body).body()).path("message").asText();
        assertThat(read(named("y", body).body()).path("message").asText()).isNotEmpty().isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"10, refused", "9, false", "8, true"})
    void what_comes_again_is_held_against_the_length_that_was_announced(int bytes, String outcome) {
        SameAgain again = new SameAgain(Digest.sha256(new byte[8]), bytes == 9 ? 10 : 8);
        assertThat(again.take(ByteBuffer.allocate(bytes)).then(upload -> upload.end()).<String>fold(String::valueOf, refusal -> "refused")).isEqualTo(outcome);
    }

    private static long kept(byte[] content) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM attachment WHERE digest = :digest")
                .bind("digest", Digest.sha256(content).bytes())
                .mapTo(Long.class)
                .one());
    }

    /** It has been sent so much, and the connection is still there. */
    private static Socket opened(WireRequest head, byte[] body) throws IOException {
        Socket socket = new Socket(InetAddress.getByName(head.uri().getHost()), head.uri().getPort());
        socket.setSoTimeout(30_000);
        StringBuilder text = new StringBuilder("POST " + head.uri().getRawPath() + " HTTP/1.1\r\nHost: " + head.uri().getAuthority() + "\r\n");
        head.headers().fields().forEach(field -> text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        socket.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        return socket;
    }

    private static String answered(WireRequest head, byte[] body, boolean closes) throws IOException {
        try (Socket socket = opened(head, body)) {
            return closes ? "" : new String(socket.getInputStream().readNBytes(300), StandardCharsets.UTF_8);
        }
    }

    private static WireRequest head(byte[] content, String length, Headers more) {
        HttpRequest signed = world.many(world.url(), SERVICE, NDJSON, content);
        List<Headers.Field> fields = new ArrayList<>();
        signed.headers().map().forEach((name, values) -> fields.add(new Headers.Field(name, values.get(0))));
        Headers all = new Headers(fields).and(more);
        return new WireRequest("POST", signed.uri(), length.isEmpty() ? all : all.with("Content-Length", length), new byte[0]);
    }

    @Test
    void what_is_too_large_is_refused_before_it_is_sent() throws IOException {
        WireRequest head = head(lines("x"), String.valueOf(LARGEST + 1), Headers.of("Expect", "100-continue"));
        assertThat(answered(head, new byte[0], false)).startsWith("HTTP/1.1 200").contains("too-large");
    }

    @Test
    void who_waits_to_be_told_to_go_on_is_told_so() throws IOException {
        byte[] content = lines(note("a", 1, ""));
        assertThat(answered(head(content, String.valueOf(content.length), Headers.of("Expect", "100-continue")), content, false)).startsWith("HTTP/1.1 100 Continue");
    }

    @Test
    void a_connection_that_is_cut_leaves_nothing_behind() throws IOException {
        byte[] content = lines(note("a", 1, ""), note("b", 1, ""));
        long before = count("batch");
        answered(head(content, String.valueOf(content.length), Headers.none()), lines(note("a", 1, "")), true);
        Awaitility.await().atMost(LONG).until(() -> kept(content) == 0);
        assertThat(count("batch")).isEqualTo(before);
    }

    @Test
    void who_does_not_say_how_much_comes_is_refused() throws IOException {
        assertThat(answered(head(lines("x"), "", Headers.of("Transfer-Encoding", "chunked")), new byte[0], false)).startsWith("HTTP/1.1 411");
    }

    @Test
    void a_batch_without_its_digest_is_refused() throws IOException {
        WireRequest head = head(lines("x"), "2", Headers.none());
        Headers without = new Headers(head.headers().fields().stream().filter(field -> !field.name().equalsIgnoreCase("content-digest")).toList());
        assertThat(answered(head.with(without), lines("x"), false)).contains("malformed");
    }

    @Test
    void who_has_no_agreement_is_refused() {
        assertThat(STRANGER.post(world.url(), PATH, Headers.of("Content-Type", NDJSON), lines(note("a", 1, ""))).body()).contains("not-agreed");
    }

    @Test
    void who_is_suspended_is_refused() {
        assertThat(SUSPENDED.post(world.url(), PATH, Headers.of("Content-Type", NDJSON), lines(note("a", 1, ""))).body()).contains("suspended");
    }

    @Test
    void a_batch_whose_sender_has_left_is_refused_as_a_whole() {
        byte[] body = lines(note("a", 1, ""));
        String batch = accepted(send(NDJSON, body));
        world.database().jdbi().useHandle(handle -> handle.execute(
                "INSERT INTO batch (id, kind, environment, sender, dialect, convention, form, content, assurance, accepted, entry) SELECT ?::uuid, kind, environment, 'gone', "
                        + "dialect, convention, form, content, assurance, accepted, entry FROM batch WHERE id = ?::uuid", left(batch), batch));
        Awaitility.await().atMost(LONG).until(() -> state(left(batch)).equals("refused unknown-partner"));
    }

    // ---- how much may lie about ----

    /** So many of a partner's that wait, and are not to be tried. */
    private static void waiting(String batch, int batches, long size) {
        world.database().jdbi().useHandle(handle -> handle.execute(
                "INSERT INTO batch (id, kind, environment, sender, dialect, convention, form, content, size, assurance, accepted, entry, next_try) SELECT gen_random_uuid(), kind, "
                        + "environment, 'native', dialect, convention, form, sha256('lost'), ?, assurance, '2020-01-01', entry, 'infinity' FROM batch, generate_series(1, ?) WHERE id = ?::uuid",
                size, batches, batch));
    }

    @ParameterizedTest
    @CsvSource({"100, 0, ''", "1, 8388608, ''", "100, 0, brought before"})
    void who_has_too_much_waiting_is_told_to_wait(int batches, long size, String there) {
        byte[] body = lines(note("a", 1, ""));
        String batch = accepted(send(NDJSON, lines(note("b", 1, ""))));
        if (!there.isEmpty()) {
            named("before", body);
        }
        waiting(batch, batches, size);
        try {
            assertThat(named("x", body).body()).contains("too-many");
        } finally {
            noOthers();
        }
    }

    @Test
    void the_content_of_a_batch_that_is_over_is_let_go() {
        byte[] body = lines(note("a", 1, ""));
        String batch = accepted(send(NDJSON, body));
        report(batch);
        assertThat(count("attachment_grant WHERE message = '" + batch + "'")).isZero();
        assertThat(count("attachment WHERE waiting AND needed = '-infinity' AND at = '-infinity' AND digest = '\\x" + Digest.sha256(body) + "'")).isOne();
    }

    // ---- who waits for whom ----

    /** Batches of as many other senders as there are places on a node, accepted long before all others; of which the content is lost. */
    private static void others(String batch) {
        world.database().jdbi().useHandle(handle -> {
            handle.execute("INSERT INTO attachment (digest, environment, uploader, size, state, depot, at) SELECT sha256('lost'), environment, 'lost', 4, 'kept', 'directory', now() "
                    + "FROM unnest(ARRAY['TEST', 'PRODUCTION']) AS environment ON CONFLICT DO NOTHING");
            handle.execute("INSERT INTO batch (id, kind, environment, sender, dialect, convention, form, content, assurance, accepted, entry) "
                    + "SELECT gen_random_uuid(), kind, e, s, dialect, convention, form, sha256('lost'), assurance, '2020-01-01', entry FROM batch, "
                    + "unnest(ARRAY['TEST', 'PRODUCTION']) AS e, unnest(ARRAY['stranger', 'suspended']) AS s WHERE id = ?::uuid", batch);
        });
    }

    private static void noOthers() {
        world.database().jdbi().useHandle(handle -> handle.execute("DELETE FROM batch WHERE content = sha256('lost')"));
    }

    @Test
    void batches_that_cannot_be_read_hold_up_nobody_else_and_are_tried_less_and_less_often() {
        others(accepted(send(NDJSON, lines(note("a", 1, "")))));
        try {
            assertThat(counts(sent(NDJSON, lines(note("b", 1, ""))))).isEqualTo("done 1 1 0");
            Awaitility.await().atMost(LONG).until(() -> count("batch WHERE content = sha256('lost') AND ended IS NULL AND tries > 1 AND next_try > now()") > 0);
        } finally {
            noOthers();
        }
    }

    @Test
    void batches_that_another_node_works_on_take_no_place_here() {
        Leases leases = Leases.in(world.database().jdbi());
        List<Leases.Lease> elsewhere = Stream.of("stranger TEST", "stranger PRODUCTION", "suspended TEST", "suspended PRODUCTION")
                .map(sender -> leases.take("batches of " + sender, LONG).orElseThrow())
                .toList();
        others(accepted(send(NDJSON, lines(note("a", 1, "")))));
        try {
            assertThat(counts(sent(NDJSON, lines(note("b", 1, ""))))).isEqualTo("done 1 1 0");
        } finally {
            noOthers();
            elsewhere.forEach(leases::giveBack);
        }
    }

    @Test
    void who_has_not_gone_on_for_longest_is_next() {
        String batch = accepted(send(NDJSON, lines(note("a", 1, ""))));
        report(batch);
        world.database().jdbi().useHandle(handle -> {
            handle.begin();
            handle.execute("UPDATE batch SET sender = 'one', next_try = '2020-01-02', ended = NULL WHERE id = ?::uuid", batch);
            handle.execute("INSERT INTO batch (id, kind, environment, sender, dialect, convention, form, content, assurance, accepted, entry, next_try) SELECT ?::uuid, kind, environment, "
                    + "'other', dialect, convention, form, content, assurance, accepted, entry, '2020-01-01' FROM batch WHERE id = ?::uuid", left(batch), batch);
            MessageId one = MessageId.parse(batch);
            assertThat(new BatchRows(handle).open(2, Instant.now())).containsExactly(MessageId.parse(left(batch)), one);
            new BatchRows(handle).settle(MessageId.parse(left(batch)), at(0), at(3), List.of(), Instant.parse("2020-01-03T00:00:00Z"));
            assertThat(new BatchRows(handle).open(2, Instant.now())).containsExactly(one, MessageId.parse(left(batch)));
            handle.rollback();
        });
    }

    private static Batch.Progress at(long line) {
        return new Batch.Progress(Batch.State.WORKING, line, 0, line, 0, Optional.empty());
    }

    @Test
    void what_another_node_took_over_while_it_was_read_is_left_to_it() {
        Leases leases = Leases.in(world.database().jdbi());
        Leases.Lease slow = leases.take("slow", Duration.ZERO).orElseThrow();
        leases.take("slow", LONG).orElseThrow();
        Lines one = new OneLine();
        try (BatchWork work = new BatchWork(null, null, at(0), null, one, new BatchIntake.Right(leases, slow, new Semaphore(0), Instant.MAX))) {
            assertThat(work.news()).isEmpty();
            assertThat(work.settled()).isFalse();
        }
    }

    /** A file of one line. */
    private static final class OneLine implements Lines {
        @Override
        public Chunk next() {
            return new Chunk(List.of(new Line(1, new byte[0], Outcome.refused(RefusalCode.MALFORMED, ""))), 1, 0, false);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** Another id that only this one leads to. */
    private static String left(String batch) {
        return batch.substring(0, batch.length() - 1) + (batch.endsWith("0") ? "1" : "0");
    }

    private static String state(String batch) {
        return world.database().jdbi().withHandle(handle -> handle.createQuery("SELECT state || ' ' || coalesce(refusal[1], '') FROM batch WHERE id = :id::uuid")
                .bind("id", batch)
                .mapTo(String.class)
                .one());
    }

    @Test
    void a_source_that_is_not_the_senders_is_refused() {
        Headers headers = Headers.of("Content-Type", NDJSON, "ce-id", "x" + number, "ce-source", "urn:made-up:other");
        assertThat(NATIVE.post(world.url(), PATH, headers, lines(note("a", 1, ""))).body()).contains("not-agreed");
    }

    @Test
    void messages_of_no_feed_are_not_sent_by_the_many() {
        HttpResponse<String> answer = world.batch(world.url(), "s_sys_service_evaluation", NDJSON, lines("{}"));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("malformed");
    }

    @Test
    void a_kind_nobody_knows_is_refused() {
        assertThat(world.batch(world.url(), "s_sys_nothing", NDJSON, lines("{}")).body()).contains("unknown-kind");
    }

    @Test
    void a_signature_that_does_not_verify_is_refused() throws Exception {
        HttpRequest signed = world.many(world.url(), SERVICE, NDJSON, lines(note("a", 1, "")));
        HttpRequest.Builder forged = HttpRequest.newBuilder(URI.create(signed.uri().toString())).POST(signed.bodyPublisher().orElseThrow());
        signed.headers().map().forEach((name, values) -> forged.header(name, name.equals("gjgxjhpt_sign") ? "bm90IHF1aXRlIHJpZ2h0ICBub3QgcXVpdGUgcmlnaHQ=" : values.get(0)));
        assertThat(client.send(forged.build(), HttpResponse.BodyHandlers.ofString()).body()).contains("bad-signature");
    }
}
