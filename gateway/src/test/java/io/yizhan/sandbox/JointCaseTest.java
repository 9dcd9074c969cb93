package io.yizhan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.testing.RunningWorld;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The case of the sandbox's story, over real HTTP. */
class JointCaseTest {
    @RegisterExtension
    static final RunningWorld world = RunningWorld.usual();

    private static final Outside OUTSIDE = new Outside(InstantSource.system(), new SecureRandom(), System::nanoTime);

    private final List<String> told = new ArrayList<>();

    @Test
    void everything_comes_out_as_expected_and_is_told_while_it_happens() {
        assertThat(new JointCase(world.simulators(), world.correspondents(), true, OUTSIDE, told::add).play()).as(String.join("\n", told)).isEmpty();
        assertThat(told).anyMatch(line -> line.contains("浙江 停机")).anyMatch(line -> line.contains("广东 补正告知")).anyMatch(line -> line.contains("全部办结"));
    }

    @Test
    void says_why_when_the_gateway_refuses_the_case() {
        Map<Platform, Correspondent> correspondents = world.correspondents();
        correspondents.put(Platform.GUIZHOU, World.make(world.world().directory().resolve("other"), 1, OUTSIDE.random()).correspondent(Platform.GUIZHOU, world.url(), OUTSIDE));

        assertThat(new JointCase(world.simulators(), correspondents, true, OUTSIDE, told::add).play()).anyMatch(line -> line.contains("bad-signature"));
    }
}
