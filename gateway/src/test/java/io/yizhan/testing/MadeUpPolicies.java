package io.yizhan.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.yizhan.vocabulary.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Canonical items of the policy catalogue, made up from {@code made-up/policies.yaml}: six regions at three levels, every tenth national, with
 * windows, conditions, and benefits that differ by situation. The same seed and number give the same item however many are asked for. Every item
 * says that it is made up, in its title and in its summary.
 *
 * <p>What the quality of a catalogue is judged by is there on purpose: numbers ending in {@link #UNCLASSIFIED} of twenty have a theme no table
 * knows, {@link #ABOLISHED_BUT_VALID} of forty are abolished and called valid, and {@link #SAME_DOCUMENT} of twenty-five have the document number
 * of the one before.
 */
public final class MadeUpPolicies {
    public static final int UNCLASSIFIED = 7;
    public static final int ABOLISHED_BUT_VALID = 13;
    public static final int SAME_DOCUMENT = 11;
    /** The day on which what is in force is in force. */
    public static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Map<String, String> SIZES = Map.of("micro", "微型", "small", "小型", "medium", "中型", "large", "大型");
    private static final List<String> LEVELS = List.of("province", "city", "county");
    private static final String CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] CODE_WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    private final JsonNode parts;
    private final long seed;

    private MadeUpPolicies(JsonNode parts, long seed) {
        this.parts = parts;
        this.seed = seed;
    }

    /** Who issues one, where. */
    private record Place(JsonNode province, String level, String code, String name) {
        boolean national() {
            return level.equals("national");
        }
    }

    /** One that is being made, and what it is made of. */
    private record Making(int number, Random random, Place place, JsonNode topic, JsonNode sector) {
        long between(long low, long high) {
            return low + Math.floorMod(random.nextLong(), high - low + 1);
        }

        boolean oneOutOf(int of, int which) {
            return number % of == which;
        }
    }

    public static MadeUpPolicies seeded(long seed) {
        try (InputStream file = MadeUpPolicies.class.getResourceAsStream("/made-up/policies.yaml")) {
            return new MadeUpPolicies(YAML.readTree(file), seed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The first so many, numbered from 0. */
    public Stream<ObjectNode> first(int count) {
        return IntStream.range(0, count).mapToObj(this::item);
    }

    public ObjectNode item(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        random.nextLong(); // of neighbouring seeds the first numbers are too much alike
        Making making = new Making(number, random, place(number, random), any(parts.path("topics"), random), any(parts.path("sectors"), random));
        ObjectNode item = YAML.createObjectNode();
        identify(item, making);
        date(item, making);
        classify(item, making);
        give(item, making);
        ask(item, making);
        explain(item, making);
        return item;
    }

    private Place place(int number, Random random) {
        JsonNode province = parts.path("regions").get(number % parts.path("regions").size());
        if (number % 10 == 9) {
            return new Place(province, "national", "100000", "国家");
        }
        String level = LEVELS.get(random.nextInt(LEVELS.size()));
        JsonNode at = switch (level) {
            case "city" -> any(province.path("cities"), random);
            case "county" -> any(province.path("counties"), random);
            default -> province;
        };
        return new Place(province, level, at.path("code").asText(), at.path("name").asText());
    }

    private void identify(ObjectNode item, Making making) {
        Place place = making.place();
        item.put("policyId", "MU-%s-%05d".formatted(place.code(), making.number())).put("version", 1);
        item.put("title", "关于%s%s企业%s的若干措施（编造的示例%d）".formatted(place.national() ? "" : place.name(), making.sector().path("name").asText(),
                making.topic().path("name").asText(), making.number()));
        item.put("documentNumber", documentNumber(making));
        item.putObject("issuer").put("name", place.name() + "示例" + making.topic().path("department").asText() + "部门").put("code", creditCode(place.code(), making.number()));
        if (making.random().nextInt(4) == 0) {
            item.putArray("jointIssuers").addObject().put("name", place.name() + "示例财政部门");
        }
        item.put("level", place.level());
        if (!place.national()) {
            item.putArray("regionCodes").add(place.code());
        }
    }

    private static String documentNumber(Making making) {
        int number = making.oneOutOf(25, SAME_DOCUMENT) ? making.number() - 1 : making.number();
        return "示例发〔2026〕%d号".formatted(number);
    }

    private static void date(ObjectNode item, Making making) {
        LocalDate written = LocalDate.of(2024, 6, 1).plusDays(making.between(0, 900));
        LocalDate published = written.plusDays(making.between(1, 15));
        LocalDate from = published.plusDays(making.between(0, 40));
        LocalDate to = from.plusDays(making.between(200, 1100));
        boolean longTerm = making.random().nextInt(5) == 0;
        item.put("writtenOn", written.toString()).put("publishedOn", published.toString()).put("effectiveFrom", from.toString());
        if (!longTerm) {
            item.put("effectiveTo", to.toString());
        }
        if (making.oneOutOf(40, ABOLISHED_BUT_VALID)) {
            item.put("abolishedOn", TODAY.minusDays(30).toString()).put("validity", "valid");
        } else {
            item.put("validity", from.isAfter(TODAY) ? "not-yet" : !longTerm && to.isBefore(TODAY) ? "expired" : "valid");
        }
        if (!making.topic().path("delivery").asText().equals("no-application")) {
            item.put("applyFrom", from.toString()).put("applyTo", from.plusDays(making.between(60, 600)).toString());
        }
    }

    private void classify(ObjectNode item, Making making) {
        item.putArray("themes").add(making.topic().path("theme").asText());
        if (making.oneOutOf(20, UNCLASSIFIED)) {
            item.putArray("unclassified").add(any(parts.path("unclassified"), making.random()).asText());
        }
        ArrayNode tags = item.putArray("tags").add(making.sector().path("tag").asText());
        if (making.topic().has("tag")) {
            tags.add(making.topic().path("tag").asText());
        }
        ArrayNode audiences = item.putArray("audiences").add("enterprise");
        if (making.topic().path("sizes").get(0).asText().equals("micro")) {
            audiences.add("individual-business");
        }
        item.put("supportMode", making.topic().path("support").asText()).put("deliveryMode", making.topic().path("delivery").asText());
    }

    /** The smaller the enterprise, the more it gets; where it is for the newly registered, those of this year get more. */
    private static void give(ObjectNode item, Making making) {
        ArrayNode benefits = item.putArray("benefits");
        long low = making.topic().path("low").asLong();
        long high = making.topic().path("high").asLong();
        JsonNode sizes = making.topic().path("sizes");
        for (int i = 0; i < sizes.size(); i++) {
            long value = high - (high - low) * i / Math.max(1, sizes.size());
            ArrayNode when = benefit(benefits, making, value).putArray("when");
            condition(when, "size", "one-of", SIZES.get(sizes.get(i).asText()) + "企业", sizes.get(i).asText());
            if (making.topic().path("newlyRegistered").asBoolean()) {
                condition(when, "registered-on", "after", "2024年12月31日以后注册", "2024-12-31");
            }
        }
    }

    private static ObjectNode benefit(ArrayNode benefits, Making making, long value) {
        JsonNode topic = making.topic();
        ObjectNode benefit = benefits.addObject().put("name", topic.path("name").asText()).put("form", topic.path("form").asText()).put("value", "" + value);
        if (topic.path("form").asText().equals("range")) {
            benefit.put("upTo", "" + value * 2);
        }
        if (topic.path("cap").asLong() > 0) {
            benefit.put("cap", topic.path("cap").asText());
        }
        return benefit.put("unit", topic.path("unit").asText());
    }

    private static void ask(ObjectNode item, Making making) {
        ArrayNode conditions = item.putArray("conditions");
        Place place = making.place();
        if (!place.national()) {
            condition(conditions, "region", "prefix", "在" + place.name() + "登记注册", place.code().replaceFirst("(00)+$", ""));
        }
        condition(conditions, "industry", "prefix", "属于" + making.sector().path("name").asText() + "行业", texts(making.sector().path("industries")));
        condition(conditions, "size", "one-of", "符合规模要求", texts(making.topic().path("sizes")));
        switch (making.random().nextInt(5)) {
            case 0 -> condition(conditions, "registered-years", "at-least", "注册满" + making.number() % 3 + "年", "" + making.number() % 3);
            case 1 -> condition(conditions, "employees", "at-most", "职工不超过300人", "300");
            case 2 -> condition(conditions, "revenue", "at-most", "年营业收入不超过2000万元", "20000000");
            case 3 -> condition(conditions, "tag", "none-of", "未被列入失信名单", "失信被执行人");
            default -> {
                // the three above are all it asks
            }
        }
        if (making.topic().has("tag")) {
            condition(conditions, "tag", "one-of", "属于" + making.topic().path("tag").asText(), making.topic().path("tag").asText());
        }
    }

    private static void explain(ObjectNode item, Making making) {
        item.put("summary", "本条由程序按种子编造，不是真实文件，也不代表任何机关。对%s行业符合条件的企业，按其情形给予%s。".formatted(
                making.sector().path("name").asText(), making.topic().path("name").asText()));
        item.putObject("contact").put("name", item.path("issuer").path("name").asText() + "咨询处")
                .put("telephone", making.place().province().path("telephone").asText() + "-0000%04d".formatted(making.number() % 10_000));
        ArrayNode materials = item.putArray("materials");
        making.topic().path("materials").forEach(name -> materials.addObject().put("name", name.asText()).put("required", materials.size() == 1));
        item.put("taskCode", "%s%d%012d".formatted(item.path("issuer").path("code").asText(), LEVELS.indexOf(making.place().level()) + 2, making.number()));
        item.put("sourceUrl", "https://policy.example/made-up/" + making.number());
        item.put("contentDigest", Digest.sha256((item.path("title").asText() + item.path("summary").asText()).getBytes(StandardCharsets.UTF_8)).toString());
    }

    private static void condition(ArrayNode conditions, String about, String test, String text, String... values) {
        ArrayNode list = conditions.addObject().put("about", about).put("test", test).putArray("values");
        List.of(values).forEach(list::add);
        ((ObjectNode) conditions.get(conditions.size() - 1)).put("text", text);
    }

    private static String[] texts(JsonNode list) {
        return IntStream.range(0, list.size()).mapToObj(i -> list.get(i).asText()).toArray(String[]::new);
    }

    private static JsonNode any(JsonNode list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    /** GB 32100, with the right check character: a government body (11) of a region, numbered as no real one is. */
    private static String creditCode(String region, int number) {
        String text = "11%sY%08d".formatted(region, number % 100_000_000);
        int sum = IntStream.range(0, text.length()).map(i -> CODE_CHARACTERS.indexOf(text.charAt(i)) * CODE_WEIGHTS[i]).sum();
        return text + CODE_CHARACTERS.charAt((31 - sum % 31) % 31);
    }
}
