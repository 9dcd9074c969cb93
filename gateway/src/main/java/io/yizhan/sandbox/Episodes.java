package io.yizhan.sandbox;

import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.sandbox.tongues.Case;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The steps of the story, in order. */
final class Episodes {
    private static final Platform JIANGXI = Platform.JIANGXI;
    private static final Platform NATIONAL = Platform.NATIONAL;
    private static final Platform ZHEJIANG = Platform.ZHEJIANG;
    private static final Platform GUIZHOU = Platform.GUIZHOU;
    private static final Platform GUANGDONG = Platform.GUANGDONG;

    private final Map<Platform, Asker> askers = new EnumMap<>(Platform.class);
    private final Asker bySm2;
    private final Asker late;
    private final Consumer<Platform> revoking;
    private final List<Story.Step> steps = new ArrayList<>();

    private Episodes(World world, URI gateway, Outside outside, Consumer<Platform> revoking) {
        for (Platform platform : Platform.values()) {
            askers.put(platform, world.asker(platform, gateway, outside));
        }
        bySm2 = world.askerBySm2(gateway, outside);
        late = world.fixed().asker(NATIONAL, gateway, outside.at(InstantSource.offset(outside.clock(), Duration.ofMinutes(-10))));
        this.revoking = revoking;
    }

    /** @param revoking makes a platform accept none of the short-lived secrets it gave */
    static List<Story.Step> all(World world, URI gateway, Outside outside, Consumer<Platform> revoking) {
        Episodes story = new Episodes(world, gateway, outside, revoking);
        story.everyPair();
        story.verdicts();
        story.lookups();
        story.lists();
        story.findings();
        story.releases();
        story.files();
        story.keysAndSecrets();
        story.refusals();
        return List.copyOf(story.steps);
    }

    private void everyPair() {
        EveryPair.ALL.forEach(pair -> asks(pair.caller(), pair.answerer(), pair.name(), pair.chinese(), pair.english()));
    }

    private void verdicts() {
        asks(GUIZHOU, JIANGXI, "expired", "已过期的许可证", "A licence that has expired");
        asks(JIANGXI, GUIZHOU, "suspended", "被暂扣的许可证：相符但未生效，并说明原因", "A suspended licence: it matches, is not in force, and why");
        asks(NATIONAL, GUANGDONG, "revoked", "被吊销的许可证", "A revoked licence");
        asks(ZHEJIANG, NATIONAL, "expired-by-date", "国家平台称有效而截止日期已过：网关判为过期",
                "Nationally kept as valid, but its last day has passed: the gateway says expired");
        asks(ZHEJIANG, JIANGXI, "holder-wrong-name", "名称与代码不符", "The name does not belong to the code");
        asks(JIANGXI, ZHEJIANG, "parameter-missing", "缺少参数：需要持证主体名称", "A parameter is missing: the holder's name");
    }

    private void lookups() {
        asks(ZHEJIANG, JIANGXI, "brackets-folded", "名称中的括号全角半角不同：折叠后相符", "Half-width brackets for full-width ones: the names match folded");
        asks(NATIONAL, ZHEJIANG, "several", "一个主体有三张同类证照：逐张给出结论", "One holder, three licences of a type: a verdict on each");
        asks(JIANGXI, ZHEJIANG, "authorisation-code", "凭持证人出示的用证码取得一张证照", "By the code its holder shows, one licence");
        asks(ZHEJIANG, JIANGXI, "wrong-check-character", "证照标识校验位有误：照常核验并提示",
                "The identifier's check character is wrong: checked all the same, and remarked upon");
        asks(JIANGXI, "新疆→国家平台 Xinjiang→national", Case.of(NATIONAL, "answered-for-a-region"), "新疆未登记接口：由国家平台代为回答",
                "Xinjiang has no endpoint: the national platform answers for it");
    }

    private void lists() {
        asks(GUANGDONG, GUIZHOU, "listed-serious", "广东查贵州企业：在严重违法名单上（纯 XML 应答）", "Guangdong asks Guizhou, who answers in plain XML: on the list of serious violations");
        asks(ZHEJIANG, JIANGXI, "listed", "发证前查处罚、经营异常和严重违法名单：有记录", "Before a licence is issued: the enterprise is on two lists");
        asks(JIANGXI, NATIONAL, "not-listed", "同一查询，没有记录", "The same question, and nothing is found");
    }

