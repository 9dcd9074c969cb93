package io.yizhan.assembly;

import io.yizhan.api.MaterialDesk;
import io.yizhan.attachment.Attachments;
import io.yizhan.attachment.Depot;
import io.yizhan.embedded.PrivateFiles;
import io.yizhan.exchange.Materials;
import io.yizhan.exchange.Rooms;
import io.yizhan.mapping.Dialects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;

/** Materials, wired: the desk is there before what it hands on to. */
final class MaterialRoom {
    private final Settings settings;
    private final Map<String, String> places;
    private final AtomicReference<Materials> materials = new AtomicReference<>();
    private final AtomicReference<Attachments> attachments = new AtomicReference<>();
    private final AtomicReference<InstantSource> clock = new AtomicReference<>();

    private MaterialRoom(Settings settings, Map<String, String> places) {
        this.settings = settings;
        this.places = places;
    }

    static MaterialRoom of(Settings settings, Dialects dialects) {
        try {
            return new MaterialRoom(settings, Materials.places(dialects));
        } catch (IllegalStateException ambiguous) {
            throw new CannotStart(ambiguous.getMessage(), ambiguous);
        }
    }

    MaterialDesk desk() {
        return new MaterialDesk(places, materials::get, settings.http().externalUrl(), settings.attachments().patience());
    }

    /** The store, which others refer to as well. */
    Attachments open(Jdbi jdbi, InstantSource time) {
        Path directory = settings.attachments().directory();
        try {
            Path arriving = PrivateFiles.directory(directory.resolve("arriving"));
            List<Depot> depots = new ArrayList<>();
            settings.attachments().storage().map(Depot::objects).ifPresent(depots::add);
            depots.add(Depot.directory(PrivateFiles.directory(directory.resolve("kept"))));
            clock.set(time);
            attachments.set(Attachments.in(jdbi, arriving, depots, settings.attachments().limits(), time));
            return attachments.get();
        } catch (IOException unusable) {
            throw new CannotStart("the directory " + directory + " cannot be used for materials", unusable);
        }
    }

    /** From here on the desk has somebody to hand on to. */
    void serve(Rooms rooms) {
        materials.set(Materials.of(rooms, attachments.get()));
    }

    void forget() {
        attachments.get().forget(clock.get().instant());
    }
}
