package io.yizhan.assembly;

import io.yizhan.api.BatchDesk;
import io.yizhan.attachment.Attachments;
import io.yizhan.contract.Contract;
import io.yizhan.embedded.DataDirectory;
import io.yizhan.embedded.PrivateFiles;
import io.yizhan.exchange.Enquiry;
import io.yizhan.exchange.Rooms;
import io.yizhan.intake.Batches;
import io.yizhan.intake.ColumnFiles;
import io.yizhan.intake.Workplace;
import io.yizhan.mapping.Dialects;
import io.yizhan.store.Claims;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Batches, wired: the desk is there before what it hands on to. */
final class BatchRoom {
    /** So many of the largest files of a sender may wait at a time. */
    private static final long LARGEST_WAITING = 2;

    private final Settings settings;
    private final Map<String, String> places;
    private final ColumnFiles columns;
    private final AtomicReference<Batches> batches = new AtomicReference<>();

    private BatchRoom(Settings settings, Map<String, String> places, ColumnFiles columns) {
        this.settings = settings;
        this.places = places;
        this.columns = columns;
    }

    static BatchRoom of(Settings settings, Dialects dialects, Contract contract) {
        try {
            return new BatchRoom(settings, Batches.places(dialects, contract), ColumnFiles.load(settings.mappings(), dialects, contract));
        } catch (IllegalStateException ambiguous) {
            throw new CannotStart(ambiguous.getMessage(), ambiguous);
        }
    }

    BatchDesk desk() {
        return new BatchDesk(places, batches::get, settings.http().externalUrl(), settings.attachments().patience());
    }

    /** Whatever an earlier process left in its directory, this one lays there anew. */
    Workplace workplace(DataDirectory data) {
        Path directory = data.path().resolve("batches");
        try {
            PrivateFiles.deleteTree(directory);
            return new Workplace(PrivateFiles.directory(directory), settings.http().largestMessage(), columns);
        } catch (IOException unusable) {
            throw new CannotStart("the directory " + directory + " cannot be emptied and used", unusable);
        }
    }

    /** From here on the desk has somebody to hand on to. */
    Enquiry.Reports serve(Rooms rooms, Archive archive, Attachments attachments) {
        batches.set(Batches.of(rooms, new Batches.Stores(
                archive.database().jdbi(), Claims.in(archive.database().jdbi()), archive.ledger(), attachments, columns,
                LARGEST_WAITING * settings.attachments().limits().largest())));
        return batches.get().reports();
    }

    Batches batches() {
        return batches.get();
    }
}
