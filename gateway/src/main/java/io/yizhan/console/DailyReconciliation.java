package io.yizhan.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.delivery.Deliveries;
import io.yizhan.delivery.Deliveries.Exchanged;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

record DailyReconciliation(Deliveries deliveries) implements Reconciliation {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final String ACCEPTED = "accepted";
    private static final Set<String> ENDS = Set.of("delivered", "refused", "discarded", "dead", "unknown");
    private static final Comparator<Line> ORDER =
            Comparator.comparing(Line::kind).thenComparing(Line::direction).thenComparing(Line::state);

    private record Heading(String kind, Direction direction, String state) {}

    @Override
    public Day of(PartnerId partner, Environment environment, LocalDate day, Optional<String> kind) {
        Instant from = day.atStartOfDay(CHINA).toInstant();
        Instant until = day.plusDays(1).atStartOfDay(CHINA).toInstant();
        Map<Heading, SortedSet<String>> found = new HashMap<>();
        for (Exchanged each : deliveries.exchanged(partner, environment, kind, from, until)) {
            Direction direction = each.sent() ? Direction.SENT : Direction.RECEIVED;
            add(found, new Heading(each.kind(), direction, ACCEPTED), each.id());
            add(found, new Heading(each.kind(), direction, state(each.state())), each.id());
        }
        List<Line> lines = new ArrayList<>();
        found.forEach((heading, ids) -> lines.add(new Line(heading.kind(), heading.direction(), heading.state(), ids)));
        lines.sort(ORDER);
        return new Day(partner, day, lines);
    }

    private static void add(Map<Heading, SortedSet<String>> found, Heading heading, String id) {
        found.computeIfAbsent(heading, none -> new TreeSet<>()).add(id);
    }

    private static String state(String state) {
        return ENDS.contains(state) || state.equals(ACCEPTED) ? state : "open";
    }

    static Difference difference(Day day, Collection<String> ids) {
        Set<String> known = day.lines().stream().filter(line -> line.state().equals(ACCEPTED)).flatMap(line -> line.ids().stream()).collect(Collectors.toSet());
        SortedSet<String> here = new TreeSet<>(known);
        here.removeAll(Set.copyOf(ids));
        SortedSet<String> there = new TreeSet<>(ids);
        there.removeAll(known);
        return new Difference(here, there);
    }

    static ObjectNode json(Day day) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("partner", day.partner().value()).put("day", day.day().toString());
        ArrayNode lines = node.putArray("lines");
        day.lines().forEach(line -> {
            ObjectNode one = lines.addObject()
                    .put("kind", line.kind())
                    .put("direction", line.direction().word())
                    .put("state", line.state())
                    .put("count", line.ids().size())
                    .put("digest", line.digest().toString());
            ArrayNode ids = one.putArray("ids");
            line.ids().forEach(ids::add);
        });
        return node;
    }
}
