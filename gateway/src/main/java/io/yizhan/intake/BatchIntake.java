package io.yizhan.intake;

import io.yizhan.attachment.Content;
import io.yizhan.contract.Kind;
import io.yizhan.dispatch.Desk;
import io.yizhan.envelope.Opened;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Rooms;
import io.yizhan.intake.Batch.Progress;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Partner;
import io.yizhan.sheet.Columns;
import io.yizhan.store.Leases;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Batches that were accepted and are not worked off yet: of each sender the oldest. */
record BatchIntake(Rooms rooms, Desk desk, Leases leases, Workplace place) implements Intake {
    /** Renewed with every chunk. Whoever takes longer than that for one may share it with another node, and then one of the two stops. */
    static final Duration LEASE = Duration.ofSeconds(20);

    private static final String NAME = "batch ";
    /** On one node. */
    private static final int AT_ONCE = 4;

    @Override
    public List<String> sources() {
        return desk.jdbi().withHandle(handle -> new BatchRows(handle).open(AT_ONCE)).stream().map(id -> NAME + id).toList();
    }

    @Override
    public Optional<Turn> begin(String source) {
        return Optional.of(source)
                .filter(name -> name.startsWith(NAME))
                .map(name -> MessageId.parse(name.substring(NAME.length())))
                .flatMap(id -> find(id).flatMap(row -> leases.take(lease(row.batch()), LEASE)).flatMap(lease -> begun(id, lease)));
    }

    /** One for all batches of a sender, of which only the oldest is worked off: names of leases stay for ever. */
    private static String lease(Batch batch) {
        return "batches of " + batch.sender() + " " + batch.environment().name();
    }

    private Optional<BatchRows.Row> find(MessageId id) {
        return desk.jdbi().withHandle(handle -> new BatchRows(handle).find(id));
    }

    private Optional<Turn> begun(MessageId id, Leases.Lease lease) {
        Optional<Turn> turn = Optional.empty();
        try {
            turn = find(id).filter(row -> !row.progress().over()).flatMap(row -> begun(row, lease));
            return turn;
        } finally {
            if (turn.isEmpty()) {
                leases.giveBack(lease);
            }
        }
    }

    private Optional<Turn> begun(BatchRows.Row row, Leases.Lease lease) {
        Batch batch = row.batch();
        return listing(batch).then(listing -> lines(batch, row.progress(), listing)
                        .<Optional<Turn>>map(lines -> Optional.of(new BatchWork(desk, batch, row.progress(), listing, lines, leases, lease))))
                .fold(work -> work, refusal -> {
                    if (refusal.code() != RefusalCode.GATEWAY_UNAVAILABLE) {
                        desk.jdbi().useHandle(handle -> new BatchRows(handle).end(batch.id(), row.progress(), Optional.of(refusal), desk.now()));
                    }
                    return Optional.empty();
                });
    }

    /** Refuses where its sender has left meanwhile, or nobody speaks its dialect any more. */
    private Outcome<Listing> listing(Batch batch) {
        Optional<Partner> owner = desk.registry().directory().partner(batch.sender());
        Optional<Dialect> dialect = desk.dialects().named(batch.dialect()).filter(speaks -> speaks.serviceFor(batch.kind()).isPresent());
        Optional<Kind> kind = desk.contract().kind(batch.kind());
        if (owner.isEmpty()) {
            return Outcome.refused(RefusalCode.UNKNOWN_PARTNER, "");
        }
        return dialect.isEmpty() || kind.isEmpty()
                ? Outcome.refused(RefusalCode.UNKNOWN_KIND, "")
                : Outcome.of(new Listing(Arrival.of(rooms), owner.get(), dialect.get(), batch.environment(), batch.kind(), BatchPlaces.item(kind.get()), batch.assurance()));
    }

    private Outcome<Lines> lines(Batch batch, Progress from, Listing listing) {
        Dialect dialect = listing.dialect();
        return desk.attachments().open(batch.content(), batch.environment()).then(content -> batch.form().hasColumns()
                ? sheet(content, batch, from, listing)
                : Outcome.of(new NdjsonLines(content, from, place.longest(), line -> dialect.openLine(line, batch.kind()))));
    }

    private Outcome<Lines> sheet(Content content, Batch batch, Progress from, Listing listing) {
        Optional<Columns> columns = place.columns().of(batch.dialect(), batch.kind());
        if (columns.isEmpty()) {
            content.close();
            return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "Content-Type", "a file whose columns are described for this dialect"));
        }
        return SheetLines.open(content, place.directory(), batch.form(), columns.get(), from, item -> listing.dialect()
                .carry(listing.message(), item)
                .map(payload -> new Opened(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), payload)));
    }
}
