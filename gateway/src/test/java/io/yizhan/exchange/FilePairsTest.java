package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every platform fetches a licence's file of every other one, each signing in its own convention, on either side of the gateway. */
class FilePairsTest {
    @RegisterExtension
    static final RunningWorld world = RunningWorld.usual();

    private static final Map<Platform, Asker> ASKERS = new ConcurrentHashMap<>();

    static Stream<Arguments> pairs() {
        return Arrays.stream(Platform.values()).flatMap(caller -> Arrays.stream(Platform.values())
                .filter(answerer -> answerer != caller)
                .map(answerer -> Arguments.of(caller, answerer)));
    }

    @ParameterizedTest(name = "{0} fetches of {1}")
    @MethodSource("pairs")
    void the_file_an_answer_speaks_of_is_the_file_that_is_fetched(Platform caller, Platform answerer) {
        Asker asker = ASKERS.computeIfAbsent(caller, world::asker);
        Question.Licence question = (Question.Licence) Case.of(answerer, "valid").question();
        Asker.Reply reply = asker.ask(question.wanting(Question.Want.FILE));
        Reading.File promised = reply.reading().licences().stream().flatMap(licence -> licence.file().stream()).findFirst()
                .orElseThrow(() -> new AssertionError(new String(reply.body(), StandardCharsets.UTF_8)));

        Asker.Fetched fetched = asker.fetch(promised.link());

        assertThat(fetched.status()).as(new String(fetched.body(), StandardCharsets.UTF_8)).isEqualTo(200);
        assertThat(Digest.sha256(fetched.body())).hasToString(promised.digest());
        assertThat(fetched.body()).hasSize((int) promised.size());
    }
}
