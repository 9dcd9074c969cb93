package io.yizhan.sandbox;

import io.yizhan.sandbox.JointCase.Plan;
import io.yizhan.sandbox.Narrator.Check;
import io.yizhan.sandbox.cases.Office;
import io.yizhan.sandbox.cases.Said;
import io.yizhan.sandbox.platforms.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a case stands, by what each platform has received. @param tables whether Guangdong is reached by its front-end database */
record CaseView(Simulators platforms, Plan plan, boolean tables, Instant begun, Correspondent.Sent sent) {
    private static final String PUSH = "推送 push";
    private static final Platform SENDER = Platform.GUIZHOU;

    boolean concluded() {
        return Plan.PARTIES.stream().allMatch(party -> !result(party).isEmpty());
    }

    private Stream<Office.Visit> visits(Platform at) {
        return platforms.office(at).visits().stream().filter(visit -> visit.letter().said().number().equals(plan.number()));
    }

    private List<Said> received(Platform at) {
        return platforms.office(at).received().stream().filter(said -> said.number().equals(plan.number())).toList();
    }

    /** What Guizhou knows of a party, in the order in which it learnt it. */
    private List<Office.Visit> known(Platform party) {
        return visits(SENDER).filter(Office.Visit::taken).filter(visit -> party(visit.letter().said()).equals(plan.party(party))).toList();
    }

    private static String party(Said said) {
        if (said instanceof Said.Event event) {
            return event.party();
        }
        return said instanceof Said.Result result ? result.party() : "";
    }

    private static String state(Said said) {
        if (said instanceof Said.Event event) {
            return event.step().chinese();
        }
        return said instanceof Said.Result result ? result.outcome().chinese() : "";
    }

    private List<Said.Result> result(Platform party) {
        return known(party).stream().map(visit -> visit.letter().said()).filter(Said.Result.class::isInstance).map(Said.Result.class::cast).toList();
    }

    private long calls(Platform at) {
        return visits(at).count();
    }

    /** One line for the whole case. */
    String line() {
        String parties = Plan.PARTIES.stream().map(this::standing).collect(Collectors.joining("  "));
        return "  %s  国家平台 抄送 %d 份".formatted(parties, received(Platform.NATIONAL).size());
    }

    private String standing(Platform party) {
        List<Office.Visit> known = known(party);
        boolean waiting = calls(party) == 0;
        boolean away = !waiting && received(party).isEmpty();
        String state = waiting ? "等待" : away ? "停机" : "已送达";
        return "%s %s · %d 次".formatted(party.chinese(), known.isEmpty() ? state : state(known.get(known.size() - 1).letter().said()), calls(party));
    }

    String table() {
        Story.Table table = new Story.Table(
                "参与方 party", "方式 way", "经过（秒）states (seconds)", "办件号 project number", "调用 calls", "结果 result");
        for (Platform party : Plan.PARTIES) {
            String states = known(party).stream()
                    .map(visit -> state(visit.letter().said()) + " " + seconds(visit.at()))
                    .collect(Collectors.joining(" → "));
            String result = result(party).stream().map(end -> end.outcome().chinese() + " " + end.licenceNumber()).collect(Collectors.joining());
            String project = known(party).stream().map(visit -> project(visit.letter().said())).distinct().collect(Collectors.joining(" "));
            table.row(Episodes.both(party), way(party), states, project, Long.toString(calls(party)), result);
        }
        table.row(Episodes.both(Platform.NATIONAL), PUSH, "抄送 copies", "", Long.toString(calls(Platform.NATIONAL)), received(Platform.NATIONAL).size() + " 份");
        table.row(Episodes.both(SENDER), PUSH, "申办 submit 0.0", plan.number(), Long.toString(calls(SENDER)), concluded() ? "全部办结 all concluded" : "未办结 open");
        return table.toString();
    }

    private String way(Platform party) {
        return party == Platform.JIANGXI ? "信箱 mailbox" : party == Platform.GUANGDONG && tables ? "前置库 table" : PUSH;
    }

    private static String project(Said said) {
        return said instanceof Said.Event event ? event.project() : ((Said.Result) said).project();
    }

