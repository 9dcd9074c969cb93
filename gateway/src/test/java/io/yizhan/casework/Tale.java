package io.yizhan.casework;

import io.yizhan.casework.Happening.Rule;
import io.yizhan.casework.Happening.Stepped;
import io.yizhan.vocabulary.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A legal story of a case, made up by chance, as it happened.
 *
 * @param told in the order of its happening
 * @param end the case when everything arrived in that order
 */
record Tale(Docket begin, List<Stepped> told, Docket end) {
    private static final List<Step> BY_PARTY = List.of(Step.values());
    private static final List<Conclusion> CONCLUSIONS =
            Stream.of(Conclusion.values()).filter(each -> each != Conclusion.NOT_ACCEPTED).toList();

    static Tale of(Random random) {
        Docket begin = Cases.docket(random.nextBoolean() ? Rule.ALL : Rule.ANY, parties(random));
        Docket docket = begin;
        List<Stepped> told = new ArrayList<>();
        int hours = 0;
        for (int i = 0; i < 60; i++) {
            hours += 1 + random.nextInt(5);
            Stepped next = something(random, docket, hours);
            if (next.step().ends() && random.nextInt(6) > 0) {
                continue;
            }
            Outcome<Docket.Heard> heard = docket.hear(next);
            if (heard instanceof Outcome.Accepted<Docket.Heard> yes && yes.value().taken().effective()) {
                docket = yes.value().docket();
                told.add(next);
            }
        }
        return new Tale(begin, told, docket);
    }

    private static PartyPlan[] parties(Random random) {
        return IntStream.rangeClosed(1, 1 + random.nextInt(4))
                .mapToObj(i -> Cases.party("p" + i, IntStream.range(1, i).filter(j -> random.nextInt(4) == 0).mapToObj(j -> "p" + j).toArray(String[]::new)))
                .toArray(PartyPlan[]::new);
    }

    private static Stepped something(Random random, Docket docket, int hours) {
        List<PartyPlan> parties = docket.plan().inOrder();
        String party = parties.get(random.nextInt(parties.size())).party();
        Step step = BY_PARTY.get(random.nextInt(BY_PARTY.size()));
        if (step.originators() && random.nextInt(3) > 0) {
            boolean all = step == Step.WITHDRAWN && random.nextInt(4) == 0;
            return Cases.fromOrigin(all ? "" : party, step, hours);
        }
        return switch (step) {
            case CONCLUDED -> Cases.concluded(party, CONCLUSIONS.get(random.nextInt(CONCLUSIONS.size())), hours);
            case PROGRESS -> Cases.progress(party, docket.plan().opened().stages().get(random.nextInt(3)), hours);
            default -> Cases.from(party, step, hours);
        };
    }

    /**
     * Another order in which the same can arrive. Only what is an answer keeps its place: whoever opened the case answers a request it was told
     * of, a party tells nothing before it was sent its part, and nobody concludes before what was already said to it has reached the gateway.
     */
    List<Stepped> shuffled(Random random) {
        Map<Stepped, Set<Stepped>> needs = new HashMap<>();
        IntStream.range(0, told.size()).forEach(i -> needs.put(told.get(i), needs(i)));
        List<Stepped> arrived = new ArrayList<>();
        while (arrived.size() < told.size()) {
            List<Stepped> ready = told.stream().filter(each -> !arrived.contains(each) && arrived.containsAll(needs.get(each))).toList();
            arrived.add(ready.get(random.nextInt(ready.size())));
        }
        return arrived;
    }

    private Set<Stepped> needs(int i) {
        Stepped one = told.get(i);
        Set<Stepped> needs = new HashSet<>();
        List<Stepped> before = told.subList(0, i);
        if (one.step().ends()) {
            before.stream().filter(each -> each.from().equals(Cases.ORIGIN)).forEach(needs::add);
        }
        if (one.from().equals(Cases.ORIGIN) && one.step() == Step.CORRECTED) {
            before.stream().filter(each -> each.party().equals(one.party()) && each.step() == Step.CORRECTION_REQUESTED).forEach(needs::add);
        }
        if (!one.from().equals(Cases.ORIGIN)) {
            Set<String> after = begin.plan().party(one.party()).orElseThrow().after();
            before.stream().filter(each -> after.contains(each.party()) && each.step().ends()).forEach(needs::add);
        }
        return needs;
    }

    /** The same with some of it sent again later, under its own name or a new one. */
    static List<Stepped> withRepetitions(List<Stepped> arriving, Random random) {
        List<Stepped> all = new ArrayList<>(arriving);
        for (Stepped one : arriving) {
            if (random.nextInt(3) == 0) {
                int after = all.indexOf(one) + 1;
                all.add(after + random.nextInt(all.size() - after + 1), random.nextBoolean() ? one : Cases.repeated(one));
            }
        }
        return all;
    }

    /** What there is to compare of a case: by party where it stands, and what has moved it there. */
    static Map<String, Object> state(Docket docket) {
        Map<String, Object> state = new HashMap<>();
        Board board = docket.board();
        board.all().forEach(course -> state.put(course.plan().party(),
                List.of(course.standing(), course.reached(), course.effective().stream().map(Told::message).toList())));
        state.put("", board.concluded().map(Instant::toString).orElse("open"));
        return state;
    }
}
