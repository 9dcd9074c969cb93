package io.yizhan.dispatch;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.yizhan.delivery.Lane;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Queue.Claimed;
import io.yizhan.exchange.Outgoing.Standing;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Directory;
import io.yizhan.partner.Endpoint;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Deliveries that nobody is at work on any more: those of which it is unknown whether they arrived, and those whose time is over. */
final class Leftovers {
    private static final int MOST = 500;
    private static final int ASKED = 20;
    /** Who takes one and dies leaves it to others after that. */
    private static final Duration HELD = Duration.ofSeconds(15);
    private static final Duration ASKED_AGAIN = Duration.ofMinutes(1);

    private final Desk desk;
    private final Verdicts verdicts;

    Leftovers(Desk desk, Verdicts verdicts) {
        this.desk = desk;
        this.verdicts = verdicts;
    }

    /** Calls whose end nobody has noted: what may be sent again is, and of the rest it is noted that nobody knows. */
    int lapsed() {
        List<Claimed> lapsed = desk.jdbi().inTransaction(handle -> desk.queue().lapsed(handle, MOST));
        if (!lapsed.isEmpty()) {
            desk.steps().reached("lapsed");
        }
        Directory directory = desk.registry().directory();
        each(lapsed, (claimed, said) -> {
            if (verdicts.repeatable(claimed.kind(), directory.endpoint(claimed.target().endpoint()))) {
                verdicts.repeat(claimed, said.message());
            } else {
                verdicts.unknown(claimed, said.message());
            }
        });
        return lapsed.size();
    }

    /** What a node found that died before it dealt with it, or what may be sent again since partners.yaml has changed. */
    int repeat() {
        int repeated = 0;
        Instant now = desk.now();
        Directory directory = desk.registry().directory();
        for (String endpoint : desk.queue().unclear(now)) {
            if (verdicts.repeatable(kind(endpoint), directory.endpoint(endpoint))) {
                repeated += each(desk.queue().unclear(endpoint, now, now.plus(HELD), MOST), (claimed, said) -> verdicts.repeat(claimed, said.message()));
            }
        }
        return repeated;
    }

    /** An endpoint's name has its kind in the middle, also where it is not registered any more. */
    private static String kind(String endpoint) {
        String[] parts = endpoint.split("/");
        return parts.length > 1 ? parts[1] : "";
    }

    int expire() {
        return each(desk.queue().expired(desk.now(), MOST, HELD),
                (claimed, said) -> verdicts.dead(claimed, said.message(), RefusalCode.EXPIRED, claimed.attempts()));
    }

    private int each(List<Claimed> claimed, BiConsumer<Claimed, Messages.Said> deal) {
        Map<MessageId, Messages.Said> said = said(desk, claimed);
        List<Claimed> known = claimed.stream().filter(one -> said.containsKey(one.message())).toList();
        known.forEach(one -> deal.accept(one, said.get(one.message())));
        return known.size();
    }

    static Map<MessageId, Messages.Said> said(Desk desk, List<Claimed> claimed) {
        if (claimed.isEmpty()) {
            return Map.of();
        }
        Map<String, Set<MessageId>> byKind = claimed.stream().collect(groupingBy(Claimed::kind, mapping(Claimed::message, toSet())));
        return desk.jdbi().withHandle(handle -> byKind.entrySet().stream()
                .flatMap(kind -> desk.messages().said(handle, kind.getKey(), kind.getValue()).stream())
                .collect(toMap(said -> said.message().id(), said -> said)));
    }

    /** Nobody is asked while his endpoint is not to be called; whoever does not know is asked again later. */
    int inquire() {
        int helped = 0;
        Instant now = desk.now();
        Directory directory = desk.registry().directory();
        for (String name : desk.queue().unclear(now)) {
            Optional<Endpoint> endpoint = directory.endpoint(name)
                    .filter(there -> there.habits().status().isPresent() && !there.inMaintenance(now) && !verdicts.repeatable(there.kind(), Optional.of(there)));
            if (endpoint.isPresent()) {
                helped += inquire(directory, endpoint.get(), now);
            }
        }
        return helped;
    }

    private int inquire(Directory directory, Endpoint endpoint, Instant now) {
        List<Claimed> unclear = desk.queue().unclear(endpoint.name(), now, now.plus(ASKED_AGAIN), ASKED);
        Map<MessageId, Messages.Said> said = said(desk, unclear);
        int helped = 0;
        for (Claimed claimed : unclear) {
            Optional<Messages.Said> message = Optional.ofNullable(said.get(claimed.message()));
            Optional<Standing> standing = message.map(known -> ask(directory, endpoint, known));
            standing.ifPresent(known -> settle(claimed, message.orElseThrow(), known));
            helped += standing.filter(known -> known != Standing.UNKNOWN).isPresent() ? 1 : 0;
        }
        return helped;
    }

    private void settle(Claimed claimed, Messages.Said said, Standing standing) {
        switch (standing) {
            case THERE -> verdicts.acknowledged(claimed, said.message());
            case NOT_THERE -> verdicts.repeat(claimed, said.message());
            case UNKNOWN -> { }
        }
    }

    private Standing ask(Directory directory, Endpoint endpoint, Messages.Said said) {
        Dialect dialect = directory.partner(endpoint.owner())
                .flatMap(partner -> desk.dialects().named(partner.dialect()))
                .orElseThrow(() -> new IllegalStateException("an endpoint without its owner's dialect"));
        return desk.lanes().to(endpoint.name(), endpoint.concurrency()).enter().fold(
                permit -> ask(directory, endpoint, dialect, said, permit),
                closed -> Standing.UNKNOWN);
    }

    private Standing ask(Directory directory, Endpoint endpoint, Dialect dialect, Messages.Said said, Lane.Permit permit) {
        return desk.outgoing().standing(endpoint, dialect, Writing.letter(said.message()), permit, directory);
    }
}
