package io.yizhan.sixth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.sandbox.tongues.Case;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A platform that is nothing but a folder asks and answers all the others, over real HTTP. */
class SixthPlatformTest {
    @RegisterExtension
    static final SixthWorld world = SixthWorld.make();

    static Stream<Case> licencesOfTheOthers() {
        return Arrays.stream(Platform.values()).flatMap(platform -> Case.licences(platform).stream());
    }

    static Stream<Arguments> othersAndItsLicences() {
        return Arrays.stream(Platform.values()).flatMap(other -> Arrays.stream(Papers.values()).map(paper -> Arguments.of(other, paper)));
    }

    @ParameterizedTest(name = "the sixth asks {0}")
    @MethodSource("licencesOfTheOthers")
    void asks_every_other(Case one) {
        Reading reading = world.asker().ask((Question.Licence) one.question());

        assertThat(one.differences(reading)).as(reading.toString()).isEmpty();
    }

    @ParameterizedTest(name = "{0} asks the sixth: {1}")
    @MethodSource("othersAndItsLicences")
    void answers_every_other(Platform other, Papers paper) {
        Reading reading = world.others().asker(other).ask(paper.question()).reading();

        assertThat(reading.verdict()).as(reading.toString()).isEqualTo(paper.expected());
    }

    @ParameterizedTest
    @EnumSource
    void its_licences_arrive_whole(Platform other) {
        Reading reading = world.others().asker(other).ask(Papers.IN_FORCE.question()).reading();

        assertThat(reading.licences()).singleElement()
                .returns(Papers.HOLDER, Reading.Licence::holderName)
                .returns("2015-06-01", Reading.Licence::validFrom)
                .returns("long-term", Reading.Licence::validTo);
    }

    @Test
    void one_ticket_serves_many_calls() {
        world.others().asker(Platform.JIANGXI).ask(Papers.IN_FORCE.question());
        int before = world.platform().ticketsGiven();

        world.others().asker(Platform.ZHEJIANG).ask(Papers.IN_FORCE.question());

        assertThat(world.platform().ticketsGiven()).isEqualTo(before);
    }

    @Test
    void a_ticket_that_no_longer_counts_is_got_anew_and_the_question_answered() {
        world.others().asker(Platform.JIANGXI).ask(Papers.IN_FORCE.question());
        int before = world.platform().ticketsGiven();
        world.platform().forgetTickets();

        Reading reading = world.others().asker(Platform.JIANGXI).ask(Papers.OVER.question()).reading();

        assertThat(reading.verdict()).isEqualTo(Papers.OVER.expected());
        assertThat(world.platform().ticketsGiven()).isEqualTo(before + 1);
    }

    @Test
    void a_seal_made_with_another_secret_is_refused_with_its_own_code() {
        JsonNode answer = world.asker().send(world.asker().call(usual(), "matter-forged", "another-secret"));

        assertThat(answer.at("/head/status").asText()).isEqualTo("A1401");
        assertThat(answer.at("/head/refusal").asText()).isEqualTo("bad-signature");
    }

    @Test
    void the_secret_that_gets_tickets_signs_no_questions() {
        JsonNode answer = world.asker().send(world.asker().call(usual(), "matter-without-ticket", SixthWorld.OWN_SECRET));

        assertThat(answer.at("/head/refusal").asText()).isEqualTo("bad-signature");
    }

    @Test
    void a_question_sent_again_as_it_was_is_refused() {
        SixthAsker.Call call = world.asker().call(usual(), "matter-replayed", world.asker().ticket());
        world.asker().send(call);

        assertThat(world.asker().send(call).at("/head/refusal").asText()).isEqualTo("replayed");
    }

    @Test
    void another_question_in_the_same_matter_by_the_same_clerk_is_a_conflict() {
        String ticket = world.asker().ticket();
        world.asker().send(world.asker().call(usual(), "matter-0001", ticket));

        JsonNode another = world.asker().send(world.asker().call(usual().wanting(Question.Want.VERDICT), "matter-0001", ticket));

        assertThat(another.at("/head/refusal").asText()).isEqualTo("conflicting-duplicate");
    }

    @Test
    void its_answers_say_when_in_its_own_form() {
        JsonNode answer = world.asker().send(world.asker().call(usual(), "matter-stamped", world.asker().ticket()));

        assertThat(answer.at("/head/stamp").asText()).matches("20\\d{12}");
        assertThat(answer.at("/head/trace").asText()).isNotEmpty();
    }

    private static Question.Licence usual() {
        return (Question.Licence) Case.of(Platform.JIANGXI, "valid").question();
    }
}
