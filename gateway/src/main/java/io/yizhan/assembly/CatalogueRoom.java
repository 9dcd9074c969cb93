package io.yizhan.assembly;

import io.yizhan.api.CatalogueDesk;
import io.yizhan.catalogue.Catalogue;
import io.yizhan.catalogue.CatalogueFailed;
import io.yizhan.console.OperatorApi.Librarian;
import io.yizhan.console.OperatorApi.Standing;
import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.feed.Feed;
import io.yizhan.finding.Finding;
import io.yizhan.mapping.Dialects;
import io.yizhan.vocabulary.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final long LOOKING_MILLIS = 500;
    private static final long TROUBLED_MILLIS = 2_000;
    private static final long STOPPING_MILLIS = 10_000;

    private final Settings settings;
    private final Map<String, String> places;
    private final List<CatalogueShelf> shelves;
    private final AtomicReference<Finding> finding = new AtomicReference<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    private CatalogueRoom(Settings settings, Contract contract, Map<String, String> places) {
        this.settings = settings;
        this.places = places;
        this.shelves = contract.kinds().stream()
                .filter(name -> contract.kind(name).flatMap(Kind::feed).isPresent())
                .flatMap(name -> List.of(Environment.values()).stream().map(environment -> new Feed.Line(name, environment)))
                .map(line -> new CatalogueShelf(line, contract, settings.dataDirectory().resolve("catalogue")))
                .toList();
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
        return (kind, environment) -> shelf(kind, environment).flatMap(CatalogueShelf::sought);
    }

    private Optional<CatalogueShelf> shelf(String kind, Environment environment) {
        return shelves.stream().filter(shelf -> shelf.line().equals(new Feed.Line(kind, environment))).findFirst();
    }

    /** From here on there is something to look through. */
    void serve(Finding one, Feed feed) {
        finding.set(one);
        begin("catalogue", () -> keepUp(feed));
    }

    private synchronized void begin(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.removeIf(other -> !other.isAlive());
        threads.add(thread);
        thread.start();
    }

    private void keepUp(Feed feed) {
        boolean troubled = false;
        while (!closed()) {
            boolean more = false;
            boolean trouble = false;
            for (CatalogueShelf shelf : shelves) {
                try {
                    more |= !closed() && shelf.keepUp(feed);
                } catch (RuntimeException failed) {
                    trouble = true;
                    // not its message, which may quote what was read; once, not every second
                    if (!troubled) {
                        LOG.warn("the catalogue of {} has to wait: {}", shelf.line().kind(), failed.getClass().getSimpleName());
                    }
                    if (failed instanceof CatalogueFailed) {
                        shelf.giveUp();
                    }
                }
            }
            troubled = trouble;
            if (!more) {
                pause(trouble ? TROUBLED_MILLIS : LOOKING_MILLIS);
            }
        }
    }

    /** What operators see of them, and do. */
    Librarian librarian(Feed feed) {
        return new Librarian() {
            @Override
            public List<Standing> standing() {
                return shelves.stream().flatMap(shelf -> shelf.catalogue().stream().map(there -> new Standing(
                        shelf.line().kind(), shelf.line().environment(), there.position(), feed.last(shelf.line()), shelf.rebuilt()))).toList();
            }

            @Override
            public boolean rebuild(String kind, Environment environment) {
                Optional<CatalogueShelf> shelf = shelf(kind, environment).filter(CatalogueShelf::mayRebuild);
                shelf.ifPresent(one -> begin("catalogue rebuild", () -> CatalogueRoom.this.rebuild(one, feed)));
                return shelf.isPresent();
            }
        };
    }

    private void rebuild(CatalogueShelf shelf, Feed feed) {
        try {
            shelf.rebuild(feed, this::closed);
            LOG.info("the catalogue of {} was built anew", shelf.line().kind());
        } catch (RuntimeException failed) {
            LOG.warn("the catalogue of {} was not built anew, and goes on as it is: {}", shelf.line().kind(), failed.getClass().getSimpleName());
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
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
            for (Thread thread : begun()) {
                thread.join(STOPPING_MILLIS);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        shelves.forEach(CatalogueShelf::giveUp);
    }

    private synchronized List<Thread> begun() {
        return List.copyOf(threads);
    }
}
