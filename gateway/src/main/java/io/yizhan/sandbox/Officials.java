package io.yizhan.sandbox;

import io.yizhan.sandbox.cases.Said;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Who works on the case at each platform: what comes in makes them send something, a little later. */
final class Officials implements AutoCloseable {
    /** So that a person can follow. */
    private static final Duration PACE = Duration.ofMillis(300);

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final Map<Platform, Correspondent> correspondents;
    private final JointCase.Plan plan;
    private final Outside outside;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "officials"));
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    Officials(Map<Platform, Correspondent> correspondents, JointCase.Plan plan, Outside outside) {
        this.correspondents = correspondents;
        this.plan = plan;
        this.outside = outside;
    }

    void begin(Simulators platforms) {
        platforms.office(Platform.GUIZHOU).tell(said -> ours(said).ifPresent(this::guizhou));
        platforms.office(Platform.GUANGDONG).tell(said -> ours(said).ifPresent(this::guangdong));
        platforms.office(Platform.ZHEJIANG).tell(said -> ours(said).ifPresent(opened -> handles(Platform.ZHEJIANG, opened)));
        platforms.office(Platform.JIANGXI).tell(said -> ours(said).ifPresent(opened -> handles(Platform.JIANGXI, opened)));
    }

    private Optional<Said> ours(Said said) {
        return Optional.of(said).filter(each -> each.number().equals(plan.number()));
    }

    /** What the gateway did not accept, in words. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    private void guizhou(Said said) {
        if (said instanceof Said.Event event && event.step() == Said.Step.CORRECTION_REQUESTED) {
            send(1, Platform.GUIZHOU, () -> new Said.Event(
                    plan.number(), event.party(), "", Said.Step.CORRECTED, "样本丁", "已补充平面图", now(), List.of(Said.Material.uploaded("平面图"))));
        }
    }

    private void guangdong(Said said) {
        if (said instanceof Said.Submit) {
            step(1, Platform.GUANGDONG, Said.Step.RECEIVED);
            send(2, Platform.GUANGDONG, () -> new Said.Event(
                    plan.number(), plan.party(Platform.GUANGDONG), plan.project(Platform.GUANGDONG), Said.Step.CORRECTION_REQUESTED, "样本戊",
                    "缺少经营场所平面图", now(), List.of(Said.Material.uploaded("平面图"))));
        } else if (said instanceof Said.Event event && event.step() == Said.Step.CORRECTED) {
            step(1, Platform.GUANGDONG, Said.Step.ACCEPTED);
            grant(2, Platform.GUANGDONG);
        }
    }

    private void handles(Platform platform, Said said) {
        if (said instanceof Said.Submit) {
            step(1, platform, Said.Step.RECEIVED);
            step(2, platform, Said.Step.ACCEPTED);
            grant(3, platform);
        }
    }

    private void step(int beats, Platform from, Said.Step step) {
        send(beats, from, () -> new Said.Event(plan.number(), plan.party(from), plan.project(from), step, from.requester().operatorName(), "", now(), List.of()));
    }

    private void grant(int beats, Platform from) {
        send(beats, from, () -> plan.granted(from, now()));
    }

    private void send(int beats, Platform from, java.util.function.Supplier<Said> what) {
        later.schedule(() -> send(from, what.get()), PACE.toMillis() * beats, TimeUnit.MILLISECONDS);
    }

    private void send(Platform from, Said said) {
        try {
            correspondents.get(from).send(said).refusal().ifPresent(why -> troubles.add(from.english() + " was refused: " + why));
        } catch (UncheckedIOException unanswered) {
            troubles.add(from.english() + " got no usable answer");
        }
    }

    /** In whole seconds, as platforms write it. */
    String now() {
        return LocalDateTime.ofInstant(outside.clock().instant(), SHANGHAI).truncatedTo(ChronoUnit.SECONDS).format(java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    @Override
    public void close() {
        later.shutdownNow();
    }
}
