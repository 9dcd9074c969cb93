package io.yizhan.casework;

import io.yizhan.casework.Happening.Opened;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What was submitted.
 *
 * @param inOrder the parties, each after all it waits for
 */
record Plan(Opened opened, List<PartyPlan> inOrder) {

    private static final int LONGEST_LIMIT = 3_660;

    /** Refuses a case without parties, with two of one name, with limits beyond reason, or whose parties wait for strangers or in a circle. */
    static Outcome<Plan> of(Opened opened) {
        Set<String> names = new HashSet<>();
        boolean named = opened.parties().stream().allMatch(party -> !party.party().isBlank() && names.add(party.party()));
        List<PartyPlan> inOrder = inOrder(opened.parties());
        boolean limited = opened.parties().stream().allMatch(party -> reasonable(party.statutoryDays()) && reasonable(party.promisedDays()));
        if (!named || !limited || inOrder.isEmpty()) {
            return Outcome.refused(RefusalCode.SCHEMA_VIOLATION, "/parties");
        }
        return Outcome.of(new Plan(opened, inOrder));
    }

    private static boolean reasonable(OptionalInt days) {
        return days.isEmpty() || days.getAsInt() >= 0 && days.getAsInt() <= LONGEST_LIMIT;
    }

    /** Empty when there is no such order. */
    private static List<PartyPlan> inOrder(List<PartyPlan> parties) {
        List<PartyPlan> order = new ArrayList<>();
        Set<String> placed = new HashSet<>();
        List<PartyPlan> left = new ArrayList<>(parties);
        while (!left.isEmpty()) {
            List<PartyPlan> ready = left.stream().filter(party -> placed.containsAll(party.after())).toList();
            if (ready.isEmpty()) {
                return List.of();
            }
            order.addAll(ready);
            left.removeAll(ready);
            ready.forEach(party -> placed.add(party.party()));
        }
        return List.copyOf(order);
    }

    Optional<PartyPlan> party(String name) {
        return inOrder.stream().filter(party -> party.party().equals(name)).findFirst();
    }

    int stage(String name) {
        return opened.stages().indexOf(name);
    }

    String stage(int place) {
        return place < 0 ? "" : opened.stages().get(place);
    }
}
