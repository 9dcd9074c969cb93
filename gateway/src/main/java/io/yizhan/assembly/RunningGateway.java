package io.yizhan.assembly;

import io.yizhan.api.EnquiryDesk;
import io.yizhan.api.GateLimits;
import io.yizhan.api.PublishedKey;
import io.yizhan.attachment.Attachments;
import io.yizhan.attachment.Spool;
import io.yizhan.attachment.SpoolLimits;
import io.yizhan.casework.Casework;
import io.yizhan.casework.WorkingDays;
import io.yizhan.console.OperatorApi;
import io.yizhan.contract.Contract;
import io.yizhan.convention.Conventions;
import io.yizhan.delivery.Deliveries;
import io.yizhan.delivery.LaneLimits;
import io.yizhan.delivery.Lanes;
import io.yizhan.delivery.Outbox;
import io.yizhan.embedded.DataDirectory;
import io.yizhan.embedded.PrivateFiles;
import io.yizhan.dispatch.Dispatch;
import io.yizhan.dispatch.Acceptance;
import io.yizhan.dispatch.Desk;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Enquiry;
import io.yizhan.exchange.Evidence;
import io.yizhan.exchange.FileFetch;
import io.yizhan.exchange.Granting;
import io.yizhan.exchange.Query;
import io.yizhan.exchange.Rooms;
import io.yizhan.feed.Feed;
import io.yizhan.figures.Figures;
import io.yizhan.figures.Reads;
import io.yizhan.finding.Finding;
import io.yizhan.following.Following;
import io.yizhan.mapping.Dialects;
import io.yizhan.outbound.Outbound;
import io.yizhan.outbound.OutboundLimits;
import io.yizhan.partner.Quotas;
import io.yizhan.signature.Signer;
import io.yizhan.steps.Steps;
import io.yizhan.store.Claims;
import io.yizhan.subscription.Subscriptions;
import io.yizhan.store.GroupLimits;
import io.yizhan.store.GroupWriter;
import io.yizhan.store.Rates;
import io.yizhan.vault.BorrowedSecrets;
import io.yizhan.vault.IssuedSecrets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Processor;

/** Everything put together, in the order in which it starts. */
final class RunningGateway implements Gateway {
    /** Of all workers, how many may be busy with files: those that read slowly leave the others to everybody else. */
    private static final int WORKERS_PER_FILE = 4;

