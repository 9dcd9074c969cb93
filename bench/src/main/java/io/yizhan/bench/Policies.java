package io.yizhan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.catalogue.Catalogue.Change;
import io.yizhan.catalogue.Key;
import io.yizhan.catalogue.Layout;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Policies that are made up, the same for the same seed; about 1.5 KB each. None of them stands for a document that exists. */
final class Policies {
    static final List<String> SUBJECTS = List.of("餐饮", "租金", "社会保险", "稳岗返还", "技术改造", "贷款贴息", "高新技术企业", "专精特新", "个体工商户", "电子商务",
            "冷链物流", "文化旅游", "就业见习", "职业培训", "知识产权", "绿色制造", "数字化转型", "外贸出口", "农产品加工", "养老服务");
    static final List<String> DEEDS = List.of("补贴", "奖励", "减免", "扶持", "贴息", "资助");
    private static final List<String> FORMS = List.of("实施细则", "若干措施", "申报指南", "管理办法", "工作方案");
    private static final List<String> WHOM = List.of("小微企业", "中小企业", "个体工商户", "初创企业", "规模以上企业", "农民专业合作社");
    private static final List<String> SENTENCES = List.of("对符合条件的%s给予%s，每户最高不超过%d万元。", "申报%2$s的%1$s应当依法登记注册满%3$d个月。",
            "鼓励%s开展%s，按实际投入的百分之%d予以支持。", "%s需在截止日期前通过服务平台提交%s材料，%d个工作日内办结。", "同一事项不得重复享受，%s的%s以最高%d档为准。");
    private static final List<String> SIZES = List.of("micro", "small", "medium", "large");
    private static final List<String> THEMES = List.of("rent", "jobs", "finance", "tax", "training", "technology", "trade", "culture", "farming", "care");
    private static final List<String> INDUSTRIES = List.of("H62", "C13", "I65", "F51", "G59", "L72", "A01", "R87", "P83", "M73");
    private static final Map<String, String> FIELDS = Map.of("policy_title", "/title", "policy_doc_no", "/documentNumber", "policy_org_name", "/issuer/name",
            "publish_date", "/publishedOn", "effect_date", "/effectiveFrom", "expire_date", "/effectiveTo", "apply_start_date", "/applyFrom", "apply_end_date", "/applyTo",
            "tag_list", "/tags", "policy_summary", "/summary");
    private static final List<String> CODED_THEMES = List.of("01", "02", "03", "04", "05", "11", "12", "13", "14", "15");
    private static final Map<String, String> CODED_ABOUT = Map.of("industry", "1", "size", "2", "registered-years", "4", "tag", "6");
    private static final Map<String, String> CODED_TESTS = Map.of("one-of", "1", "prefix", "3", "at-least", "4", "at-most", "5");
    private static final Map<String, String> CODED_SIZES = Map.of("large", "1", "medium", "2", "small", "3", "micro", "4");
    private static final LocalDate START = LocalDate.of(2024, 1, 1);

    private final Random random;

    Policies(long seed) {
        random = new Random(seed);
    }

    static Layout layout() {
        return new Layout(
                weights("/title", 8, "/documentNumber", 6, "/tags", 5, "/benefits/name", 4, "/summary", 3, "/issuer/name", 2, "/conditions/text", 1),
                names("region", "/regionCodes", "theme", "/themes", "audience", "/audiences", "issuer", "/issuer/name", "validity", "/validity"),
                names("published", "/publishedOn", "effective-from", "/effectiveFrom", "effective-to", "/effectiveTo", "apply-from", "/applyFrom", "apply-to", "/applyTo"),
                names("title", "/title", "benefits", "/benefits"),
                Optional.of(new Layout.Match("/conditions", "/benefits", "/when", Optional.of("/audiences"))));
    }

