package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.platforms.Asker;
import io.yizhan.platforms.Platform;
import io.yizhan.testing.RunningWorld;
import io.yizhan.tongues.Case;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every platform asks every other one, over real HTTP, each in its own dialect. */
class PairsTest {
    @RegisterExtension
    static final RunningWorld world = RunningWorld.usual();

    static Stream<Arguments> pairsAndVerdicts() {
        return pairs(platform -> Case.licences(platform).stream());
    }

    static Stream<Arguments> pairsAndLists() {
        return pairs(platform -> Case.enterprises(platform).stream());
    }

    private static Stream<Arguments> pairs(java.util.function.Function<Platform, Stream<Case>> cases) {
        return Arrays.stream(Platform.values()).flatMap(caller -> Arrays.stream(Platform.values())
                .filter(answerer -> answerer != caller)
                .flatMap(cases)
                .map(one -> Arguments.of(caller, one)));
    }

    @ParameterizedTest(name = "{0} asks {1}")
    @MethodSource("pairsAndVerdicts")
    void a_licence_is_recognised_with_its_verdict(Platform caller, Case one) {
        Asker.Reply reply = world.asker(caller).ask(one.question());

        assertThat(one.differences(reply.reading())).as(new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest(name = "{0} asks {1}")
    @MethodSource("pairsAndLists")
    void an_enterprise_is_found_on_its_lists(Platform caller, Case one) {
        Asker.Reply reply = world.asker(caller).ask(one.question());

        assertThat(one.differences(reply.reading())).as(new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8)).isEmpty();
    }
}
