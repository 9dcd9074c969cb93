package io.yizhan.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Secret;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registry's file for a made-up world. */
final class MadeUpPartners {
    /** Asked for these, an answer comes whole. */
    static final List<String> FULL = List.of(Question.USUAL_PURPOSE, "办理营业执照变更", "跨省通办核验");
    /** Asked for this, names and codes come masked. */
    static final String MASKED = "信用核查";
    /** Asked for this, only the verdict comes. */
    static final String VERDICT = "招标资格核验";

    private static final String RECOGNITION = "licence-recognition";
    private static final String SUPERVISION = "supervision-check";
    private static final String IDENTITY = "identity-verification";
    private static final String SEAL = "seal-verification";
    private static final String CASE = "joint-approval";
    private static final String EVALUATION = "service-evaluation";
    private static final String STATUS = "delivery-status";
    private static final String POLICIES = "policy-catalogue";
    /** Who asks and answers about identities and seals. */
    private static final List<Platform> VERIFYING = List.of(Platform.NATIONAL, Platform.ZHEJIANG, Platform.GUANGDONG);

    private final World world;

    MadeUpPartners(World world) {
        this.world = world;
    }

    String text() {
        Map<String, Object> file = object("partners", partners(), "agreements", agreements());
        YAMLFactory yaml = YAMLFactory.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();
        try {
            return "# Made up for the sandbox at its start: keys, secrets and agreements mean nothing anywhere else.\n"
                    + new YAMLMapper(yaml).writeValueAsString(file);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<Map<String, Object>> partners() {
        Map<String, Object> jiangxi = partner("jiangxi", "江西省（模拟）", "region", "jiangxi");
        jiangxi.put("sources", List.of(Platform.JIANGXI.source()));
        jiangxi.put("regions", List.of("36"));
        jiangxi.put("keys", jiangxiKeys());
        jiangxi.put("endpoints", and(
                List.of(mailbox(CASE), following(mailbox(POLICIES), "region", "33"),
                        endpoint(Platform.JIANGXI, EVALUATION, "/exchange/service-evaluation"),
                        endpoint(Platform.JIANGXI, STATUS, "/exchange/delivery-status")),
                endpoint(Platform.JIANGXI, RECOGNITION, "/exchange/licence-recognition"),
                jiangxiSupervision()));

        Map<String, Object> zhejiang = partner("zhejiang", "浙江省（模拟）", "region", "zhejiang");
        zhejiang.put("regions", List.of("33"));
        zhejiang.put("keys", keys("zhejiang", Platform.ZHEJIANG, "md5"));
        zhejiang.put("endpoints", and(
                messages(Platform.ZHEJIANG, "/gateway/api/case/submit.htm", "/gateway/api/evaluation/assess.htm", "/gateway/api/delivery/status.htm"),
                endpoint(Platform.ZHEJIANG, RECOGNITION, "/gateway/api/licence/recognition.htm"),
                endpoint(Platform.ZHEJIANG, SUPERVISION, "/gateway/api/supervision/check.htm"),
                endpoint(Platform.ZHEJIANG, IDENTITY, "/gateway/api/identity/verify.htm"),
                endpoint(Platform.ZHEJIANG, SEAL, "/gateway/api/seal/verify.htm")));

        Map<String, Object> guizhou = partner("guizhou", "贵州省（模拟）", "region", "guizhou");
        guizhou.put("regions", List.of("52"));
        guizhou.put("keys", keys("x-tif", Platform.GUIZHOU, "sha256"));
        guizhou.put("endpoints", and(
                messages(Platform.GUIZHOU, "/gzegov/services/case/submit", "/gzegov/services/evaluation/assess", "/gzegov/services/delivery/status"),
                endpoint(Platform.GUIZHOU, RECOGNITION, "/gzegov/services/licence"),
                endpoint(Platform.GUIZHOU, SUPERVISION, "/gzegov/services/supervision")));

        Map<String, Object> guangdong = partner("guangdong", "广东省（模拟）", "region", "guangdong");
        guangdong.put("regions", List.of("44"));
        guangdong.put("keys", keys("x-tif-login", Platform.GUANGDONG, "sha256"));
        guangdong.put("endpoints", and(
                List.of(world.front().map(this::table).orElseGet(() -> endpoint(Platform.GUANGDONG, CASE, "/ebus/case/submit")),
                        endpoint(Platform.GUANGDONG, EVALUATION, "/ebus/evaluation/assess"),
                        endpoint(Platform.GUANGDONG, STATUS, "/ebus/delivery/status")),
                endpoint(Platform.GUANGDONG, RECOGNITION, "/ebus/licence/query"),
                endpoint(Platform.GUANGDONG, SUPERVISION, "/ebus/supervision/check"),
                endpoint(Platform.GUANGDONG, IDENTITY, "/ebus/identity/verify"),
                endpoint(Platform.GUANGDONG, SEAL, "/ebus/seal/verify")));

        Map<String, Object> national = partner("national", "国家平台（模拟）", "national", "national");
        national.put("authorities", List.of("11100000YANGBEN10M001", "11100000YANGBEN10M002", "11100000YANGBEN10M003"));
        national.put("keys", keys("gjgxjhpt", Platform.NATIONAL, "hmac-sha256"));
        national.put("endpoints", and(
                messages(Platform.NATIONAL, "/httpproxy", "/httpproxy", "/httpproxy"),
                endpoint(Platform.NATIONAL, RECOGNITION, "/httpproxy"),
                endpoint(Platform.NATIONAL, SUPERVISION, "/httpproxy"),
                endpoint(Platform.NATIONAL, IDENTITY, "/httpproxy"),
                endpoint(Platform.NATIONAL, SEAL, "/httpproxy"),
                endpoint(Platform.NATIONAL, POLICIES, "/httpproxy")));

        // registered, but cannot be called: the national platform answers for it
        Map<String, Object> xinjiang = partner("xinjiang", "新疆（模拟，未登记接口）", "region", "national");
        xinjiang.put("regions", List.of("65"));
        return List.of(jiangxi, zhejiang, guizhou, guangdong, national, xinjiang);
    }

    /** One that is not called: it fetches its messages. */
    private static Map<String, Object> mailbox(String kind) {
        return object("kind", kind, "environment", "production", "way", "mailbox");
    }

    /** One that wants no other items than these. */
    private static Map<String, Object> following(Map<String, Object> endpoint, String facet, String value) {
        endpoint.put("follows", object(facet, List.of(value)));
        return endpoint;
    }

    /** One whose messages are rows of its front-end database. */
    private Map<String, Object> table(Front front) {
        return object(
                "kind", CASE, "environment", "production", "way", "table", "timeout", "5s", "concurrency", 4,
                "database", object("url", front.url(), "user", front.user(), "password", reference(World.FRONT_SECRET)));
    }

    /** Where a platform takes messages that nobody answers at once. */
    private List<Map<String, Object>> messages(Platform platform, String cases, String evaluations, String statuses) {
        return List.of(endpoint(platform, CASE, cases), endpoint(platform, EVALUATION, evaluations), endpoint(platform, STATUS, statuses));
    }

    /** Where it answers comes first. */
    @SafeVarargs
    private static List<Map<String, Object>> and(List<Map<String, Object>> messages, Map<String, Object>... answers) {
        List<Map<String, Object>> all = new ArrayList<>(List.of(answers));
        all.addAll(messages);
        return all;
    }

    private static Map<String, Object> partner(String id, String name, String role, String dialect) {
        return object("id", id, "name", name, "role", role, "dialect", dialect, "networks", List.of("127.0.0.0/8", "::1/128"));
    }

    private List<Map<String, Object>> jiangxiKeys() {
        return List.of(
                key("native", World.JIANGXI_KEY, "ed25519", "public", "jiangxi.pub.pem"),
                key("native", World.JIANGXI_SM2_KEY, "sm2-sm3", "public", "jiangxi-sm2.pub.pem"));
    }

    private Map<String, Object> jiangxiSupervision() {
        Map<String, Object> endpoint = endpoint(Platform.JIANGXI, SUPERVISION, World.SM2_PATH);
        endpoint.put("signature", "sm2-sm3");
        return endpoint;
    }

    /** One whose secret stays as it is and, where the convention has them, one that short-lived secrets are got with. */
    private List<Map<String, Object>> keys(String convention, Platform platform, String algorithm) {
        List<Map<String, Object>> keys = new ArrayList<>();
        Secret own = world.own().get(platform);
        keys.add(key(convention, own.id(), algorithm, "secret", own.id() + ".secret"));
        if (world.renewed() && world.apps().containsKey(platform)) {
            Secret app = world.apps().get(platform);
            keys.add(key(convention, app.id(), algorithm, "long-lived", app.id() + ".secret"));
        }
        return keys;
    }

    private Map<String, Object> key(String convention, String id, String algorithm, String what, String file) {
        return object("convention", convention, "id", id, "environment", "production", "algorithm", algorithm, what, reference(file));
    }

    private Map<String, Object> endpoint(Platform platform, String kind, String path) {
        Map<String, Object> endpoint = object(
                "kind", kind, "environment", "production", "url", world.platforms().resolve(path).toString(), "timeout", "5s", "concurrency", 16);
        Secret secret = world.gateways().get(platform);
        if (secret != null) {
            String what = world.renewed() && world.apps().containsKey(platform) ? "long-lived" : "secret";
            endpoint.put("credential", object("id", secret.id(), what, reference(secret.id() + ".secret")));
        }
        return endpoint;
    }

    private String reference(String file) {
        return "file:" + world.keys().resolve(file);
    }

    private static List<Map<String, Object>> agreements() {
        List<Map<String, Object>> agreements = new ArrayList<>();
        for (Platform caller : Platform.values()) {
            for (Platform answerer : Platform.values()) {
                if (caller != answerer) {
                    String pair = caller.id() + "-" + answerer.id();
                    agreements.add(agreement(pair + "-licence", caller, answerer.id(), RECOGNITION, FULL, "full"));
                    agreements.add(agreement(pair + "-licence-masked", caller, answerer.id(), RECOGNITION, List.of(MASKED), "masked"));
                    agreements.add(agreement(pair + "-licence-verdict", caller, answerer.id(), RECOGNITION, List.of(VERDICT), "verdict"));
                    agreements.add(agreement(pair + "-case", caller, answerer.id(), CASE, List.of(), "full"));
                    agreements.add(agreement(pair + "-evaluation", caller, answerer.id(), EVALUATION, List.of(), "full"));
                    agreements.add(agreement(pair + "-policies", caller, answerer.id(), POLICIES, List.of(), "full"));
                    agreements.add(agreement(pair + "-supervision", caller, answerer.id(), SUPERVISION, FULL, "full"));
                    if (VERIFYING.contains(caller) && VERIFYING.contains(answerer)) {
                        agreements.add(agreement(pair + "-identity", caller, answerer.id(), IDENTITY, FULL, "full"));
                        agreements.add(agreement(pair + "-seal", caller, answerer.id(), SEAL, FULL, "full"));
                    }
                }
            }
        }
        for (Platform caller : Platform.values()) {
            if (caller != Platform.NATIONAL) {
                agreements.add(agreement(caller.id() + "-xinjiang-licence", caller, "xinjiang", RECOGNITION, FULL, "full"));
            }
        }
        return agreements;
    }

    private static Map<String, Object> agreement(
            String id, Platform caller, String answerer, String kind, List<String> purposes, String release) {
        return object(
                "id", id,
                "caller", caller.id(),
                "answers", List.of(answerer),
                "kind", kind,
                "purposes", purposes,
                "bases", List.of("holder", "duty"),
                "release", release,
                "from", "2026-01-01",
                "to", "2098-12-31",
                "way", List.of("direct", "hub", "national"));
    }

    /** From name, value, name, value …, in this order. */
    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
