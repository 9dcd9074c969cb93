package io.yizhan.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.api.CatalogueDesk;
import io.yizhan.catalogue.Catalogue;
import io.yizhan.catalogue.CatalogueFailed;
import io.yizhan.catalogue.Change;
import io.yizhan.catalogue.Key;
import io.yizhan.catalogue.Layout;
import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.embedded.PrivateFiles;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Item;
import io.yizhan.finding.Finding;
import io.yizhan.mapping.Dialects;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Catalogues, wired: this node's own index of each feed, in its data directory, kept up to date from the database by one thread. What is in them
 * is what the kind's schema marks for everybody. An index that fails is thrown away and built anew; nothing is lost by it, and meanwhile who
 * looks is told to come again.
 */
final class CatalogueRoom implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);
    private static final int AT_ONCE = 500;
    private static final long LOOKING_MILLIS = 500;
    private static final long TROUBLED_MILLIS = 2_000;
    private static final long STOPPING_MILLIS = 10_000;

    private final Settings settings;
    private final Contract contract;
    private final Map<String, String> places;
    private final AtomicReference<Finding> finding = new AtomicReference<>();
    private final Map<Feed.Line, Catalogue> catalogues = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    private CatalogueRoom(Settings settings, Contract contract, Map<String, String> places) {
        this.settings = settings;
        this.contract = contract;
        this.places = places;
    }

    static CatalogueRoom of(Settings settings, Dialects dialects, Contract contract) {
        try {
            return new CatalogueRoom(settings, contract, Finding.places(dialects));
        } catch (IllegalStateException ambiguous) {
            throw new CannotStart(ambiguous.getMessage(), ambiguous);
        }
    }

    CatalogueDesk desk() {
        return new CatalogueDesk(places, finding::get, settings.http().externalUrl());
    }

    /** What is looked through; empty until it is there for the first time. */
    Finding.Shelves shelves() {
        return (kind, environment) -> Optional.ofNullable(catalogues.get(new Feed.Line(kind, environment)));
    }

    /** From here on there is something to look through. */
    void serve(Finding one, Feed feed) {
        finding.set(one);
        Thread thread = new Thread(() -> keepUp(feed), "catalogue");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void keepUp(Feed feed) {
        List<Feed.Line> lines = contract.kinds().stream()
                .filter(name -> contract.kind(name).flatMap(Kind::feed).isPresent())
                .flatMap(name -> List.of(Environment.values()).stream().map(environment -> new Feed.Line(name, environment)))
                .toList();
        boolean troubled = false;
        while (!closed()) {
            boolean more = false;
            boolean trouble = false;
            for (Feed.Line line : lines) {
                try {
                    more |= !closed() && apply(feed, line);
                } catch (RuntimeException failed) {
                    trouble = true;
                    // not its message, which may quote what was read; once, not every second
                    if (!troubled) {
                        LOG.warn("the catalogue of {} has to wait: {}", line.kind(), failed.getClass().getSimpleName());
                    }
                    giveUp(line, failed);
                }
            }
            troubled = trouble;
            if (!more) {
                pause(trouble ? TROUBLED_MILLIS : LOOKING_MILLIS);
            }
        }
    }

    /** True where there may be more at once. One nobody ever published anything of costs no index. */
    private boolean apply(Feed feed, Feed.Line line) {
        Catalogue there = catalogues.get(line);
        if (there == null && feed.last(line) == 0) {
            return false;
        }
        Catalogue catalogue = there == null ? open(line, feed) : there;
        Feed.Changes changes = feed.changes(line, Feed.Whose.anyones(), catalogue.position(), AT_ONCE);
        if (changes.items().isEmpty()) {
            return false;
        }
        catalogue.apply(changes.items().stream().map(item -> change(line, item)).toList());
        if (!changes.more()) {
            catalogue.settle();
        }
        return changes.more();
    }

    private Catalogue open(Feed.Line line, Feed feed) {
        try {
            Path folder = PrivateFiles.directory(settings.dataDirectory().resolve("catalogue"))
                    .resolve(line.kind() + "-" + line.environment().name().toLowerCase(Locale.ROOT));
            Layout layout = layout(contract.kind(line.kind()).flatMap(Kind::feed).orElseThrow());
            Catalogue catalogue = Catalogue.open(folder, layout);
            if (catalogue.position() > feed.last(line)) {
                LOG.warn("the catalogue of {} is ahead of the database, which was put back: it is built anew", line.kind());
                catalogue.close();
                PrivateFiles.deleteTree(folder);
                catalogue = Catalogue.open(folder, layout);
            }
            catalogues.put(line, catalogue);
            return catalogue;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static Layout layout(Kind.Feed feed) {
        return new Layout(feed.search(), feed.facets(), feed.dates(), feed.compare(),
                feed.match().map(match -> new Layout.Match(match.conditions(), match.benefits(), match.when())));
    }

    private Change change(Feed.Line line, Item item) {
        String message = contract.kind(line.kind()).orElseThrow().messages().get(0);
        JsonNode seen = contract.minimise(line.kind(), message, item.json(), Release.VERDICT);
        return new Change(new Key(item.publisher().value(), item.id()), item.version(), item.withdrawn(), seen, item.change());
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    /** It is opened again, or built anew, at the next round. */
    private void giveUp(Feed.Line line, RuntimeException trouble) {
        if (trouble instanceof CatalogueFailed) {
            Optional.ofNullable(catalogues.remove(line)).ifPresent(CatalogueRoom::close);
        }
    }

    private static void close(Catalogue catalogue) {
        try {
            catalogue.close();
        } catch (CatalogueFailed again) {
            LOG.warn("a catalogue was not settled at its end, so that some changes are looked at once more: {}", again.getCause().getClass().getSimpleName());
        }
    }

    private void pause(long millis) {
        try {
            closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            for (Thread thread : threads) {
                thread.join(STOPPING_MILLIS);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        catalogues.values().forEach(CatalogueRoom::close);
    }
}