    private static final Duration LONGEST_READING = Duration.ofSeconds(30);
    /** Longer than proxies usually keep a connection, so that it is they who close it and never while a request is on its way. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(75);

    private final Closing closing = new Closing();
    private final Settings settings;
    private final Machine machine;
    private final Desk.Steps steps;
    private URI url;

    private RunningGateway(Settings settings, Machine machine, Desk.Steps steps) {
        this.settings = settings;
        this.machine = machine;
        this.steps = steps;
    }

    static Gateway start(Settings settings, Machine machine, Consumer<String> progress, Desk.Steps steps) {
        RunningGateway gateway = new RunningGateway(settings, machine, steps);
        return gateway.closing.orClose(() -> gateway.open(progress));
    }

    private Gateway open(Consumer<String> progress) {
        DataDirectory data = closing.add(DataDirectory.take(settings.dataDirectory()));
        CompletableFuture<Archive> opening = archive(data, progress);
        RouteFiles routes = RouteFiles.in(settings.routes());
        WorkingDays calendar = Despatch.calendar(settings);
        Dialects dialects = Dialects.load(settings.mappings());
        Contract contract = Contract.load(settings.mappings());
        List<Signer> keys = KeyFiles.gatewayKeys(settings, machine.random());
        Outbound outbound = outbound();
        Engine engine = closing.add(new Engine(settings.http().workers(), outbound));
        MaterialRoom materials = MaterialRoom.of(settings, dialects);
        BatchRoom batches = BatchRoom.of(settings, dialects, contract);
        MailRoom mail = MailRoom.of(settings, dialects);
        FeedRoom feeds = FeedRoom.of(settings, dialects);
        CatalogueRoom catalogues = CatalogueRoom.of(settings, dialects, contract);
        AtomicReference<Enquiry> enquiry = new AtomicReference<>();
        int port = engine.open(
                settings.http(), porter(dialects, contract), gateLimits(), published(keys), materials.desk(), batches.desk(), mail.desk(), enquiries(dialects, enquiry),
                feeds.desk(), catalogues.desk());
        Conventions conventions = Conventions.load(settings.mappings().resolve("conventions"), keys, authorities(port), machine.random());
        Archive archive = opened(opening);
        settings.partners().ifPresent(file -> archive.registry().apply(file, machine.environment()));
        Evidence evidence = closing.add(evidence(archive));
        BorrowedSecrets borrowed = closing.add(BorrowedSecrets.in(archive.database().jdbi(), archive.vault(), machine.clock(), machine.nanos()));
        IssuedSecrets issued = IssuedSecrets.in(archive.database().jdbi(), archive.vault(), machine.random());
        Despatch despatch = closing.add(new Despatch(archive, settings, machine, mail, feeds, calendar, steps));
        Attachments attachments = closing.add(materials.open(archive.database().jdbi(), machine.clock()));
        BusLine line = closing.add(BusLine.open(data, settings, machine, Despatch.kinds(contract)));
        KafkaRoutes.prepare(engine.camel(), line.bus(), Despatch.kinds(contract));
        // its last exchanges still write evidence
        closing.first(engine);

        progress.accept("opening the doors");
        Rooms rooms = rooms(archive, dialects, contract, conventions, evidence, outbound, borrowed, issued, spool(data));
        Arrival arrival = Arrival.of(rooms);
        materials.serve(rooms);
        enquiry.set(new Enquiry(rooms, Deliveries.in(archive.database().jdbi()), batches.serve(rooms, archive, attachments)));
        Feed feed = Feed.in(archive.database().jdbi());
        Figures figures = Figures.in(archive.database().jdbi());
        Reads reads = Reads.into(archive.database().jdbi(), figures, machine.clock(), machine.random());
        closing.add(reads::flush);
        feeds.serve(Following.of(rooms, feed, figures, reads));
        Finding finding = Finding.of(rooms, catalogues.shelves(), reads, feed, Subscriptions.in(archive.database().jdbi()), settings.mostProfiles());
        catalogues.serve(finding, feed);
        closing.add(catalogues);
        Acceptance acceptance = Acceptance.of(rooms, despatch.accepting(contract, dialects, attachments), despatch.author(), despatch.casework());
        Dispatch dispatch = despatch.deliver(rooms, rooms.lanes(), line, attachments, batches.workplace(data));
        Map<String, Processor> named = Steps.of(
                arrival, Query.of(rooms), FileFetch.of(rooms), Granting.of(rooms), acceptance, dispatch, despatch::expanded,
                settings.http().externalUrl(), machine.nanos());
        engine.load(routes, named, required(contract, dialects), ways(dialects, contract.kinds()));
        Upkeep upkeep =
                closing.add(Upkeep.start(archive, Claims.in(archive.database().jdbi()), borrowed, issued, settings.registryRefresh(), machine.clock()));
        upkeep.every(settings.registryRefresh(), "look at the topics of partners", despatch::lookAtTopics);
        upkeep.count(figures, reads, settings.recordPatience(), machine.clock());
        upkeep.notice(despatch.noticing(contract, feed), Subscriptions.in(archive.database().jdbi()), machine.clock());
        upkeep.bring(despatch.bringing(contract, dialects), despatch::passOn);
        Casework casework = despatch.casework();
        Retention retention = new Retention(archive.messages(), attachments, casework, feed, contract);
        upkeep.every(Duration.ofHours(6), "forget what is over", () -> retention.keep(machine.clock().instant()));
        if (settings.operators().port().isPresent()) {
            OperatorApi.Shelves shelves = new OperatorApi.Shelves(
                    archive.deadLetters(contract), archive.catchUps(contract), casework, archive.followUps(contract), archive.sequels(contract),
                    Outbox.in(archive.database().jdbi()), archive.reconciliation(),
                    finding::survey, catalogues.librarian(feed));
            closing.add(OperatorRoom.open(engine.vertx(), shelves, data, settings.operators(), machine.random()));
        }
        upkeep.every(Duration.ofMinutes(10), "forget old materials", materials::forget);
        upkeep.every(Duration.ofHours(6), "forget old batches", () -> batches.batches().forget(machine.clock().instant()));
        closing.add(despatch.start(engine.camel()));
        url = URI.create("http://" + settings.http().host() + ":" + port);
        return this;
    }

    private EnquiryDesk enquiries(Dialects dialects, AtomicReference<Enquiry> enquiry) {
        try {
            return new EnquiryDesk(Arrival.places(dialects, Enquiry.PLACE), enquiry::get, settings.http().externalUrl());
        } catch (IllegalStateException ambiguous) {
            throw new CannotStart(ambiguous.getMessage(), ambiguous);
        }
    }

    /** Kinds by which only the gateway itself speaks are not arrived at. */
    private static Set<String> required(Contract contract, Dialects dialects) {
        Set<String> routes = new TreeSet<>(FileFetch.routes(contract.kinds(), dialects));
        routes.removeIf(route -> contract.kind(route).filter(kind -> kind.pattern().equals("callback")).isPresent());
        routes.addAll(Despatch.routes(contract));
        return routes;
    }

