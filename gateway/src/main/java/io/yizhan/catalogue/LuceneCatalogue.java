package io.yizhan.catalogue;

import io.yizhan.catalogue.Catalogue.Change;
import io.yizhan.vocabulary.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.store.AlreadyClosedException;

/** Puts everything that is asked to the index that serves. While it is exchanged for another nobody is in the middle of asking. */
final class LuceneCatalogue implements Catalogue {
    private final Shelves shelves;
    private final Layout layout;
    private final Retrieval retrieval;
    private final SideBySide sideBySide;
    private final Matcher matcher;
    private final Inspection inspection;
    private final ReadWriteLock exchange = new ReentrantReadWriteLock();
    /** Held by whoever changes something: who waits to exchange the index must not keep those who ask waiting for as long. */
    private final Object writing = new Object();
    private Path path;
    private Shelf shelf;

    private LuceneCatalogue(Shelves shelves, Layout layout, Path path, Shelf shelf) {
        this.shelves = shelves;
        this.layout = layout;
        this.retrieval = new Retrieval(layout);
        this.sideBySide = new SideBySide(layout, retrieval);
        this.matcher = new Matcher(layout, retrieval);
        this.inspection = new Inspection(layout, retrieval);
        this.path = path;
        this.shelf = shelf;
    }

    static LuceneCatalogue open(Path folder, Layout layout) {
        try {
            Shelves shelves = new Shelves(Files.createDirectories(folder));
            Path serving = shelves.serving();
            return new LuceneCatalogue(shelves, layout, serving, Shelf.open(serving, layout));
        } catch (IOException failed) {
            throw new CatalogueFailed(failed);
        }
    }

    /** What is done with an index. */
    private interface Use<T> {
        T with(Shelf shelf) throws IOException;
    }

    private <T> T serving(Use<T> use) {
        exchange.readLock().lock();
        try {
            return use.with(shelf);
        } catch (IOException | AlreadyClosedException failed) {
            // one that could not be written to once closes itself
            throw new CatalogueFailed(failed);
        } finally {
            exchange.readLock().unlock();
        }
    }

    @Override
    public long position() {
        return serving(Shelf::position);
    }

    @Override
    public void apply(List<Change> changes) {
        synchronized (writing) {
            serving(one -> {
                one.apply(changes);
                return one;
            });
        }
    }

    @Override
    public void settle() {
        synchronized (writing) {
            serving(one -> {
                one.settle();
                return one;
            });
        }
    }

    @Override
    public Outcome<Found> search(Search search) {
        return serving(one -> retrieval.search(one, search));
    }

    @Override
    public Outcome<Comparison> compare(Comparison.Asked asked) {
        return serving(one -> sideBySide.compare(one, asked));
    }

    @Override
    public Outcome<Matched> match(Matching matching) {
        return serving(one -> matcher.match(one, matching, false));
    }

    @Override
    public Outcome<Matched> ask(Matching matching) {
        return serving(one -> matcher.match(one, matching, true));
    }

    @Override
    public Optional<Quality> quality(Key key, Quality.Standard standard) {
        return serving(one -> inspection.quality(one, key, standard));
    }

    @Override
    public Quality.Survey survey(Optional<String> publisher, Quality.Standard standard, int most) {
        return serving(one -> inspection.survey(one, publisher, standard, most));
    }

    @Override
    public Optional<Found.Hit> find(Key key) {
        return serving(one -> retrieval.find(one, key));
    }

    @Override
    public Rebuild rebuild() {
        try {
            Path next = shelves.next();
            return new Beside(next, Shelf.open(next, layout));
        } catch (IOException failed) {
            throw new CatalogueFailed(failed);
        }
    }

    private boolean exchanged(Path newPath, Shelf newShelf) throws IOException {
        synchronized (writing) {
            if (newShelf.position() < shelf.position()) {
                return false;
            }
            Path oldPath = path;
            Shelf oldShelf = shelf;
            shelves.serve(newPath);
            exchange.writeLock().lock();
            try {
                path = newPath;
                shelf = newShelf;
            } finally {
                exchange.writeLock().unlock();
            }
            oldShelf.close();
            Shelves.remove(oldPath);
            return true;
        }
    }

    @Override
    public void close() {
        exchange.writeLock().lock();
        try {
            shelf.close();
        } catch (IOException failed) {
            throw new CatalogueFailed(failed);
        } finally {
            exchange.writeLock().unlock();
        }
    }

    /** One that does not serve yet. */
    private final class Beside implements Rebuild {
        private final Path where;
        private final Shelf built;
        private boolean over;

        Beside(Path where, Shelf built) {
            this.where = where;
            this.built = built;
        }

        @Override
        public long position() {
            return built.position();
        }

        @Override
        public void apply(List<Change> changes) {
            try {
                built.take(changes);
            } catch (IOException failed) {
                throw new CatalogueFailed(failed);
            }
        }

        @Override
        public boolean takeOver() {
            try {
                built.settle();
                built.show();
                over = exchanged(where, built);
                return over;
            } catch (IOException failed) {
                throw new CatalogueFailed(failed);
            }
        }

        @Override
        public void close() {
            try {
                if (!over) {
                    over = true;
                    built.close();
                    Shelves.remove(where);
                }
            } catch (IOException failed) {
                throw new CatalogueFailed(failed);
            }
        }
    }
}
