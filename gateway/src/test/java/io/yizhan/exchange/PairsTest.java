package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.testing.RunningWorld;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every platform asks every other one, over real HTTP, each in its own dialect. */
class PairsTest {
    @RegisterExtension
    static final RunningWorld world = RunningWorld.usual();

    /** Each asks with one connection and one short-lived secret, as a platform does. */
    private static final Map<Platform, Asker> ASKERS = new ConcurrentHashMap<>();

    static Stream<Arguments> pairsAndVerdicts() {
        return pairs(Case::licences);
    }

    static Stream<Arguments> pairsAndLists() {
        return pairs(Case::enterprises);
    }

    /** Not every platform has these kinds: who answers such questions asks them too. */
    static Stream<Arguments> pairsAndFindings() {
        return pairs(answerer -> Stream.of(Case.identities(answerer), Case.seals(answerer)).flatMap(List::stream).toList())
                .filter(pair -> !Case.seals((Platform) pair.get()[0]).isEmpty());
    }

    private static Stream<Arguments> pairs(Function<Platform, List<Case>> cases) {
        return Arrays.stream(Platform.values()).flatMap(caller -> Arrays.stream(Platform.values())
                .filter(answerer -> answerer != caller)
                .flatMap(answerer -> cases.apply(answerer).stream())
                .map(one -> Arguments.of(caller, one)));
    }

    @ParameterizedTest(name = "{0} asks {1}")
    @MethodSource("pairsAndVerdicts")
    void a_licence_is_recognised_with_its_verdict(Platform caller, Case one) {
        Asker.Reply reply = asker(caller).ask(one.question());

        assertThat(one.differences(reply.reading())).as(new String(reply.body(), StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest(name = "{0} asks {1}")
    @MethodSource("pairsAndLists")
    void an_enterprise_is_found_on_its_lists(Platform caller, Case one) {
        Asker.Reply reply = asker(caller).ask(one.question());

        assertThat(one.differences(reply.reading())).as(new String(reply.body(), StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest(name = "{0} asks {1}")
    @MethodSource("pairsAndFindings")
    void an_identity_or_a_seal_is_verified(Platform caller, Case one) {
        Asker.Reply reply = asker(caller).ask(one.question());

        assertThat(one.differences(reply.reading())).as(new String(reply.body(), StandardCharsets.UTF_8)).isEmpty();
    }

    private static Asker asker(Platform caller) {
        return ASKERS.computeIfAbsent(caller, world::asker);
    }
}
