package io.yizhan.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.sandbox.Narrator.Check;
import io.yizhan.sandbox.cases.Said;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.tongues.Tongue;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Policies, played by the simulated platforms and told while it happens: Zhejiang and Guizhou publish, the national platform follows everybody
 * and Jiangxi follows Zhejiang, one policy is withdrawn; then a small restaurant in Guiyang finds, compares and learns what it may claim.
 */
final class PolicyStory {
    private static final String CATALOGUE = "/gzegov/catalogue/policies";
    private static final String GUIYANG = "520102";
    private static final String HANGZHOU = "330106";

    private final Simulators platforms;
    private final Map<Platform, Correspondent> correspondents;
    private final Tongue tongue;
    private final Narrator narrator;
    private final Plan plan;

    PolicyStory(Simulators platforms, Map<Platform, Correspondent> correspondents, Outside outside, Screen screen) {
        this.platforms = platforms;
        this.correspondents = correspondents;
        this.tongue = Tongue.of(Platform.GUIZHOU, outside);
        this.narrator = new Narrator(outside, screen);
        this.plan = new Plan(outside.id().substring(0, 8));
    }

    /** The made-up policies. @param mark what this run's are known by */
    record Plan(String mark) {
        Said.Policy zhejiang() {
            return rent("ZJ-YB-" + mark, "杭州餐饮小微企业租金减免（虚构）", "样本市西湖区商务局", HANGZHOU, "2", "1");
        }

        Said.Policy guizhou() {
            return rent("GZ-YB-" + mark, "贵阳餐饮小店租金减免（虚构）", "样本市南明区商务局", GUIYANG, "3", "1");
        }

        Said.Policy renovation() {
            return new Said.Policy("ZJ-ZX-" + mark, 1, false, "餐饮门店装修补助（虚构）", "样本市西湖区商务局", Said.Level.COUNTY, HANGZHOU, "2026-10-08",
                    Said.Theme.CONSUMPTION, List.of(new Said.Benefit("装修补助", "5000", "元", Said.Size.MICRO)), "为演示编造，不是真实文件。");
        }

        private static Said.Policy rent(String number, String title, String issuer, String region, String micro, String small) {
            return new Said.Policy(number, 1, false, title, issuer, Said.Level.COUNTY, region, "2026-11-02", Said.Theme.RENT_RELIEF,
                    List.of(new Said.Benefit("减免租金（微型企业）", micro, "个月租金", Said.Size.MICRO),
                            new Said.Benefit("减免租金（小型企业）", small, "个月租金", Said.Size.SMALL)),
                    "小微餐饮企业免申即享。为演示编造，不是真实文件。");
        }
    }

    /** The checks that did not come out, one line each. */
    List<String> play() {
        narrator.line("");
        narrator.line("惠企政策：浙江、贵州发布，国家平台全部订阅，江西只订阅浙江；一件撤回；贵阳一家小餐馆查找、比对、看能享受什么");
        narrator.line("Policies: published once, followed, one withdrawn; a small restaurant in Guiyang finds what it may claim");
        try {
            List<String> wrong = new ArrayList<>(published());
            if (wrong.isEmpty()) {
                List<Check> checks = checks();
                narrator.watch(this::line, () -> checks.stream().allMatch(Check::right));
                wrong.addAll(narrator.told(checks));
                narrator.line("");
                narrator.line(table());
            }
            return List.copyOf(wrong);
        } catch (UncheckedIOException unanswered) {
            return List.of("policies: no usable answer: " + unanswered.getMessage());
        }
    }

    private List<String> published() {
        List<String> refused = new ArrayList<>();
        publish(Platform.ZHEJIANG, plan.zhejiang(), refused);
        publish(Platform.ZHEJIANG, plan.renovation(), refused);
        publish(Platform.GUIZHOU, plan.guizhou(), refused);
        publish(Platform.ZHEJIANG, plan.renovation().withdrawn(2), refused);
        return refused;
    }

    private void publish(Platform platform, Said.Policy policy, List<String> refused) {
        correspondents.get(platform).send(policy).refusal().ifPresent(why -> refused.add("policies: " + platform.english() + " was refused: " + why));
    }

    private String line() {
        return "  国家平台 national %d · 江西 Jiangxi %d · 可查 to be found %d".formatted(
                received(Platform.NATIONAL).size(), received(Platform.JIANGXI).size(), found("", HANGZHOU).size() + found("", GUIYANG).size());
    }

