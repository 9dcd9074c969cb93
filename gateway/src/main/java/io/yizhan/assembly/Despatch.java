package io.yizhan.assembly;

import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.delivery.Lanes;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Queue;
import io.yizhan.dispatch.Desk;
import io.yizhan.dispatch.Dispatch;
import io.yizhan.dispatch.Records;
import io.yizhan.dispatch.Relay;
import io.yizhan.dispatch.Accepting;
import io.yizhan.exchange.Outgoing;
import io.yizhan.exchange.Rooms;
import io.yizhan.partner.Quotas;
import io.yizhan.steps.Couriers;
import io.yizhan.store.Claims;
import io.yizhan.store.GroupLimits;
import io.yizhan.store.GroupWriter;
import io.yizhan.store.Leases;
import io.yizhan.vocabulary.PartnerId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jdbi.v3.core.Jdbi;

/** What the patterns that accept durably need, put together: from the accept step to the threads that deliver. */
final class Despatch implements AutoCloseable {
    static final Set<String> DURABLE = Set.of("case", "notice", "callback");

    /** As long as a bus may rightly take. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(30);

    private final Closing closing = new Closing();
    private final Archive archive;
    private final Settings settings;
    private final Machine machine;
    private final AtomicReference<Runnable> accepted = new AtomicReference<>(() -> {});
    private Dispatch dispatch;
    private Couriers couriers;

    Despatch(Archive archive, Settings settings, Machine machine) {
        this.archive = archive;
        this.settings = settings;
        this.machine = machine;
    }

    static List<String> kinds(Contract contract) {
        return contract.kinds().stream().filter(name -> contract.kind(name).map(Kind::pattern).filter(DURABLE::contains).isPresent()).sorted().toList();
    }

    /** What makes messages durable; whatever it accepts is passed on once {@link #deliver} was called. */
    Accepting accepting(Contract contract) {
        archive.messages().prepare(kinds(contract), machine.clock().instant());
        Jdbi jdbi = archive.database().jdbi();
        return closing.add(Accepting.of(
                Claims.in(jdbi),
                Quotas.in(),
                archive.ledger(),
                archive.messages(),
                Outbox.in(jdbi),
                work -> GroupWriter.over(jdbi, work, GroupLimits.within(settings.recordPatience()), machine.nanos(), "accept"),
                () -> accepted.get().run()));
    }

    /** Puts the way together by which accepted messages leave. */
    Dispatch deliver(Rooms rooms, Lanes lanes) {
        Jdbi jdbi = archive.database().jdbi();
        Queue queue = Queue.in(jdbi);
        Records records = Records.of(
                queue,
                archive.messages(),
                Outbox.in(jdbi),
                archive.ledger(),
                work -> GroupWriter.over(jdbi, work, GroupLimits.within(settings.recordPatience()), machine.nanos(), "settle"));
        dispatch = closing.add(Dispatch.of(new Desk(
                jdbi, archive.registry(), rooms.contract(), rooms.dialects(), lanes, archive.messages(), queue, records, Outgoing.of(rooms),
                step -> {}, machine.clock(), machine.random(), new PartnerId(settings.gatewayName()), rooms.source())));
        Relay relay = closing.add(Relay.of(Outbox.in(jdbi), Leases.in(jdbi), FORGOTTEN, machine.clock()));
        couriers = closing.add(Couriers.of(relay, dispatch, settings.http().workers(), ""));
        accepted.set(couriers::accepted);
        return dispatch;
    }

    void expanded() {
        couriers.expanded();
    }

    void start(CamelContext camel) {
        couriers.start(camel);
    }

    /** The routes that must be there for what is delivered. */
    static Set<String> routes(Contract contract) {
        return kinds(contract).stream().map(kind -> kind + ".dispatch").collect(Collectors.toSet());
    }

    @Override
    public void close() {
        closing.close();
    }
}
