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
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class DispatchJourney implements Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    /** What translating and noting may take; who dies meanwhile has called nobody, and the delivery waits again. */
    private static final Duration CLAIMED = Duration.ofSeconds(15);

    private final Desk desk;
    private final Writing writing;
    private final Calling calling;
    private final Verdicts verdicts;
    private final Fronts fronts;
    private final Leftovers leftovers;
    private final Reminders reminders;

    DispatchJourney(Desk desk) {
        this.desk = desk;
        this.writing = new Writing(desk);
        this.verdicts = new Verdicts(desk);
        this.reminders = new Reminders(desk);
        this.calling = new Calling(desk, verdicts);
        this.fronts = new Fronts(desk);
        this.leftovers = new Leftovers(desk, verdicts);
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
            directory.endpoint(name).filter(this::sentTo).filter(calling::mayBeCalled).ifPresent(endpoint -> {
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

    /** While the gateway's own bus is away, that is not the partner's trouble: no attempt of it is used up. */
    private boolean sentTo(Endpoint endpoint) {
        return !(endpoint.way() instanceof Endpoint.Mailbox) && (!(endpoint.way() instanceof Endpoint.Topic) || desk.bus().getAsBoolean());
    }

    /** Nothing is called, so that there is no lane to keep to. */
    @Override
    public List<Taken> claim(List<Endpoint> mailboxes, int most) {
        Directory directory = desk.registry().directory();
        List<Taken> taken = new ArrayList<>();
        for (Endpoint mailbox : mailboxes) {
            int left = most - taken.size();
            if (left > 0 && !mailbox.inMaintenance(desk.now())) {
                Deque<Lane.Permit> free = new ArrayDeque<>(Collections.nCopies(left, Lane.Permit.none()));
                taken.addAll(taken(directory, Map.of(mailbox.name(), mailbox), Map.of(mailbox.name(), free)));
            }
        }
        return taken;
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
        if (!claimed.isEmpty()) {
            desk.steps().reached("claimed");
        }
        Map<MessageId, Messages.Said> said = Leftovers.said(desk, claimed);
        List<Taken> taken = new ArrayList<>();
        for (Claimed each : claimed) {
            String endpoint = each.target().endpoint();
            Optional.ofNullable(said.get(each.message())).ifPresentOrElse(
                    message -> taken.add(new Taken(each, message, endpoints.get(endpoint), permits.get(endpoint).poll(), directory)),
                    () -> LOG.error("{} is to be delivered, and what it says is gone", each.message()));
        }
        return taken;
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
    public boolean bring(Begun begun) {
        return calling.bring(begun);
    }

    @Override
    public void settle(Begun begun, WireAnswer answer) {
        calling.answered(begun, answer);
    }

    @Override
    public BusRecord record(Begun begun) {
        return BusRecord.of(begun);
    }

    @Override
    public Outgoing.Meaning put(Begun begun) {
        return fronts.put(begun);
    }

    @Override
    public void settle(Begun begun, Outgoing.Meaning meaning) {
        calling.handed(begun, meaning);
    }

    @Override
    public void acknowledge(Claimed claimed, Messages.Said said) {
        verdicts.acknowledged(claimed, said.message());
        desk.steps().reached("settled");
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

    /** Until its lease ends nobody else begins with it; after that an outage is over, or another node is luckier. */
    @Override
    public void broken(Taken taken, Throwable cause) {
        if (cause instanceof JdbiException) {
            taken.permit().unused();
        } else {
            refuse(taken, Refusal.of(RefusalCode.GATEWAY_FAULT, ""));
        }
    }

    @Override
    public int recover() {
        return leftovers.lapsed() + leftovers.repeat() + leftovers.expire() + reminders.send();
    }

    @Override
    public int inquire() {
        return leftovers.inquire();
    }

    @Override
    public void close() {
        desk.records().close();
    }
}