    private void findings() {
        asks(GUANGDONG, NATIONAL, "identity-person", "广东核验一个人的身份：国家平台逐项比对，网关得出结论",
                "Guangdong verifies a person: the national platform compares, the gateway concludes");
        asks(ZHEJIANG, GUANGDONG, "identity-revoked", "已吊销的企业：身份失效，并说明原因", "An enterprise that was struck off: not in force, and why");
        asks(NATIONAL, ZHEJIANG, "seal-signed", "电子合同上的印章：印章真实，签的正是这份原文", "The seal on a contract: genuine, and this very document was signed");
        asks(ZHEJIANG, NATIONAL, "seal-another-document", "签章值来自另一份原文：杂凑值不符", "The signature is of another document: its digest differs");
    }

    private void releases() {
        releases(NATIONAL, JIANGXI, MadeUpPartners.MASKED, "协议只许脱敏：名称和代码遮盖", "This agreement releases masked data: names and codes are covered",
                licence -> !licence.holderName().equals(name(JIANGXI)) && !licence.identifier().isEmpty());
        releases(JIANGXI, ZHEJIANG, MadeUpPartners.VERDICT, "协议只许结论：不给任何证照信息", "This agreement releases the verdict and nothing else",
                licence -> (licence.identifier() + licence.holderName() + licence.holderCode() + licence.number()).isEmpty());
    }

    private void files() {
        fetches(ZHEJIANG, GUANGDONG, "valid", "证照文件（OFD）：经网关取回，大小和摘要相符", "The licence's file (OFD): fetched through the gateway, size and digest as promised");
        fetches(GUIZHOU, JIANGXI, "long-term", "营业执照文件（PDF）：江西的链接换成网关的", "A business licence's file (PDF): Jiangxi's link becomes one of the gateway");
    }

    private void fetches(Platform caller, Platform answerer, String name, String chinese, String english) {
        Case one = Case.of(answerer, name);
        Question.Licence question = ((Question.Licence) one.question()).wanting(Question.Want.FILE);
        steps.add(new Story.Step(chinese, english, caller, both(answerer), "a file", () -> askers.get(caller).ask(question), reply -> {
            List<String> differences = new ArrayList<>(one.differences(reply.reading()));
            Optional<Reading.File> file = reply.reading().licences().stream().flatMap(licence -> licence.file().stream()).findFirst();
            file.ifPresentOrElse(promised -> differences.addAll(fetched(caller, promised)), () -> differences.add("no link to a file"));
            return differences;
        }));
    }

    private List<String> fetched(Platform caller, Reading.File promised) {
        Asker.Fetched fetched = askers.get(caller).fetch(promised.link());
        return fetched.status() == 200 && promised.holds(fetched.body()) ? List.of() : List.of("the file is not what was promised");
    }

    private void keysAndSecrets() {
        Case valid = Case.of(ZHEJIANG, "valid");
        steps.add(new Story.Step("江西用国密 SM2 签名，网关的应答也用 SM2 签名", "Jiangxi signs with SM2, and so does the gateway its answer", JIANGXI,
                both(ZHEJIANG), expected(valid), () -> bySm2.ask(valid.question()), reply -> signed(valid, reply)));
        asks(GUIZHOU, JIANGXI, "listed", "江西的名单接口登记为 SM2：网关改用 SM2 密钥签名", "Jiangxi's lists are registered for SM2: the gateway signs with its other key");
        revoked(GUIZHOU, NATIONAL, "国家平台作废已发的密钥：网关换取新密钥，再问一次", "The national platform revokes its secrets: the gateway gets a new one and asks once more");
        revoked(JIANGXI, GUANGDONG, "广东作废访问令牌：网关重新登录", "Guangdong revokes the access token: the gateway logs in again");
    }

    private static List<String> signed(Case one, Asker.Reply reply) {
        List<String> differences = new ArrayList<>(one.differences(reply.reading()));
        if (!reply.signed()) {
            differences.add("the answer is not signed with SM2");
        }
        return differences;
    }