    private String seconds(Instant at) {
        return "%.1f".formatted(Duration.between(begun, at).toMillis() / 1000.0);
    }

    List<Check> checks() {
        return List.of(
                new Check("贵州申办：网关受理并回执", "Guizhou submits, and the gateway acknowledges it", () -> sent.refusal().stream().toList()),
                Check.that("各方只看到自己的部分", "Each party sees its own part alone", this::partsAlone),
                went("广东要求补正，贵州补正后受理、准予", "Guangdong asks for a correction, gets it, and grants", Platform.GUANGDONG,
                        List.of("收件", "补正告知", "受理", "准予")),
                went("江西自己到信箱取件，受理、准予", "Jiangxi fetches from its mailbox, accepts and grants", Platform.JIANGXI, List.of("收件", "受理", "准予")),
                Check.that("浙江停机，网关重试直到送达，只送达一次", "Zhejiang is down; the gateway tries until it is there, and delivers once", this::retried),
                Check.that("广东发的证成了浙江的材料", "The licence Guangdong granted is among Zhejiang's materials", this::licencePassedOn),
                went("浙江受理、准予", "Zhejiang accepts and grants", Platform.ZHEJIANG, List.of("收件", "受理", "准予")),
                Check.that("国家平台收到每一步的抄送", "The national platform has a copy of every step", this::copied),
                Check.that("贵州收到投递回执", "Guizhou is told that each party has it", this::receipts),
                Check.that("申请人评价，送达广东", "The applicant evaluates, and Guangdong learns it", this::evaluated));
    }

    private Check went(String chinese, String english, Platform party, List<String> expected) {
        return new Check(chinese, english, () -> {
            List<String> states = known(party).stream().map(visit -> state(visit.letter().said())).toList();
            boolean numbered = known(party).stream().allMatch(visit -> project(visit.letter().said()).equals(plan.project(party)));
            List<String> differences = new ArrayList<>();
            if (!states.equals(expected)) {
                differences.add("it went " + states + ", expected " + expected);
            }
            return numbered ? differences : List.of("it is not called " + plan.project(party));
        });
    }

    private Stream<Said.Submit> submits(Platform at) {
        return received(at).stream().filter(Said.Submit.class::isInstance).map(Said.Submit.class::cast);
    }

    private boolean partsAlone() {
        return Plan.PARTIES.stream().allMatch(party -> submits(party).count() == 1
                && submits(party).allMatch(submit -> submit.parties().size() == 1 && submit.parties().get(0).party().equals(plan.party(party))));
    }

    private boolean retried() {
        List<Office.Visit> calls = visits(Platform.ZHEJIANG).filter(visit -> visit.letter().said() instanceof Said.Submit).toList();
        return calls.size() > 1 && calls.stream().filter(Office.Visit::taken).count() == 1;
    }

    private boolean licencePassedOn() {
        return submits(Platform.ZHEJIANG)
                .flatMap(submit -> submit.materials().stream())
                .anyMatch(material -> material.licenceNumber().equals(plan.licence(Platform.GUANGDONG)));
    }

    /** The submit, each party's steps and the correction. */
    private boolean copied() {
        long steps = Plan.PARTIES.stream().mapToLong(party -> known(party).size()).sum();
        return submits(Platform.NATIONAL).anyMatch(submit -> submit.parties().size() == Plan.PARTIES.size())
                && received(Platform.NATIONAL).size() == steps + 2;
    }

    private boolean receipts() {
        List<String> parties = platforms.office(SENDER).received().stream()
                .filter(said -> said instanceof Said.Status status && status.id().equals(sent.id()) && status.state() == Said.State.DELIVERED)
                .map(said -> ((Said.Status) said).party())
                .toList();
        return parties.containsAll(Plan.PARTIES.stream().map(plan::party).toList());
    }

    private boolean evaluated() {
        return platforms.office(Platform.GUANGDONG).received().stream()
                .anyMatch(said -> said instanceof Said.Evaluation evaluation && evaluation.number().equals(plan.project(Platform.GUANGDONG)));
    }
}
