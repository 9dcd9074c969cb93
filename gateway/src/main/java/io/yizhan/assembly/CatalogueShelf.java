package io.yizhan.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Catalogue;
import io.yizhan.catalogue.CatalogueFailed;
import io.yizhan.catalogue.Catalogue.Change;
import io.yizhan.catalogue.Key;
import io.yizhan.catalogue.Layout;
import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.embedded.PrivateFiles;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Item;
import io.yizhan.vocabulary.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogue of one feed, as this node keeps it. One thread keeps it up, another may build it anew meanwhile, any number look through it.
 */
final class CatalogueShelf {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);
    private static final int AT_ONCE = 500;

    private final Feed.Line line;
    private final Kind kind;
    private final Contract contract;
    private final Path directory;
    /** Held from where it is asked what a catalogue has come to until it was brought what came since: another may not take its place between. */
    private final Object bringing = new Object();
    private volatile Optional<Catalogue> catalogue = Optional.empty();
    /** Where to look again for a first change, as long as there was none. */
    private volatile Optional<Feed> vacant = Optional.empty();
    private volatile OptionalLong rebuilt = OptionalLong.empty();

    /** @param directory of all of them, in which this one has a folder */
    CatalogueShelf(Feed.Line line, Contract contract, Path directory) {
        this.line = line;
        this.kind = contract.kind(line.kind()).orElseThrow();
        this.contract = contract;
        this.directory = directory;
    }

    Feed.Line line() {
        return line;
    }

    /** What can be looked through; empty until it is there for the first time. */
    Optional<Catalogue> catalogue() {
        return catalogue;
    }

    /** The same; of a feed nobody ever published anything in, an index is opened for the first who looks. */
    Optional<Catalogue> sought() {
        if (catalogue.isEmpty() && vacant.isPresent()) {
            synchronized (bringing) {
                vacant.filter(feed -> catalogue.isEmpty()).ifPresent(this::open);
            }
        }
        return catalogue;
    }

    /** How far one is that is being built anew; empty while none is. */
    OptionalLong rebuilt() {
        return rebuilt;
    }

    /** True where there may be more at once. One nobody ever published anything of costs no index. */
    boolean keepUp(Feed feed) {
        synchronized (bringing) {
            return broughtMore(feed);
        }
    }

    private boolean broughtMore(Feed feed) {
        vacant = catalogue.isEmpty() && feed.last(line) == 0 ? Optional.of(feed) : Optional.empty();
        if (vacant.isPresent()) {
            return false;
        }
        Catalogue there = catalogue.orElseGet(() -> open(feed));
        Feed.Changes changes = changes(feed, there.position());
        if (changes.items().isEmpty()) {
            return false;
        }
        there.apply(changes.items().stream().map(this::change).toList());
        if (!changes.more()) {
            there.settle();
        }
        return changes.more();
    }

    /** It is opened again, or built anew, when it is kept up the next time. One that is being built anew ends with it. */
    void giveUp() {
        Optional<Catalogue> failed = catalogue;
        vacant = Optional.empty();
        catalogue = Optional.empty();
        failed.ifPresent(CatalogueShelf::close);
    }

    /** Whether nobody else does so already, and there is one to be built anew. */
    synchronized boolean mayRebuild() {
        boolean may = catalogue.isPresent() && rebuilt.isEmpty();
        rebuilt = may ? OptionalLong.of(0) : rebuilt;
        return may;
    }

    /** Builds the index anew from the first change on, beside the one that serves, and has it serve. After {@link #mayRebuild}. */
    void rebuild(Feed feed, BooleanSupplier closed) {
        try {
            // one that was given up meanwhile is built anew as it is
            catalogue.ifPresent(serving -> rebuild(serving, feed, closed));
        } finally {
            rebuilt = OptionalLong.empty();
        }
    }

    private void rebuild(Catalogue serving, Feed feed, BooleanSupplier closed) {
        try (Catalogue.Rebuild next = serving.rebuild()) {
            boolean serves = false;
            while (!serves && !closed.getAsBoolean()) {
                boolean more = brought(next, feed);
                rebuilt = OptionalLong.of(next.position());
                serves = !more && replaced(next, feed);
            }
        }
    }

    private boolean brought(Catalogue.Rebuild next, Feed feed) {
        Feed.Changes changes = changes(feed, next.position());
        next.apply(changes.items().stream().map(this::change).toList());
        return changes.more();
    }

    /** With all there is it may serve, also where the one that does is ahead of the database, which was put back. */
    private boolean replaced(Catalogue.Rebuild next, Feed feed) {
        synchronized (bringing) {
            boolean all = !brought(next, feed);
            if (all) {
                next.replace();
            }
            return all;
        }
    }

    private Feed.Changes changes(Feed feed, long since) {
        return feed.changes(line, Feed.Whose.anyones(), since, AT_ONCE);
    }

    private Catalogue open(Feed feed) {
        try {
            Path folder = PrivateFiles.directory(directory).resolve(line.kind() + "-" + line.environment().name().toLowerCase(Locale.ROOT));
            Layout layout = layout(kind.feed().orElseThrow());
            // asked first: were there no answer afterwards, nobody would close what was opened
            long last = feed.last(line);
            Catalogue opened = Catalogue.open(folder, layout);
            if (opened.position() > last) {
                LOG.warn("the catalogue of {} is ahead of the database, which was put back: it is built anew", line.kind());
                opened.close();
                PrivateFiles.deleteTree(folder);
                opened = Catalogue.open(folder, layout);
            }
            catalogue = Optional.of(opened);
            return opened;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static Layout layout(Kind.Feed feed) {
        return new Layout(feed.search(), feed.facets(), feed.dates(), feed.compare(),
                feed.match().map(match -> new Layout.Match(match.conditions(), match.benefits(), match.when(), match.audience())));
    }

    private Change change(Item item) {
        JsonNode seen = contract.minimise(line.kind(), kind.messages().get(0), item.json(), Release.VERDICT);
        return new Change(new Key(item.publisher().value(), item.id()), item.version(), item.withdrawn(), seen, item.change());
    }

    private static void close(Catalogue catalogue) {
        try {
            catalogue.close();
        } catch (CatalogueFailed again) {
            LOG.warn("a catalogue was not settled at its end, so that some changes are looked at once more: {}", again.getCause().getClass().getSimpleName());
        }
    }
}
