package io.yizhan.sandbox.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.testing.RunningWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a platform writes about a case it reads as well, and its office keeps it once. */
class OfficeTest {
    private static final URI HERE = URI.create("http://127.0.0.1:1");
    private static final Said.Event EVENT = new Said.Event(
            "YB-1", "p1", "SP-1", Said.Step.CORRECTION_REQUESTED, "样本", "请补充", "2026-11-03T09:00:05", List.of(Said.Material.uploaded("平面图")));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-03T00:00:00Z"));
    private final Outside outside = new Outside(now::get, new SecureRandom(), System::nanoTime);

    @ParameterizedTest
    @EnumSource(Platform.class)
    void a_platform_reads_what_it_writes(Platform platform) {
        Office office = office(platform);
        List<Said> all = List.of(submit(), EVENT, result(), evaluation(), status(), policy(), policy().withdrawn(2));

        all.forEach(said -> office.take(call(platform, "id-" + all.indexOf(said), said)));

        assertThat(office.received()).isEqualTo(all);
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void the_same_message_is_kept_once(Platform platform) {
        Office office = office(platform);
        List<Said> told = new ArrayList<>();
        office.tell(told::add);

        office.take(call(platform, "a", EVENT));
        office.take(call(platform, "a", EVENT));

        assertThat(office.visits()).hasSize(2);
        assertThat(office.received()).containsExactly(EVENT);
        assertThat(told).containsExactly(EVENT);
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void a_closed_office_turns_messages_away_for_its_time(Platform platform) {
        Office office = office(platform);
        office.closeAt(said -> said.equals(EVENT), Duration.ofSeconds(2));

        assertThat(office.open(call(platform, "a", EVENT))).isFalse();
        now.set(now.get().plusSeconds(1));
        assertThat(office.open(call(platform, "a", EVENT))).isFalse();
        now.set(now.get().plusSeconds(1));
        assertThat(office.open(call(platform, "a", EVENT))).isTrue();
        assertThat(office.visits()).hasSize(2).noneMatch(Office.Visit::taken);
    }

    /** What the gateway may bring it of what others publish: the golden samples it writes. */
    private static List<Path> policies(Platform platform) throws IOException {
        try (Stream<Path> samples = Files.list(RunningWorld.MAPPINGS.resolve(platform.id()).resolve("policy-catalogue/samples"))) {
            return samples.filter(sample -> sample.toString().matches(".*(?<!-read)[.]dialect[.](json|xml)"))
                    .filter(sample -> Files.exists(Path.of(sample.toString().replaceFirst("[.]dialect[.].*", ".canonical.json"))))
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void a_catalogue_takes_every_policy_there_can_be(Platform platform) throws IOException {
        Office office = office(platform);
        List<Path> samples = policies(platform);
        for (Path sample : samples) {
            office.take(call(platform, "a", policy()).saying(Files.readAllBytes(sample)));
        }
        assertThat(office.visits()).hasSizeGreaterThan(5).hasSameSizeAs(samples);
        assertThat(office.visits()).extracting(visit -> visit.letter().said().number()).doesNotContain("");
    }

    @Test
    void guizhou_writes_soap_in_gb18030() {
        Asker.Draft draft = Letters.of(Platform.GUIZHOU, outside).draft("a", EVENT);

        assertThat(new String(draft.body(), Charset.forName("GB18030"))).contains("encoding=\"GB18030\"").contains(":Envelope").contains("补正告知");
    }

    @Test
    void a_code_nobody_agreed_upon_is_not_understood() {
        Asker.Call call = call(Platform.NATIONAL, "a", EVENT);
        Asker.Call odd = call.saying(new String(call.body()).replace("\"event_type\":\"7\"", "\"event_type\":\"99\"").getBytes());

        assertThatThrownBy(() -> office(Platform.NATIONAL).take(odd)).isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void other_calls_are_none_of_its_business(Platform platform) {
        assertThat(office(platform).take(new Asker.Call(HERE.resolve("/elsewhere"), java.util.Map.of(), new byte[0]))).isFalse();
    }

    private Office office(Platform platform) {
        return Office.of(Letters.of(platform, outside), outside.clock());
    }

    private Asker.Call call(Platform platform, String id, Said said) {
        Asker.Draft draft = Letters.of(platform, outside).draft(id, said);
        return new Asker.Call(HERE.resolve(draft.path()), Asker.Call.fields(draft.headers(), "gjgxjhpt_sid", draft.service()), draft.body());
    }

    private static Said submit() {
        return new Said.Submit(
                "YB-1", Said.Mode.COORDINATED, Said.Rule.ANY, "餐饮店开办", "样本项目", "样本公司", "91520100YANGBEN10M", "样本甲", "13900000000", "2026-11-03",
                "11520100YANGBEN049", "贵阳样本", "SQ-1", "餐饮店开办，跨省联办",
                List.of(new Said.Party("p1", "440000", "食品", List.of(), 20, 5, Said.Handling.PROMISED),
                        new Said.Party("p2", "330000", "", List.of("p1", "p3"), 0, 0, Said.Handling.IMMEDIATE)),
                List.of(Said.Material.uploaded("申请书"), Said.Material.licence("营业执照", "YB-0001", "1.2.156")),
                true);
    }

    private static Said result() {
        return new Said.Result("YB-1", "p1", "SP-1", Said.Outcome.GRANTED, "准予许可", "2026-11-05T15:30:00", "食品经营许可证", "YB-0002", "1.2.156");
    }

    private static Said evaluation() {
        return new Said.Evaluation("PJ-1", "440000", "SP-1", "520000", Said.Satisfaction.VERY_SATISFIED, "一次办成", "2026-11-06T10:00:00");
    }

    private static Said status() {
        return new Said.Status("m-1", "s-1", "joint-approval", "zhejiang", "p1", Said.State.DEAD, "expired", "2026-11-06T10:00:00", 12);
    }

    private static Said.Policy policy() {
        return new Said.Policy(
                "YB-HQ-1", 1, false, "样本租金减免", "样本市商务局", Said.Level.COUNTY, "520102", "2026-11-01", Said.Theme.RENT_RELIEF,
                List.of(new Said.Benefit("减免租金", "3", "个月租金", Said.Size.MICRO), new Said.Benefit("减免租金（小型）", "1", "个月租金", Said.Size.SMALL)), "样本，不是真实文件。");
    }
}
