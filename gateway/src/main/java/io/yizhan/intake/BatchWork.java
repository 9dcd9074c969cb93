package io.yizhan.intake;

import io.yizhan.dispatch.Acceptance.Listed;
import io.yizhan.dispatch.Desk;
import io.yizhan.envelope.Opened;
import io.yizhan.intake.Batch.Progress;
import io.yizhan.intake.Batch.Rejected;
import io.yizhan.intake.Batch.State;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One batch, from where it was left. A line is known by the batch's id and its number, so that it is accepted once. How far a batch has come is
 * noted after every chunk, by whoever finds it where it left it: two nodes that work on one, because a lease ended, do nothing twice. Lines of a
 * chunk overtake each other: of one item the versions decide, and of two contents under one version whichever is written first.
 */
final class BatchWork implements Intake.Turn {
    private static final int TOGETHER = 32;
    /** Told when it is on disk how far a batch has come. */
    private static final String SETTLED = "lines";

    private final Desk desk;
    private final Batch batch;
    private final Listing listing;
    private final Lines lines;
    private final BatchIntake.Right right;
    private final Map<Long, Rejected> rejected = new ConcurrentHashMap<>();
    private Progress progress;
    private Lines.Chunk chunk;
    private boolean unsettled;
    private boolean lost;

    BatchWork(Desk desk, Batch batch, Progress progress, Listing listing, Lines lines, BatchIntake.Right right) {
        this.desk = desk;
        this.batch = batch;
        this.progress = progress;
        this.listing = listing;
        this.lines = lines;
        this.right = right;
    }

    @Override
    public int together() {
        return TOGETHER;
    }

    /** Nothing as well where reading took so long that another works on it by now. */
    @Override
    public List<Intake.Row> news() {
        rejected.clear();
        unsettled = true;
        chunk = lines.next();
        lost = !right.renewed();
        return lost ? List.of() : chunk.lines().stream().<Intake.Row>map(Item::new).toList();
    }

    @Override
    public boolean settled() {
        unsettled = false;
        if (lost) {
            return false;
        }
        if (chunk.last()) {
            BatchIntake.end(desk, batch, progress, Optional.empty());
            return false;
        }
        int more = rejected.size();
        Progress now = new Progress(
                State.WORKING, chunk.line(), chunk.place(), progress.taken() + chunk.lines().size() - more, progress.rejected() + more, Optional.empty());
        List<Rejected> kept = rejected.values().stream()
                .sorted((one, other) -> Long.compare(one.line(), other.line()))
                .limit(Math.max(0, BatchReport.MOST_REJECTED - progress.rejected()))
                .toList();
        boolean mine = desk.jdbi().inTransaction(handle -> new BatchRows(handle).settle(batch.id(), progress, now, kept, desk.now()));
        progress = now;
        desk.steps().reached(SETTLED);
        return mine && !right.over(desk.now());
    }

    /** What could not be read, or of which it is not known what became of it, is tried again later. */
    @Override
    public void close() {
        try (lines) {
            if (unsettled) {
                desk.jdbi().useHandle(handle -> new BatchRows(handle).putOff(batch.id(), progress, desk.now()));
            }
        } finally {
            right.giveBack();
        }
    }

    /** A line as a row. */
    private final class Item implements Intake.Row {
        private final Lines.Line line;

        Item(Lines.Line line) {
            this.line = line;
        }

        @Override
        public String kind() {
            return batch.kind();
        }

        @Override
        public Outcome<Listed> stage() {
            return line.opened().map(opened -> {
                Opened said = new Opened(opened.id(), opened.businessKey(), opened.source().or(batch::source), opened.message(), opened.payload());
                String name = batch.id() + " " + line.number();
                return listing.row(name, batch.id() + "-" + line.number(), "application/json; charset=UTF-8", line.written(), Optional.of(said), desk.now());
            });
        }

        @Override
        public void taken() {
            // whatever was not rejected was
        }

        @Override
        public void rejected(Refusal refusal) {
            rejected.put(line.number(), Rejected.of(line.number(), lines.told(refusal)));
        }
    }
}
