package io.yizhan.attachment;

import io.yizhan.attachment.AttachmentRows.Row;
import io.yizhan.attachment.AttachmentRows.State;
import io.yizhan.attachment.AttachmentRows.Waiting;
import io.yizhan.attachment.Attachments.Item;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Contents that are not whole yet: each upload has a file of its own, and its row says which. */
final class Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);

    private final Jdbi jdbi;
    private final Path directory;
    private final Depot depot;
    private final AttachmentLimits limits;
    private final InstantSource clock;
    private final Transfers transfers;

    Arrivals(Jdbi jdbi, Path directory, Depot depot, AttachmentLimits limits, InstantSource clock) {
        this.jdbi = jdbi;
        this.directory = directory;
        this.depot = depot;
        this.limits = limits;
        this.clock = clock;
        this.transfers = new Transfers(limits.transfers());
    }

    /** How many bytes have come in. */
    long there(Item item, long lot) {
        try {
            return Files.size(file(item, lot));
        } catch (NoSuchFileException nothingYet) {
            return 0;
        } catch (IOException failed) {
            throw new AttachmentFailed(failed);
        }
    }

    private Path file(Item item, long lot) {
        return directory.resolve(item.digest() + "-" + lot);
    }

    /** @param before the lot that does not count any more */
    private record Begun(long lot, Optional<Long> before) {}

    Outcome<Upload> upload(Item item, Part part) {
        if (part.total() > limits.largest()) {
            return Outcome.refused(Refusal.of(RefusalCode.TOO_LARGE, "", "at most " + limits.largest() + " bytes"));
        }
        return switch (transfers.take(item.partner())) {
            case SPENT -> Outcome.refused(Refusal.of(RefusalCode.TOO_MANY, "", "fewer uploads at the same time"));
            case NONE_LEFT -> Outcome.refused(RefusalCode.GATEWAY_UNAVAILABLE, "");
            case TAKEN -> taken(item, part);
        };
    }

    private Outcome<Upload> taken(Item item, Part part) {
        Optional<Upload> opened = Optional.empty();
        try {
            Outcome<Upload> upload = StoredAttachments.answered(() -> jdbi.inTransaction(handle -> begun(new AttachmentRows(handle), item, part)))
                    .then(begun -> opened(item, part, begun));
            opened = upload.fold(Optional::of, refusal -> Optional.empty());
            return upload;
        } finally {
            if (opened.isEmpty()) {
                transfers.giveBack(item.partner());
            }
        }
    }

    private Outcome<Begun> begun(AttachmentRows rows, Item item, Part part) {
        Waiting waiting = rows.waitingBeside(item);
        Optional<Row> row = rows.find(item, true);
        boolean goesOn = row.filter(one -> one.state() == State.ARRIVING).isPresent() && !part.anew();
        if (row.filter(one -> one.state() == State.KEPT).isPresent()) {
            return elsewhere("nothing: all of it is there");
        }
        if (goesOn && row.get().size() != part.total()) {
            return elsewhere("a part of " + row.get().size() + " bytes");
        }
        if (goesOn) {
            rows.goOn(item, clock.instant());
            return Outcome.of(new Begun(row.get().lot(), Optional.empty()));
        }
        if (part.from() > 0) {
            return elsewhere("a part that begins at 0");
        }
        return roomFor(part, waiting)
                .map(Outcome::<Begun>refused)
                .orElseGet(() -> Outcome.of(new Begun(rows.begin(item, part.total(), depot.name(), clock.instant()), row.map(Row::lot))));
    }

    private Optional<Refusal> roomFor(Part part, Waiting waiting) {
        if (waiting.ofOne() + part.total() > limits.waitingOfOne()) {
            return Optional.of(Refusal.of(RefusalCode.TOO_MANY, "", "fewer bytes that no message speaks of: at most " + limits.waitingOfOne()));
        }
        return waiting.all() + part.total() > limits.waiting() ? Optional.of(Refusal.of(RefusalCode.GATEWAY_UNAVAILABLE, "")) : Optional.empty();
    }

    private static <T> Outcome<T> elsewhere(String expected) {
        return Outcome.refused(conflict(expected));
    }

    private static Refusal conflict(String expected) {
        return Refusal.of(RefusalCode.MALFORMED, "", expected).told(409);
    }

    /** An upload that is begun anew takes the file away from whoever still writes the one before. */
    private Outcome<Upload> opened(Item item, Part part, Begun begun) {
        try {
            if (begun.before().isPresent()) {
                Files.deleteIfExists(file(item, begun.before().get()));
            }
            return FileUpload.open(file(item, begun.lot()), part, new Last(item, begun.lot(), part.total()))
                    .map(Outcome::of)
                    .orElseGet(() -> elsewhere("one connection at a time for the same"));
        } catch (FileUpload.NotHere other) {
            return elsewhere("a part that begins at " + other.offset());
        } catch (IOException full) {
            LOG.warn("an upload cannot be opened: {}", full.getClass().getName());
            return Outcome.refused(FileUpload.noRoom());
        }
    }

    /** The end of an upload. */
    private final class Last implements FileUpload.Ending {
        private final Item item;
        private final long lot;
        private final long size;

        Last(Item item, long lot, long size) {
            this.item = item;
            this.lot = lot;
            this.size = size;
        }

        @Override
        public Digest digest() {
            return item.digest();
        }

        @Override
        public void drop() {
            remove(file(item, lot));
            jdbi.useHandle(handle -> new AttachmentRows(handle).drop(item, lot));
        }

        @Override
        public Optional<Refusal> keep() {
            Path file = file(item, lot);
            try {
                boolean kept = false;
                while (!kept) {
                    depot.prepare(item.digest(), file);
                    kept = jdbi.inTransaction(handle -> kept(new AttachmentRows(handle), file));
                }
                remove(file);
                return Optional.empty();
            } catch (NoSuchFileException takenAway) {
                return Optional.of(conflict("one upload of the same at a time"));
            } catch (IOException | JdbiException failed) {
                LOG.warn("an upload cannot be kept: {}", failed.getClass().getName());
                return Optional.of(FileUpload.noRoom());
            }
        }

        private boolean kept(AttachmentRows rows, Path file) throws IOException {
            rows.hold(item.digest());
            boolean kept = depot.keep(item.digest(), file);
            if (kept) {
                rows.keep(item, size, depot.name(), clock.instant());
            }
            return kept;
        }

        @Override
        public void over() {
            transfers.giveBack(item.partner());
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new AttachmentFailed(failed);
        }
    }

    /** Files nobody goes on with: their row is written before they are, and changed before they go. */
    void sweep() {
        Map<Long, Path> lots = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(Files::isRegularFile).forEach(file -> lots.put(Long.valueOf(file.getFileName().toString().replaceAll("^.*-", "")), file));
        } catch (IOException failed) {
            throw new AttachmentFailed(failed);
        }
        Collection<Long> orphans = new HashSet<>(lots.keySet());
        orphans.removeAll(jdbi.withHandle(handle -> new AttachmentRows(handle).expected(lots.keySet())));
        orphans.forEach(lot -> remove(lots.get(lot)));
    }
}
