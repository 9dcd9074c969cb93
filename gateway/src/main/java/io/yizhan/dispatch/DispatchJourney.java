package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.delivery.Lane;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Queue.Claimed;
import io.yizhan.exchange.Outgoing;
import io.yizhan.exchange.Query.Trouble;
import io.yizhan.partner.Directory;
import io.yizhan.partner.Endpoint;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireAnswer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class DispatchJourney implements Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    /** What translating and noting may take; who dies meanwhile has called nobody, and the delivery waits again. */
    private static final Duration CLAIMED = Duration.ofSeconds(15);
    private static final int RECOVERED = 500;

    private final Desk desk;
    private final Writing writing;
    private final Calling calling;
    private final Verdicts verdicts;

    DispatchJourney(Desk desk) {
        this.desk = desk;
        this.writing = new Writing(desk);
        this.verdicts = new Verdicts(desk);
        this.calling = new Calling(desk, verdicts);
    }

    @Override
    public void expand(Collection<MessageId> messages) {
        desk.steps().reached("published");
        desk.jdbi().useTransaction(handle -> desk.queue().expand(handle, messages, desk.now()));
        desk.steps().reached("expanded");
    }

    /** Places first: what is claimed can be begun at once. Those not needed are given back. */
    @Override
    public List<Taken> claim(int most) {
        Directory directory = desk.registry().directory();
        Map<String, Endpoint> endpoints = new HashMap<>();
        Map<String, Deque<Lane.Permit>> permits = new HashMap<>();
        for (String name : desk.queue().due(desk.now())) {
            directory.endpoint(name).filter(calling::mayBeCalled).ifPresent(endpoint -> {
                endpoints.put(name, endpoint);
                permits.put(name, permits(endpoint, most));
            });
        }
        List<Taken> taken = List.of();
        try {
            taken = taken(directory, endpoints, permits);
            return taken;
        } finally {
            permits.values().forEach(left -> left.forEach(Lane.Permit::unused));
        }
    }

    private Deque<Lane.Permit> permits(Endpoint endpoint, int most) {
        Deque<Lane.Permit> permits = new ArrayDeque<>();
        Lane lane = desk.lanes().to(endpoint.name(), endpoint.concurrency());
        while (permits.size() < most) {
            Optional<Lane.Permit> permit = lane.enter().fold(Optional::of, refusal -> Optional.empty());
            if (permit.isEmpty()) {
                break;
            }
            permits.add(permit.get());
        }
        return permits;
    }

    private List<Taken> taken(Directory directory, Map<String, Endpoint> endpoints, Map<String, Deque<Lane.Permit>> permits) {
        Map<String, Integer> places = new TreeMap<>();
        permits.forEach((name, free) -> {
            if (!free.isEmpty()) {
                places.put(name, free.size());
            }
        });
        List<Claimed> claimed = desk.queue().claim(places, desk.now(), CLAIMED);
        Map<MessageId, Messages.Said> said = said(claimed);
        List<Taken> taken = new ArrayList<>();
        for (Claimed each : claimed) {
            String endpoint = each.target().endpoint();
            Optional.ofNullable(said.get(each.message())).ifPresentOrElse(
                    message -> taken.add(new Taken(each, message, endpoints.get(endpoint), permits.get(endpoint).poll(), directory)),
                    () -> LOG.error("{} is to be delivered, and what it says is gone", each.message()));
        }
        return taken;
    }

    private Map<MessageId, Messages.Said> said(List<Claimed> claimed) {
        if (claimed.isEmpty()) {
            return Map.of();
        }
        Set<MessageId> ids = Set.copyOf(claimed.stream().map(Claimed::message).distinct().toList());
        return desk.jdbi().withHandle(handle -> desk.messages().said(handle, ids));
    }

    @Override
    public Outcome<Written> translate(Taken taken) {
        return writing.write(taken);
    }

    @Override
    public Optional<Begun> attempt(Written written, Plan plan) {
        return calling.begin(written, plan);
    }

    @Override
    public void settle(Begun begun, WireAnswer answer) {
        calling.answered(begun, answer);
    }

    @Override
    public void settle(Begun begun, Trouble trouble) {
        calling.failed(begun, trouble);
    }

    @Override
    public void refuse(Taken taken, Refusal refusal) {
        taken.permit().unused();
        verdicts.dead(taken, refusal.code(), taken.claimed().attempts());
    }

    /** Its lease ends by itself; until then nobody else begins with it. */
    @Override
    public void abandon(Taken taken) {
        taken.permit().unused();
    }

    @Override
    public int recover() {
        List<Claimed> unknown = desk.jdbi().inTransaction(handle -> desk.queue().lapsed(handle, RECOVERED));
        if (!unknown.isEmpty()) {
            Map<MessageId, Messages.Said> said = said(unknown);
            unknown.stream().filter(claimed -> said.containsKey(claimed.message())).forEach(claimed -> verdicts.unknown(claimed, said.get(claimed.message())));
        }
        return unknown.size();
    }

    @Override
    public void close() {
        desk.records().close();
    }
}
