package io.yizhan.intake;

import io.yizhan.attachment.Attachments;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Batches that were accepted and are not worked off yet: of each sender the oldest. This node works on some at a time; one that others wait for
 * makes room after a while, and one that cannot go on is put off.
 */
final class BatchIntake implements Intake {
    /** Renewed with every chunk. Whoever takes longer than that for one may share it with another node, and then one of the two stops. */
    static final Duration LEASE = Duration.ofSeconds(20);
    /** Until the first chunk is there: a large file is fetched, and read up to where it goes on. */
    static final Duration OPENING = Duration.ofMinutes(5);

    /** So long one keeps a place that others wait for. */
    private static final Duration TURN = Duration.ofMinutes(1);

    private static final String NAME = "batch ";
    private static final int MOST = 1_000;
    private static final int AT_ONCE = 4;

    private final Rooms rooms;
    private final Desk desk;
    private final Leases leases;
    private final Workplace place;
    private final Semaphore places = new Semaphore(AT_ONCE);

    BatchIntake(Rooms rooms, Desk desk, Leases leases, Workplace place) {
        this.rooms = rooms;
        this.desk = desk;
        this.leases = leases;
        this.place = place;
    }

    @Override
    public List<String> sources() {
        return isFull() ? List.of() : desk.jdbi().withHandle(handle -> new BatchRows(handle).open(MOST, desk.now())).stream().map(id -> NAME + id).toList();
    }

    private boolean isFull() {
        return places.availablePermits() == 0;
    }

    @Override
    public Optional<Turn> begin(String source) {
        return Optional.of(source)
                .filter(name -> name.startsWith(NAME) && !isFull())
                .map(name -> MessageId.parse(name.substring(NAME.length())))
                .flatMap(id -> find(id).flatMap(row -> leases.take(lease(row.batch()), OPENING)).flatMap(lease -> begun(id, lease)));
    }

    /** One for all batches of a sender, of which only the oldest is worked off: names of leases stay for ever. */
    private static String lease(Batch batch) {
        return "batches of " + batch.sender() + " " + batch.environment().name();
    }

    private Optional<BatchRows.Row> find(MessageId id) {
        return desk.jdbi().withHandle(handle -> new BatchRows(handle).find(id));
    }

    /** The right to work on a sender's batches, and a place to do so. */
    record Right(Leases leases, Leases.Lease lease, Semaphore places, Instant until) {
        /** Whether it still is this node's, until the next time it is asked. */
        boolean renewed() {
            return leases.renew(lease, LEASE);
        }

        /** Whether others may wait for the place, and this one has had it for long enough. */
        boolean over(Instant now) {
            return now.isAfter(until) && places.availablePermits() == 0;
        }

        void giveBack() {
            try {
                leases.giveBack(lease);
            } finally {
                places.release();
            }
        }
    }

    /** Only who has the lease takes a place: what another node works on takes none here. */
    private Optional<Turn> begun(MessageId id, Leases.Lease lease) {
        if (!places.tryAcquire()) {
            leases.giveBack(lease);
            return Optional.empty();
        }
        Right right = new Right(leases, lease, places, desk.now().plus(TURN));
        Optional<Turn> turn = Optional.empty();
        try {
            turn = find(id).filter(row -> !row.progress().over()).flatMap(row -> begun(row, right));
            return turn;
        } finally {
            if (turn.isEmpty()) {
                right.giveBack();
            }
        }
    }

    private Optional<Turn> begun(BatchRows.Row row, Right right) {
        boolean known = false;
        try {
            Batch batch = row.batch();
            Optional<Turn> turn = listing(batch).then(listing -> lines(batch, row.progress(), listing).map(lines -> working(row, listing, lines, right)))
                    .fold(begun -> begun, refusal -> refused(row, refusal));
            known = true;
            return turn;
        } finally {
            if (!known) {
                putOff(row);
            }
        }
    }

    /** Another may have gone on with it while its file was opened: then it is begun anew, from there. */
    private Optional<Turn> working(BatchRows.Row row, Listing listing, Lines lines, Right right) {
        Optional<Turn> turn = Optional.empty();
        try {
            turn = find(row.batch().id())
                    .filter(now -> now.progress().equals(row.progress()))
                    .map(now -> new BatchWork(desk, now.batch(), now.progress(), listing, lines, right));
            return turn;
        } finally {
            if (turn.isEmpty()) {
                lines.close();
            }
        }
    }

    private Optional<Turn> refused(BatchRows.Row row, Refusal refusal) {
        if (refusal.code() == RefusalCode.GATEWAY_UNAVAILABLE) {
            putOff(row);
        } else {
            end(desk, row.batch(), row.progress(), Optional.of(refusal));
        }
        return Optional.empty();
    }

    /** Its content is not needed any more. */
    static void end(Desk desk, Batch batch, Progress before, Optional<Refusal> refusal) {
        Attachments.Item content = new Attachments.Item(batch.content(), batch.environment(), batch.sender());
        desk.jdbi().useTransaction(handle -> new BatchRows(handle).end(batch.id(), before, refusal, desk.now())
                .ifPresent(brought -> desk.attachments().letGo(handle, content, batch.id(), brought)));
    }

    private void putOff(BatchRows.Row row) {
        desk.jdbi().useHandle(handle -> new BatchRows(handle).putOff(row.batch().id(), row.progress(), desk.now()));
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
