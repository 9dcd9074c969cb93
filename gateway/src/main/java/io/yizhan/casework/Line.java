package io.yizhan.casework;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everything told about one party, in the order it counts. */
record Line(List<Told> told) {
    private static final List<Standing.Move> BETWEEN = Stream.of(
                    Step.RECEIVED, Step.CORRECTION_REQUESTED, Step.CORRECTED, Step.ACCEPTED, Step.SUSPENDED, Step.RESUMED)
            .map(Standing.Move::of)
            .toList();

    /** Sorted; but an answer to a request for correction counts right after the request, whatever was told since and whatever clocks say. */
    static Line of(Collection<Told> told) {
        List<Told> line = new ArrayList<>(told.stream().filter(each -> !each.answers()).sorted().toList());
        told.stream().filter(Told::answers).sorted().forEach(answer -> line.add(placeOf(answer, line), answer));
        return new Line(List.copyOf(line));
    }

    /** After the first request it can mean that nothing answers yet; it cannot mean one that was not there when it came. */
    private static int placeOf(Told answer, List<Told> line) {
        int[] requests = requests(line).filter(i -> line.get(i).position() < answer.position()).toArray();
        return 1 + IntStream.of(requests).filter(i -> !answered(i, line)).findFirst()
                .orElse(requests.length == 0 ? line.size() - 1 : requests[requests.length - 1]);
    }

    private static IntStream requests(List<Told> line) {
        return IntStream.range(0, line.size()).filter(i -> line.get(i).step() == Step.CORRECTION_REQUESTED);
    }

    private static boolean answered(int request, List<Told> line) {
        return line.subList(request + 1, line.size()).stream()
                .map(Told::step)
                .filter(step -> step == Step.CORRECTION_REQUESTED || step == Step.CORRECTED)
                .findFirst()
                .filter(Step.CORRECTED::equals)
                .isPresent();
    }

    /**
     * Whether a correction of that moment is one the party waits for, as far as anyone was told. What the party corrected by itself afterwards may
     * be about a later request that is still on its way.
     */
    boolean asksForCorrection(Instant moment) {
        List<Told> known = told.stream()
                .filter(each -> each.byOriginator() || each.step() != Step.CORRECTED || !each.counts().isAfter(moment))
                .toList();
        return requests(known).anyMatch(i -> !answered(i, known));
    }

    Line with(Told more) {
        return of(Stream.concat(told.stream(), Stream.of(more)).toList());
    }

    /** Without what the originator withdrew, and up to the party's own end: what a party's own story must agree with. */
    Line ownStory() {
        List<Told> own = told.stream().filter(each -> !(each.byOriginator() && each.step() == Step.WITHDRAWN)).toList();
        int end = IntStream.range(0, own.size()).filter(i -> own.get(i).endsByParty()).findFirst().orElse(own.size() - 1);
        return new Line(own.subList(0, end + 1));
    }

    /** Whether there is any story, legal from its beginning to its end, that has all of this in it, in this order. */
    boolean possible() {
        Set<Standing> standings = reachable(Set.of(new Standing.Dispatched(Instant.EPOCH)));
        for (Told each : told) {
            standings = reachable(after(standings, each.move()));
        }
        return !standings.isEmpty();
    }

    private static Set<Standing> after(Set<Standing> standings, Standing.Move move) {
        return standings.stream().flatMap(standing -> standing.after(move, Instant.EPOCH).stream()).collect(Collectors.toSet());
    }

    /** With every standing that steps not told yet may lead to. Stages are not gone through: a stage less far allows no less. */
    private static Set<Standing> reachable(Set<Standing> standings) {
        Set<Standing> all = standings;
        Set<Standing> more = standings;
        while (!more.isEmpty()) {
            Set<Standing> known = all;
            more = BETWEEN.stream().flatMap(move -> after(known, move).stream()).filter(each -> !known.contains(each)).collect(Collectors.toSet());
            all = Stream.concat(all.stream(), more.stream()).collect(Collectors.toSet());
        }
        return all;
    }
}