    /** In the same order each time, as it is read from a file: another order is another layout. */
    private static Map<String, Integer> weights(Object... placesAndWeights) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (int i = 0; i < placesAndWeights.length; i += 2) {
            weights.put((String) placesAndWeights[i], (Integer) placesAndWeights[i + 1]);
        }
        return weights;
    }

    private static Map<String, String> names(String... namesAndPlaces) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < namesAndPlaces.length; i += 2) {
            names.put(namesAndPlaces[i], namesAndPlaces[i + 1]);
        }
        return names;
    }

    Change next(long number) {
        return new Change(new Key("p" + number % 40, "policy-" + number), 1, false, policy(number), number);
    }

    private ObjectNode policy(long number) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        String region = region();
        LocalDate published = START.plusDays(random.nextInt(1_000));
        item.put("title", "示例" + region + one(WHOM) + one(SUBJECTS) + one(DEEDS) + one(FORMS));
        item.put("documentNumber", "示" + one(SUBJECTS).charAt(0) + "发〔" + published.getYear() + "〕" + (1 + random.nextInt(400)) + "号");
        item.putObject("issuer").put("name", "示例" + region + "第" + random.nextInt(20) + "局");
        item.putArray("regionCodes").add(region);
        item.putArray("themes").add(one(THEMES)).add(one(THEMES));
        item.putArray("audiences").add(random.nextInt(4) == 0 ? "individual-business" : "enterprise");
        item.putArray("tags").add(one(SUBJECTS));
        item.put("validity", "valid").put("publishedOn", published.toString()).put("effectiveFrom", published.toString());
        item.put("effectiveTo", published.plusDays(500 + random.nextInt(1_500)).toString());
        item.put("applyFrom", published.toString()).put("applyTo", published.plusDays(30 + random.nextInt(1_000)).toString());
        StringBuilder summary = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            summary.append(String.format(one(SENTENCES), one(WHOM), one(SUBJECTS) + one(DEEDS), 1 + random.nextInt(50)));
        }
        item.put("summary", summary.toString());
        conditions(item.putArray("conditions"));
        benefits(item.putArray("benefits"));
        return item;
    }

    String region() {
        String province = Integer.toString(11 + random.nextInt(31));
        String city = province + "0" + (1 + random.nextInt(9));
        return switch (random.nextInt(10)) {
            case 0 -> "000000";
            case 1, 2, 3 -> province + "0000";
            default -> city + (random.nextInt(3) == 0 ? "0" + (2 + random.nextInt(6)) : "00");
        };
    }

    /** One as the national platform writes it, with a request of its own. */
    String nationally(long number) {
        ObjectNode policy = policy(number);
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("request_no", "bench-" + number).put("policy_id", "policy-" + number).put("version_no", 1).put("policy_level", "2").put("validity", "1");
        FIELDS.forEach((field, place) -> written.set(field, policy.at(place)));
        written.putArray("area_codes").add(policy.at("/regionCodes/0").asText() + "000000");
        written.putArray("theme_list").add(one(CODED_THEMES));
        written.putArray("apply_object_list").add(policy.at("/audiences/0").asText().equals("enterprise") ? "1" : "2");
        conditions(policy.path("conditions"), written.putArray("condition_list"));
        ArrayNode benefits = written.putArray("cash_list");
        for (JsonNode benefit : policy.path("benefits")) {
            ObjectNode cash = benefits.addObject().put("cash_name", benefit.path("name").asText()).put("cash_type", "1");
            cash.put("cash_standard", benefit.path("value").asText());
            conditions(benefit.path("when"), cash.putArray("cash_condition_list"));
        }
        return written.toString();
    }

    private static void conditions(JsonNode conditions, ArrayNode written) {
        for (JsonNode condition : conditions) {
            ObjectNode one = written.addObject();
            one.put("condition_object", CODED_ABOUT.get(condition.path("about").asText()));
            one.put("condition_compare", CODED_TESTS.get(condition.path("test").asText()));
            ArrayNode values = one.putArray("condition_values");
            condition.path("values").forEach(value -> values.add(CODED_SIZES.getOrDefault(value.asText(), value.asText())));
            one.set("condition_text", condition.path("text"));
        }
    }

    private void conditions(ArrayNode conditions) {
        condition(conditions, "size", "one-of", one(SIZES), one(SIZES));
        condition(conditions, "industry", "prefix", one(INDUSTRIES) + (random.nextInt(3) == 0 ? random.nextInt(4) + "0" : ""));
        if (random.nextBoolean()) {
            condition(conditions, "registered-years", random.nextBoolean() ? "at-least" : "at-most", Integer.toString(1 + random.nextInt(8)));
        }
        if (random.nextInt(3) == 0) {
            condition(conditions, "tag", "one-of", one(SUBJECTS));
        }
    }

    private void benefits(ArrayNode benefits) {
        for (String size : SIZES.subList(0, 1 + random.nextInt(3))) {
            ObjectNode benefit = benefits.addObject().put("name", one(SUBJECTS) + one(DEEDS)).put("form", "fixed").put("value", Integer.toString(random.nextInt(50)));
            condition(benefit.putArray("when"), "size", "one-of", size);
        }
    }

    private static void condition(ArrayNode to, String about, String test, String... values) {
        ObjectNode condition = to.addObject().put("about", about).put("test", test).put("text", "须符合" + about + "要求");
        ArrayNode list = condition.putArray("values");
        List.of(values).forEach(list::add);
    }

    String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    ObjectNode profile() {
        ObjectNode profile = JsonNodeFactory.instance.objectNode();
        profile.put("region", Integer.toString(11 + random.nextInt(31)) + "0102").put("industry", one(INDUSTRIES) + "10").put("size", one(SIZES)).put("audience", "enterprise");
        if (random.nextBoolean()) {
            profile.put("registeredOn", START.minusDays(random.nextInt(3_000)).toString());
        }
        return profile;
    }
}