    private List<Check> checks() {
        return List.of(
                Check.that("国家平台收到各地的每一件", "The national platform has what everybody published", () ->
                        stand(Platform.NATIONAL).equals(List.of(plan.guizhou(), plan.zhejiang(), plan.renovation().withdrawn(2)))),
                Check.that("江西自己取件，只有浙江的", "Jiangxi fetches, and only Zhejiang's", () ->
                        stand(Platform.JIANGXI).equals(List.of(plan.zhejiang(), plan.renovation().withdrawn(2)))),
                Check.that("撤回的查不到了", "What was withdrawn is found no more", () -> ids(found("装修", HANGZHOU)).isEmpty()),
                Check.that("贵阳的小餐馆输入“小微 租金”，查到贵阳的政策", "The restaurant finds the one of Guiyang by keywords", () ->
                        ids(found("小微 租金", GUIYANG)).equals(List.of(plan.guizhou().number()))),
                Check.that("没说规模：先问规模", "It did not say its size, which is asked for", () -> asked("").at("/question/about").asText().equals("size")),
                Check.that("微型企业：三个月", "A micro enterprise gets three months", () -> amounts(asked("micro")).equals(List.of("3"))),
                Check.that("与杭州的同类政策并排", "Beside the one of Hangzhou", () -> ids(rows()).equals(List.of(plan.zhejiang().number(), plan.guizhou().number()))));
    }

    private List<Said> received(Platform at) {
        return platforms.office(at).received().stream().filter(said -> said.number().endsWith(plan.mark())).toList();
    }

    /** What a follower has, the latest of each, in the order of their numbers. */
    private List<Said.Policy> stand(Platform follower) {
        Map<String, Said.Policy> latest = new TreeMap<>();
        received(follower).stream()
                .map(Said.Policy.class::cast)
                .forEach(policy -> latest.merge(policy.number(), policy, (one, other) -> one.version() > other.version() ? one : other));
        return List.copyOf(latest.values());
    }

    // ---- what Guizhou asks for the restaurant ----

    private List<JsonNode> found(String words, String region) {
        return list(get("?words=" + URLEncoder.encode(words, StandardCharsets.UTF_8) + "&region=" + region).path("items"));
    }

    private List<JsonNode> rows() {
        return list(get("/compare?by=theme&value=rent-relief&each=20&regions=" + HANGZHOU + "," + GUIYANG).path("rows"));
    }

    private JsonNode get(String below) {
        return said(new Asker.Draft("GET", CATALOGUE + below, "", Map.of(), new byte[0]));
    }

    /** @param size empty where it does not say */
    private JsonNode asked(String size) {
        String known = "{\"ask\": true, \"size\": 50, \"profile\": {\"region\": \"" + GUIYANG + "\", \"audience\": \"enterprise\", \"industry\": \"H6210\""
                + (size.isEmpty() ? "" : ", \"size\": \"" + size + "\"") + "}}";
        return said(new Asker.Draft(CATALOGUE + "/match", "", Map.of("Content-Type", "application/json"), known.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonNode said(Asker.Draft draft) {
        return tongue.found(correspondents.get(Platform.GUIZHOU).asker().post(draft).body());
    }

    /** Only this story's: others may have published as well. */
    private List<JsonNode> list(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false).filter(item -> item.path("id").asText().endsWith(plan.mark())).toList();
    }

    private static List<String> ids(List<JsonNode> items) {
        return items.stream().map(item -> item.path("id").asText()).toList();
    }

    /** Of the benefits that apply. */
    private List<String> amounts(JsonNode matched) {
        return benefits(list(matched.path("items")), benefit -> benefit.path("verdict").asText().equals("yes"), "/benefit/value");
    }

    private static List<String> benefits(List<JsonNode> items, Predicate<JsonNode> which, String what) {
        return items.stream()
                .flatMap(item -> StreamSupport.stream(item.path("benefits").spliterator(), false))
                .filter(which)
                .map(benefit -> benefit.at(what).asText())
                .toList();
    }

    private String table() {
        Story.Table table = new Story.Table("地区 region", "政策 policy", "发布机构 issuer", "待遇 benefits");
        rows().forEach(row -> table.row(
                row.path("region").asText(),
                row.at("/cells/title").asText(),
                row.at("/cells/issuer").asText(),
                String.join("；", benefits(List.of(row.path("cells")), all -> true, "/name").stream().map(name -> name + " " + amount(row, name)).toList())));
        return table.toString();
    }

    private static String amount(JsonNode row, String name) {
        Optional<JsonNode> benefit = StreamSupport.stream(row.at("/cells/benefits").spliterator(), false).filter(one -> one.path("name").asText().equals(name)).findFirst();
        return benefit.map(one -> one.path("value").asText() + one.path("unit").asText()).orElse("");
    }
}
