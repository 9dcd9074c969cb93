package io.yizhan.sandbox;

import io.yizhan.sandbox.Narrator.Check;
import io.yizhan.sandbox.cases.Said;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A case with three parties, played by the simulated platforms and told while it happens: Guangdong asks for a correction, Zhejiang waits for
 * Guangdong and is down for a while, Jiangxi grants, the national platform is informed; then the applicant evaluates.
 */
final class JointCase {
    private static final Duration DOWN = Duration.ofMillis(2500);

    private final Simulators platforms;
    private final Map<Platform, Correspondent> correspondents;
    private final boolean tables;
    private final Outside outside;
    private final Narrator narrator;
    private final Plan plan;

    /** @param tables whether Guangdong is reached by its front-end database */
    JointCase(Simulators platforms, Map<Platform, Correspondent> correspondents, boolean tables, Outside outside, Screen screen) {
        this.tables = tables;
        this.platforms = platforms;
        this.correspondents = correspondents;
        this.outside = outside;
        this.narrator = new Narrator(outside, screen);
        this.plan = new Plan("GZ-YB-" + outside.id().substring(0, 10));
    }

    /** The checks that did not come out, one line each. */
    List<String> play() {
        narrator.line("");
        narrator.line("跨省联办：贵州一家连锁餐饮同时在广东、浙江、江西开分店 " + plan.number());
        narrator.line("A joint approval: a restaurant chain of Guizhou opens in Guangdong, Zhejiang and Jiangxi");
        try (Officials officials = new Officials(correspondents, plan, outside)) {
            officials.begin(platforms);
            platforms.office(Platform.ZHEJIANG).closeAt(said -> said instanceof Said.Submit submit && submit.number().equals(plan.number()), DOWN);
            Instant begun = outside.clock().instant();
            Correspondent.Sent sent = correspondents.get(Platform.GUIZHOU).send(plan.submit(officials.now().substring(0, 10)));
            CaseView view = new CaseView(platforms, plan, tables, begun, sent);
            if (sent.accepted().isPresent()) {
                narrator.watch(view::line, view::concluded);
                evaluate(officials, view);
                narrator.watch(view::line, () -> view.checks().stream().allMatch(Check::right));
            }
            return told(view, officials.troubles());
        } catch (UncheckedIOException unanswered) {
            return List.of("a case with several parties: no usable answer: " + unanswered.getMessage());
        }
    }

    private void evaluate(Officials officials, CaseView view) {
        if (view.concluded()) {
            correspondents.get(Platform.GUIZHOU).send(plan.evaluation(officials.now()));
        }
    }

    private List<String> told(CaseView view, List<String> troubles) {
        List<String> wrong = new ArrayList<>(troubles);
        List<Check> all = view.checks();
        // of a case that nobody accepted there is nothing else to tell
        wrong.addAll(narrator.told(view.sent().accepted().isPresent() ? all : all.subList(0, 1)));
        narrator.line("");
        narrator.line(view.table());
        narrator.line("");
        return List.copyOf(wrong);
    }

    /** The made-up case. @param number Guizhou's own */
    record Plan(String number) {
        static final List<Platform> PARTIES = List.of(Platform.GUANGDONG, Platform.ZHEJIANG, Platform.JIANGXI);

        private static final List<String> PREFIXES = List.of("GD", "ZJ", "JX");

        String party(Platform platform) {
            return "p" + (PARTIES.indexOf(platform) + 1);
        }

        /** What the party calls it. */
        String project(Platform platform) {
            return PREFIXES.get(PARTIES.indexOf(platform)) + number.substring(number.lastIndexOf('-'));
        }

        Said.Submit submit(String today) {
            return new Said.Submit(
                    number, Said.Mode.COORDINATED, Said.Rule.ALL, "食品经营许可", "样本餐饮连锁跨省开店（虚构）", "贵阳样本餐饮甲有限公司", "91520100YANGBEN10M",
                    "样本甲", "13900000000", today, Platform.GUIZHOU.requester().organisation(), Platform.GUIZHOU.requester().name(), "SQ-2026-0001",
                    "餐饮店开办，跨省联办",
                    List.of(party(Platform.GUANGDONG, List.of()), party(Platform.ZHEJIANG, List.of(party(Platform.GUANGDONG))), party(Platform.JIANGXI, List.of())),
                    List.of(Said.Material.uploaded("申请书"), Said.Material.licence("营业执照", "YB520100-0001", "")), true);
        }

        private Said.Party party(Platform platform, List<String> after) {
            return new Said.Party(party(platform), platform.region(), "食品经营许可（" + platform.chinese() + "）", after, 20, 5, Said.Handling.PROMISED);
        }

        Said.Result granted(Platform by, String at) {
            return new Said.Result(number, party(by), project(by), Said.Outcome.GRANTED, "准予许可", at, "食品经营许可证", licence(by), "");
        }

        String licence(Platform by) {
            return "YB" + by.region() + "-" + number.substring(number.lastIndexOf('-') + 1);
        }

        Said.Evaluation evaluation(String at) {
            return new Said.Evaluation(
                    "PJ-" + number, Platform.GUANGDONG.region(), project(Platform.GUANGDONG), Platform.GUIZHOU.region(), Said.Satisfaction.VERY_SATISFIED,
                    "补正一次告知，三地一次办成", at);
        }
    }
}