    private static Set<String> ways(Dialects dialects, Set<String> kinds) {
        return dialects.names().stream()
                .map(name -> dialects.named(name).orElseThrow())
                .flatMap(dialect -> kinds.stream().flatMap(kind -> dialect.serviceFor(kind).stream()))
                .flatMap(service -> service.route().stream())
                .collect(Collectors.toSet());
    }

    /** The database takes seconds to start, so it does beside everything else. */
    private CompletableFuture<Archive> archive(DataDirectory data, Consumer<String> progress) {
        CompletableFuture<Archive> opening = CompletableFuture.supplyAsync(() -> Archive.of(data, settings, machine, progress));
        closing.add(() -> opening.handle((opened, failed) -> Optional.ofNullable(opened)).join().ifPresent(Archive::close));
        return opening;
    }

    private static Archive opened(CompletableFuture<Archive> opening) {
        try {
            return opening.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private Rooms rooms(
            Archive archive, Dialects dialects, Contract contract, Conventions conventions, Evidence evidence,
            Outbound outbound, BorrowedSecrets borrowed, IssuedSecrets issued, Spool spool) {
        return new Rooms(
                archive.registry(),
                contract,
                dialects,
                conventions,
                Lanes.with(LaneLimits.usual(), machine.clock()),
                evidence,
                outbound,
                borrowed,
                issued,
                archive.vault(),
                archive.offers(),
                spool,
                archive.messages(),
                settings.files().offered(),
                machine.clock(),
                machine.random(),
                source());
    }

    private Arrival.Porter porter(Dialects dialects, Contract contract) {
        return new Arrival.Porter(dialects, contract, machine.clock(), machine.random(), source());
    }

    private String source() {
        return "urn:yizhan:" + settings.gatewayName();
    }

    /** Whatever an earlier process left in it, this one does not know. */
    private Spool spool(DataDirectory data) {
        Path directory = data.path().resolve("spool");
        try {
            PrivateFiles.deleteTree(directory);
            int files = Math.max(1, settings.http().workers() / WORKERS_PER_FILE);
            return Spool.in(PrivateFiles.directory(directory), new SpoolLimits(files, settings.files().spool()));
        } catch (IOException unusable) {
            throw new CannotStart("the directory " + directory + " cannot be emptied and used", unusable);
        }
    }

    private Evidence evidence(Archive archive) {
        archive.ledger().prepare(machine.clock().instant());
        return Evidence.of(
                Claims.in(archive.database().jdbi()),
                Quotas.in(),
                Rates.in(),
                archive.ledger(),
                archive.offers(),
                work -> GroupWriter.over(
                        archive.database().jdbi(), work, GroupLimits.within(settings.recordPatience()), machine.nanos(), "evidence"),
                machine.clock(),
                machine.random());
    }

    private Outbound outbound() {
        OutboundLimits usual = OutboundLimits.usual();
        OutboundLimits limits = new OutboundLimits(
                settings.outbound().connections(),
                usual.connect(),
                // a call with a file takes as long as that
                Duration.ofMinutes(10),
                usual.largestAnswer(),
                settings.outbound().loopback(),
                settings.outbound().authorities());
        return closing.add(Outbound.with(limits, machine.nanos()));
    }

    private GateLimits gateLimits() {
        Settings.Http http = settings.http();
        return new GateLimits(http.largestMessage(), http.bytesInFlight(), http.connections(), LONGEST_READING, LONGEST_IDLE);
    }

    private static List<PublishedKey> published(List<Signer> keys) {
        return keys.stream().map(key -> new PublishedKey(key.keyId(), key.algorithm(), key.publicKey())).toList();
    }

    /** The names callers know the gateway by: the external one, or this machine's where none is set. */
    private Set<String> authorities(int port) {
        Optional<URI> external = settings.http().externalUrl();
        if (external.isPresent()) {
            return Set.of(external.get().getRawAuthority());
        }
        Set<String> names = new TreeSet<>();
        for (String host : List.of(settings.http().host(), "localhost", "127.0.0.1")) {
            names.add(host + ":" + port);
        }
        return names;
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        closing.close();
    }
}
