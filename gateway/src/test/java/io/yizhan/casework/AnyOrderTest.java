package io.yizhan.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.casework.Consequence.Taken;
import io.yizhan.casework.Happening.Rule;
import io.yizhan.casework.Happening.Stepped;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever order a story arrives in, and however often, the case ends where it happened to end. */
class AnyOrderTest {
    private Docket docket;
    private final List<Taken> taken = new ArrayList<>();
    private final Map<MessageId, Taken> first = new HashMap<>();

    @Property(tries = 600)
    void any_order_with_repetitions_ends_in_the_same_state(@ForAll Random random) {
        Tale tale = Tale.of(random);
        arrive(tale.begin(), Tale.withRepetitions(tale.shuffled(random), random));
        assertThat(Tale.state(docket)).isEqualTo(Tale.state(tale.end()));
    }

    @Property(tries = 300)
    void everyone_is_sent_the_submit_once_and_the_end_is_told_once(@ForAll Random random) {
        Tale tale = Tale.of(random);
        arrive(tale.begin(), Tale.withRepetitions(tale.shuffled(random), random));
        List<Addressee> released = new ArrayList<>(tale.begin().opening().release());
        taken.forEach(each -> released.addAll(each.release()));
        assertThat(released).doesNotHaveDuplicates();
        assertThat(taken.stream().filter(Taken::concluded).count()).isEqualTo(docket.board().concluded().isPresent() ? 1 : 0);
    }

    @Property(tries = 200)
    void what_followed_from_a_message_follows_from_it_for_ever(@ForAll Random random) {
        Tale tale = Tale.of(random);
        arrive(tale.begin(), tale.shuffled(random));
        assertThat(first).allSatisfy((message, then) -> assertThat(docket.again(message)).contains(then));
    }

    @Property(tries = 300)
    void whatever_arrives_a_party_that_said_how_it_ended_has_ended_so(@ForAll Random random) {
        List<Stepped> mixed = new ArrayList<>(Tale.of(random).told());
        mixed.addAll(Tale.of(random).told());
        Collections.shuffle(mixed, random);
        docket = Cases.docket(Rule.ALL, Cases.party("p1"), Cases.party("p2"), Cases.party("p3", "p1"), Cases.party("p4"));
        for (Stepped one : mixed) {
            List<Told> ends = ends();
            docket = docket.hear(one).fold(Docket.Heard::docket, refusal -> docket);
            assertThat(ends()).containsAll(ends);
        }
    }

    private List<Told> ends() {
        return docket.board().all().stream().flatMap(course -> course.end().stream()).filter(Told::endsByParty).toList();
    }

    private void arrive(Docket begin, List<Stepped> arriving) {
        docket = begin;
        taken.clear();
        first.clear();
        arriving.forEach(this::arrive);
    }

    private void arrive(Stepped one) {
        Optional<Taken> again = docket.again(one.message());
        if (again.isPresent()) {
            assertThat(again).contains(first.get(one.message()));
            return;
        }
        Outcome<Docket.Heard> heard = docket.hear(one);
        Docket.Heard yes = heard.fold(value -> value, refusal -> {
            throw new AssertionError(one.party() + " " + one.step() + " at " + one.at() + " refused, expected " + refusal.expected() + ", after "
                    + docket.told().stream().map(each -> each.parties() + " " + each.step() + " at " + each.at()).toList());
        });
        docket = yes.docket();
        taken.add(yes.taken());
        first.put(one.message(), yes.taken());
    }
}
