package io.yizhan.casework;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of one party.
 *
 * @param reached whether what it waited for has ended well, so that it is sent its part
 * @param effective what moved it on, in order
 */
record Course(PartyPlan plan, Line line, boolean reached, Standing standing, List<Told> effective) {

    /** Each in its turn; what is not legal where it stands moves nothing, until what was missing before it is told as well. */
    static Course run(PartyPlan plan, Line line, boolean reached, Standing start) {
        Standing standing = start;
        List<Told> effective = new ArrayList<>();
        for (Told told : line.told()) {
            Optional<Standing> next = standing.after(told.move(), told.counts());
            if (next.isPresent()) {
                standing = next.get();
                effective.add(told);
            }
        }
        return new Course(plan, line, reached, standing, List.copyOf(effective));
    }

    boolean open() {
        return conclusion().isEmpty();
    }

    Optional<Standing.Concluded> conclusion() {
        return standing instanceof Standing.Concluded concluded ? Optional.of(concluded) : Optional.empty();
    }

    boolean endedWell() {
        return conclusion().filter(concluded -> concluded.conclusion().well()).isPresent();
    }

    boolean closedByGateway() {
        return conclusion().filter(Standing.Concluded::byGateway).isPresent();
    }

    /** What concluded it; empty while it is open and when the gateway did. */
    Optional<Told> end() {
        return effective.stream().filter(told -> told.step().ends()).findFirst();
    }

    /** Closed by the gateway, unless it ended by itself before that. */
    Course closed(Standing.Concluded byGateway) {
        if (conclusion().filter(own -> !own.since().isAfter(byGateway.since())).isPresent()) {
            return this;
        }
        List<Told> before = effective.stream().filter(told -> !told.counts().isAfter(byGateway.since())).toList();
        return new Course(plan, line, reached, byGateway, before);
    }
}