    private void revoked(Platform caller, Platform answerer, String chinese, String english) {
        Case one = Case.of(answerer, "valid");
        steps.add(new Story.Step(chinese, english, caller, both(answerer), expected(one), () -> {
            revoking.accept(answerer);
            return askers.get(caller).ask(one.question());
        }, reply -> one.differences(reply.reading())));
    }

    private void refusals() {
        refused(JIANGXI, ZHEJIANG, "bad-signature", "签名之后改动了报文：拒绝", "The message was changed after it was signed: refused", () -> {
            Asker.Call call = signed(JIANGXI, ZHEJIANG);
            return askers.get(JIANGXI).send(call.saying(new String(call.body(), StandardCharsets.UTF_8)
                    .replace("ZZBS\":\"1.2", "ZZBS\":\"1.3").getBytes(StandardCharsets.UTF_8)));
        });
        refused(NATIONAL, JIANGXI, "bad-signature", "伪造的签名：拒绝", "A forged signature: refused",
                () -> askers.get(NATIONAL).send(signed(NATIONAL, JIANGXI).with("gjgxjhpt_sign", "Zm9yZ2VkIGZvcmdlZCBmb3JnZWQgZm9yZ2VkIGZvcmc=")));
        refused(ZHEJIANG, JIANGXI, "replayed", "原样重放一次已答复的请求：拒绝", "A request that was answered is sent again as it was: refused", () -> {
            Asker.Call call = signed(ZHEJIANG, JIANGXI);
            askers.get(ZHEJIANG).send(call);
            return askers.get(ZHEJIANG).send(call);
        });
        refused(NATIONAL, ZHEJIANG, "stale", "十分钟前签名的请求：拒绝，并告知网关时间", "Signed ten minutes ago: refused, and told the gateway's time",
                () -> late.ask(Case.of(ZHEJIANG, "valid").question()));
        refused(ZHEJIANG, JIANGXI, "not-agreed", "事由不在协议之内：拒绝", "A purpose nobody agreed to: refused",
                () -> askers.get(ZHEJIANG).ask(valid(JIANGXI).on(terms -> terms.purpose("随便看看"))));
    }

    private void asks(Platform caller, Platform answerer, String name, String chinese, String english) {
        asks(caller, both(answerer), Case.of(answerer, name), chinese, english);
    }

    private void asks(Platform caller, String answerer, Case one, String chinese, String english) {
        steps.add(new Story.Step(chinese, english, caller, answerer, expected(one), () -> askers.get(caller).ask(one.question()),
                reply -> one.differences(reply.reading())));
    }

    private void releases(
            Platform caller, Platform answerer, String purpose, String chinese, String english, Predicate<Reading.Licence> allowed) {
        Question.Licence question = valid(answerer).on(terms -> terms.purpose(purpose));
        steps.add(new Story.Step(chinese, english, caller, both(answerer), "valid", () -> askers.get(caller).ask(question), reply -> {
            List<String> differences = new ArrayList<>(Case.of(answerer, "valid").differences(reply.reading()));
            reply.reading().licences().stream().filter(allowed.negate()).forEach(licence -> differences.add("more is released than agreed"));
            return differences;
        }));
    }

    private void refused(
            Platform caller, Platform answerer, String code, String chinese, String english, Supplier<Asker.Reply> act) {
        steps.add(new Story.Step(chinese, english, caller, both(answerer), "refused " + code, act,
                reply -> reply.refusal().filter(code::equals).isPresent() ? List.of() : List.of(reply.reading().summary() + ", expected refused " + code)));
    }

    private Asker.Call signed(Platform caller, Platform answerer) {
        Asker asker = askers.get(caller);
        return asker.sign(asker.draft(valid(answerer)));
    }

    private static Question.Licence valid(Platform answerer) {
        return (Question.Licence) Case.of(answerer, "valid").question();
    }

    /** The holder's name of the licence {@link #valid} asks for. */
    private static String name(Platform answerer) {
        return ((Question.Licence) Case.of(answerer, "holder-exact").question()).holder().name();
    }

    private static String expected(Case one) {
        return one.verdict().map(Reading.Verdict::toString).or(() -> one.finding().map(Reading.Finding::toString)).orElse(one.hits().isEmpty() ? "not listed" : "listed " + one.hits());
    }

    static String both(Platform platform) {
        return platform.chinese() + " " + platform.english();
    }
}
