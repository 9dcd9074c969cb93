package io.yizhan.dispatch;

import static io.yizhan.testing.Correspondence.recipient;
import static io.yizhan.testing.Correspondence.region;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.yizhan.testing.Correspondence;
import io.yizhan.vocabulary.Digest;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A restaurant is opened: 6 approvals by 4 departments, 30 documents, 13 of them files. It happens once, and then it is looked at what everybody got. */
class LargeCaseTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NUMBER = "GZ-2026-RESTAURANT";
    private static final int DOCUMENTS = 30;

    /** Who waits for whom. Three of the departments have two approvals between them and one has one, so that two pairs are one partner's. */
    private static final Map<String, List<String>> AFTER = new LinkedHashMap<>();
    private static final Map<String, Integer> DEPARTMENT = Map.of("p1", 0, "p2", 1, "p3", 2, "p4", 3, "p5", 0, "p6", 1);

    static {
        AFTER.put("p1", List.of());
        AFTER.put("p2", List.of());
        AFTER.put("p3", List.of("p1"));
        AFTER.put("p4", List.of("p1", "p2"));
        AFTER.put("p5", List.of("p3"));
        AFTER.put("p6", List.of("p4", "p5"));
    }

    @RegisterExtension
    static final Correspondence world = Correspondence.usual();

    /** What each party was sent, and what it got by the digests in it. */
    private static final Map<String, JsonNode> PARTS = new LinkedHashMap<>();
    private static final Map<String, Map<Digest, byte[]>> FETCHED = new LinkedHashMap<>();

    @BeforeAll
    static void everybody_does_what_is_asked() {
        IntStream.range(0, DOCUMENTS).filter(LargeCaseTest::isFile).forEach(document -> world.bring(file(document)));
        assertThat(world.send("s_sys_joint_approval_submit", opening().toString()).body()).contains("message_id");
        AFTER.keySet().forEach(LargeCaseTest::decide);
        Awaitility.await().atMost(LONG).until(() -> outcomes().size() == AFTER.size());
    }

    // ---- the case as it is submitted ----

    private static boolean isFile(int document) {
        return document % 5 < 2 || document == 28;
    }

    private static byte[] file(int document) {
        return ("made-up document " + document).getBytes(StandardCharsets.UTF_8);
    }

    /** Most are for one party, four for two of them, and the last two for all. */
    private static List<String> readers(int document) {
        if (document >= 28) {
            return List.copyOf(AFTER.keySet());
        }
        return document < 24 ? List.of("p" + (1 + document % 6)) : List.of("p" + (document - 23), "p" + (document - 22));
    }

    private static ObjectNode opening() {
        ObjectNode opening = JSON.createObjectNode()
                .put("request_no", NUMBER).put("project_no", NUMBER).put("handle_mode", "1").put("finish_rule", "1").put("task_name", "开办餐饮店")
                .put("project_name", "开办餐饮店（示例）").put("applyer_name", "张示例").put("applyer_type", "1").put("apply_date", "2026-11-20")
                .put("org_code", "1152000099990001AD").put("org_name", "贵州省示例政务服务局");
        ArrayNode units = opening.putArray("units");
        AFTER.forEach((party, after) -> {
            ObjectNode unit = units.addObject().put("unit_no", party).put("area_code", region(DEPARTMENT.get(party)) + "00000000");
            Optional.of(String.join(",", after)).filter(names -> !names.isEmpty()).ifPresent(names -> unit.put("wait_for", names));
        });
        ArrayNode materials = opening.putArray("materials");
        IntStream.range(0, DOCUMENTS).forEach(document -> material(materials.addObject(), document));
        return opening;
    }

    private static void material(ObjectNode material, int document) {
        material.put("material_name", "document " + document).put("get_type", "1").put("get_num", 1);
        if (document < 28) {
            material.put("unit_nos", String.join(",", readers(document)));
        }
        if (isFile(document)) {
            byte[] file = file(document);
            material.put("material_attach_name", document + ".pdf").put("attach_digest", Digest.sha256(file).toString()).put("attach_size", file.length);
        }
    }

    // ---- a party at work ----

    private static void decide(String party) {
        Awaitility.await().atMost(LONG).until(() -> part(party).isPresent());
        JsonNode part = part(party).orElseThrow();
        PARTS.put(party, part);
        FETCHED.put(party, files(part).stream().collect(Collectors.toMap(digest -> digest, digest -> world.fetch(department(party), digest).body())));
        told(party, "event", about(party, "r").put("event", "receive").put("eventTime", "20261204090" + party.charAt(1) + "00"));
        world.bring(department(party), licence(party));
        ObjectNode result = about(party, "g").put("result", "6").put("resultTime", "20261204100" + party.charAt(1) + "00");
        result.put("certificate_name", "licence of " + party).put("certificate_number", "NO-" + party);
        result.putObject("certificateFile").put("name", party + ".ofd").put("digest", Digest.sha256(licence(party)).toString());
        told(party, "result", result);
    }

    private static String department(String party) {
        return recipient(DEPARTMENT.get(party));
    }

    private static byte[] licence(String party) {
        return ("made-up licence of " + party).getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode about(String party, String name) {
        return JSON.createObjectNode().put("requestId", name + "-" + party).put("caseNo", NUMBER).put("unitId", party).put("unitCaseNo", "P-" + party);
    }

    private static void told(String party, String message, ObjectNode body) {
        assertThat(world.tell(department(party), message, body.toString()).body()).contains("\"00\"");
    }

    private static Optional<JsonNode> part(String party) {
        return world.received(department(party)).stream()
                .map(LargeCaseTest::tree)
                .filter(part -> part.path("units").path(0).path("unitId").asText().equals(party))
                .findFirst();
    }

    private static JsonNode tree(LoggedRequest request) {
        try {
            return JSON.readTree(request.getBodyAsString());
        } catch (JsonProcessingException none) {
            throw new UncheckedIOException(none);
        }
    }

    private static List<Digest> files(JsonNode part) {
        return materials(part).map(material -> material.path("file").path("digest").asText()).filter(text -> !text.isEmpty()).map(text -> Digest.of(HexFormat.of().parseHex(text))).toList();
    }

    private static Stream<JsonNode> materials(JsonNode part) {
        return StreamSupport.stream(part.path("materials").spliterator(), false);
    }

    /** What whoever opened the case was told: which party, 0 for granted, and the licence. */
    private static Set<String> outcomes() {
        return world.toldOfCases().stream()
                .map(LargeCaseTest::tree)
                .filter(told -> told.has("result_type"))
                .map(told -> told.path("unit_no").asText() + " " + told.path("result_type").asText() + " " + told.path("result_cetr_name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    // ---- what everybody got ----

    @Test
    void every_party_gets_its_own_documents_and_the_licences_it_waited_for_and_no_others() {
        PARTS.forEach((party, part) -> {
            List<String> expected = new ArrayList<>();
            IntStream.range(0, DOCUMENTS).filter(document -> readers(document).contains(party)).forEach(document -> expected.add("document " + document));
            AFTER.get(party).forEach(before -> expected.add("licence of " + before));
            assertThat(materials(part).map(material -> material.path("materialName").asText())).as(party).containsExactlyInAnyOrderElementsOf(expected);
        });
    }

    @Test
    void every_party_can_fetch_each_file_it_was_told_of() {
        FETCHED.forEach((party, files) ->
                files.forEach((digest, content) -> assertThat(Digest.sha256(content)).as(party).isEqualTo(digest)));
    }

    @Test
    void every_party_was_told_of_its_files_and_of_those_of_the_licences_it_waited_for() {
        FETCHED.forEach((party, files) -> {
            long own = IntStream.range(0, DOCUMENTS).filter(document -> isFile(document) && readers(document).contains(party)).count();
            assertThat(files).as(party).hasSize((int) own + AFTER.get(party).size());
        });
    }

    @Test
    void a_party_is_told_of_no_other_party() {
        PARTS.forEach((party, part) -> assertThat(part.path("units")).as(party).hasSize(1));
    }

    @Test
    void whoever_opened_the_case_learns_every_outcome() {
        assertThat(outcomes()).containsExactly(AFTER.keySet().stream().map(party -> party + " 0 licence of " + party).toArray(String[]::new));
    }

    @Test
    void whoever_opened_the_case_can_fetch_every_licence() {
        AFTER.keySet().forEach(party -> assertThat(world.fetch(Digest.sha256(licence(party))).body()).as(party).isEqualTo(licence(party)));
    }

    @Test
    void who_is_no_party_can_fetch_nothing() {
        assertThat(world.fetch(recipient(9), Digest.sha256(licence("p1"))).body()).isNotEqualTo(licence("p1"));
    }

    @Test
    void the_case_is_concluded() {
        Boolean ended = world.database().jdbi().withHandle(handle ->
                handle.createQuery("SELECT ended IS NOT NULL FROM case_file WHERE number = :number").bind("number", NUMBER).mapTo(Boolean.class).one());
        assertThat(ended).isTrue();
    }
}
