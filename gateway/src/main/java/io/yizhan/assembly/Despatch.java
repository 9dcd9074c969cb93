package io.yizhan.assembly;

import io.yizhan.attachment.Attachments;
import io.yizhan.bringing.Bringing;
import io.yizhan.casework.Casework;
import io.yizhan.casework.InvalidCalendar;
import io.yizhan.casework.WorkingDays;
import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.delivery.Lanes;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Queue;
import io.yizhan.delivery.Sequels;
import io.yizhan.dispatch.Desk;
import io.yizhan.dispatch.Dispatch;
import io.yizhan.dispatch.Inbox;
import io.yizhan.dispatch.Own;
import io.yizhan.dispatch.Records;
import io.yizhan.dispatch.Relay;
import io.yizhan.dispatch.Accepting;
import io.yizhan.exchange.Outgoing;
import io.yizhan.exchange.Rooms;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Followers;
import io.yizhan.feed.Sent;
import io.yizhan.figures.Figures;
import io.yizhan.frontdb.FrontDatabases;
import io.yizhan.intake.Intake;
import io.yizhan.intake.Workplace;
import io.yizhan.ledger.Ledger;
import io.yizhan.mapping.Canonical;
import io.yizhan.mapping.Dialects;
import io.yizhan.noticing.Noticing;
import io.yizhan.partner.Quotas;
import io.yizhan.steps.Couriers;
import io.yizhan.store.Claims;
import io.yizhan.store.GroupLimits;
import io.yizhan.store.GroupWriter;
import io.yizhan.store.Leases;
import io.yizhan.subscription.Subscriptions;
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
    static final Set<String> DURABLE = Set.of("case", "notice", "feed", "callback");

    /** How a delivery leaves, as partners.yaml has it. */
    private static final Set<String> WAYS = Set.of("way.push", "way.mailbox", "way.kafka", "way.table");
    /** As long as a bus may rightly take. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(30);

    private final Closing closing = new Closing();
    private final Archive archive;
    private final Settings settings;
    private final Machine machine;
    private final Desk.Steps steps;
    private final MailRoom mail;
    private final FeedRoom feeds;
    private final WorkingDays calendar;
    private final AtomicReference<Runnable> accepted = new AtomicReference<>(() -> {});
    private Dispatch dispatch;
    private PartnerTopics topics;
    private Couriers couriers;

    Despatch(Archive archive, Settings settings, Machine machine, MailRoom mail, FeedRoom feeds, WorkingDays calendar, Desk.Steps steps) {
        this.mail = mail;
        this.feeds = feeds;
        this.calendar = calendar;
        this.archive = archive;
        this.settings = settings;
        this.machine = machine;
        this.steps = steps;
    }

    static WorkingDays calendar(Settings settings) {
        try {
            return settings.calendar().map(WorkingDays::read).orElseGet(WorkingDays::shipped);
        } catch (InvalidCalendar wrong) {
            throw new CannotStart(wrong.getMessage(), wrong);
        }
    }

    static List<String> kinds(Contract contract) {
        return contract.kinds().stream().filter(name -> contract.kind(name).map(Kind::pattern).filter(DURABLE::contains).isPresent()).sorted().toList();
    }

    /** What makes messages durable; whatever it accepts is passed on once {@link #deliver} was called. */
    Accepting accepting(Contract contract, Dialects dialects, Attachments attachments) {
        archive.messages().prepare(kinds(contract), machine.clock().instant());
        Jdbi jdbi = archive.database().jdbi();
        return closing.add(Accepting.of(
                Claims.in(jdbi),
                Quotas.in(),
                archive.ledger(),
                archive.messages(),
                Outbox.in(jdbi),
                casework(),
                attachments,
                Feed.in(jdbi),
                Sent.in(jdbi),
                Figures.in(jdbi),
                sequels(dialects),
                work -> GroupWriter.over(jdbi, work, GroupLimits.within(settings.recordPatience()), machine.nanos(), "accept"),
                this::accepted));
    }

    private Sequels sequels(Dialects dialects) {
        return Sequels.in(archive.database().jdbi(), message ->
                message.part().equals(Canonical.CLOSING_MESSAGE) && dialects.canonical().hasSequels(message.kind()));
    }

    private void accepted() {
        steps.reached("accepted");
        accepted.get().run();
        feeds.ring();
    }

    /** Puts the way together by which accepted messages leave. */
    Dispatch deliver(Rooms rooms, Lanes lanes, BusLine line, Attachments attachments, Workplace workplace) {
        Jdbi jdbi = archive.database().jdbi();
        Queue queue = Queue.in(jdbi);
        Records records = Records.of(
                queue,
                archive.messages(),
                Outbox.in(jdbi),
                archive.ledger(),
                Figures.in(jdbi),
                work -> GroupWriter.over(jdbi, work, GroupLimits.within(settings.recordPatience()), machine.nanos(), "settle"));
        Desk desk = new Desk(
                jdbi, archive.registry(), rooms.contract(), rooms.dialects(), lanes, archive.messages(), queue, casework(), Outbox.in(jdbi),
                Sent.in(jdbi), records, Outgoing.of(rooms), closing.add(FrontDatabases.pooled()), attachments,
                line.topics()::present,
                steps, machine.clock(), machine.random(), author());
        dispatch = closing.add(Dispatch.of(desk));
        Relay relay = closing.add(Relay.of(Outbox.in(jdbi), Leases.in(jdbi), FORGOTTEN, machine.clock(), steps));
        Intake intake = Intake.of(
                Intake.tables(rooms, desk, Leases.in(jdbi)),
                Intake.batches(rooms, desk, Leases.in(jdbi), workplace),
                Intake.sequels(rooms, desk, sequels(rooms.dialects()), Leases.in(jdbi)));
        couriers = Couriers.of(relay, dispatch, intake, settings.http().workers(), line.bus()::exchange, line.topics()::present);
        accepted.set(couriers::accepted);
        topics = closing.add(new PartnerTopics(archive.registry(), kind -> rooms.contract().kind(kind).flatMap(Kind::feed).isPresent(), line.bus(), settings.kafka()));
        mail.serve(Inbox.of(rooms, desk, dispatch, Claims.in(jdbi), couriers::leave));
        return dispatch;
    }

    /** There is something in the outbox that was not accepted just now. */
    void passOn() {
        accepted.get().run();
    }

    /** Who tells of what is new. */
    Noticing noticing(Contract contract, Feed feed) {
        Jdbi jdbi = archive.database().jdbi();
        return Noticing.of(new Noticing.Tools(
                jdbi, contract, archive.registry(), feed, Subscriptions.in(jdbi), archive.vault(), archive.messages(), Outbox.in(jdbi), author()));
    }

    /** Who brings followers what stands. */
    Bringing bringing(Contract contract, Dialects dialects) {
        Jdbi jdbi = archive.database().jdbi();
        return Bringing.of(new Bringing.Tools(
                jdbi, contract, dialects, archive.registry(), Followers.in(jdbi), Queue.in(jdbi), archive.messages(), Outbox.in(jdbi), author()));
    }

    Own.Author author() {
        return author(settings, archive.ledger(), machine);
    }

    /** Who writes the gateway's own messages. */
    static Own.Author author(Settings settings, Ledger ledger, Machine machine) {
        return new Own.Author(new PartnerId(settings.gatewayName()), "urn:yizhan:" + settings.gatewayName(), ledger, machine.clock(), machine.random());
    }

    Casework casework() {
        return Casework.in(archive.database().jdbi(), calendar);
    }

    void expanded() {
        couriers.expanded();
        mail.ring();
    }

    /** Sees to it that the topics are there that partners read. */
    void lookAtTopics() {
        topics.look();
    }

    /** Begins to deliver; to be closed before the routes and everything else that deliveries need. */
    AutoCloseable start(CamelContext camel) {
        couriers.start(camel);
        return couriers;
    }

    /** The routes that must be there for what is delivered. */
    static Set<String> routes(Contract contract) {
        Set<String> routes = kinds(contract).stream().map(kind -> kind + ".dispatch").collect(Collectors.toSet());
        routes.addAll(WAYS);
        return routes;
    }

    @Override
    public void close() {
        closing.close();
    }
}
