package io.yizhan.catalogue;

import io.yizhan.catalogue.Catalogue.Change;
import io.yizhan.vocabulary.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.IOUtils;

/** Puts everything that is asked to the index that serves. Whoever asks while it is exchanged for another is answered by one of them, at once. */
final class LuceneCatalogue implements Catalogue {
    private final Shelves shelves;
    private final Layout layout;
    private final Retrieval retrieval;
    private final SideBySide sideBySide;
    private final Matcher matcher;
    private final Inspection inspection;
    /** Held by whoever changes something. Who closes an index waits for those who ask it, so that those who ask never take it. */
    private final Object writing = new Object();
    private final List<Beside> besides = new ArrayList<>();
    private volatile Serving serving;
    private volatile boolean closed;

    private LuceneCatalogue(Shelves shelves, Layout layout, Path path, Shelf shelf) {
        this.shelves = shelves;
        this.layout = layout;
        this.retrieval = new Retrieval(layout);
        this.sideBySide = new SideBySide(layout, retrieval);
        this.matcher = new Matcher(layout, retrieval);
        this.inspection = new Inspection(layout, retrieval);
        this.serving = Serving.of(path, shelf);
    }

    /** @param asking read by those who ask, written by who closes it: only once no one new finds it any more */
    private record Serving(Path path, Shelf shelf, ReadWriteLock asking) {
        static Serving of(Path path, Shelf shelf) {
            return new Serving(path, shelf, new ReentrantReadWriteLock());
        }

        /** When nobody asks it any more. */
        void close() throws IOException {
            asking.writeLock().lock();
            try {
                shelf.close();
            } finally {
                asking.writeLock().unlock();
            }
        }

        void remove() throws IOException {
            IOUtils.close(this::close, () -> Shelves.remove(path));
        }
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
        Serving held = held();
        try {
            return use.with(held.shelf());
        } catch (IOException | AlreadyClosedException failed) {
            // one that could not be written to once closes itself
            throw new CatalogueFailed(failed);
        } finally {
            held.asking().readLock().unlock();
        }
    }

    /** Does not queue behind who waits to close one, however long others ask it. */
    private Serving held() {
        while (true) {
            mustBeOpen();
            Serving now = serving;
            if (now.asking().readLock().tryLock()) {
                if (now == serving) {
                    return now;
                }
                now.asking().readLock().unlock();
            }
        }
    }

    private void mustBeOpen() {
        if (closed) {
            throw new CatalogueFailed(new AlreadyClosedException("the catalogue is closed"));
        }
    }

    @Override
    public long position() {
        return serving.shelf().position();
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
        synchronized (writing) {
            mustBeOpen();
            try {
                Path next = shelves.next();
                Beside beside = new Beside(Serving.of(next, Shelf.open(next, layout)));
                besides.add(beside);
                return beside;
            } catch (IOException failed) {
                throw new CatalogueFailed(failed);
            }
        }
    }

    /** With what is being built beside it, so that nobody uses the folder any more. */
    @Override
    public void close() {
        synchronized (writing) {
            if (closed) {
                return;
            }
            closed = true;
            List<Closeable> all = new ArrayList<>(besides.stream().<Closeable>map(beside -> beside::end).toList());
            all.add(serving::close);
            try {
                IOUtils.close(all);
            } catch (IOException failed) {
                throw new CatalogueFailed(failed);
            }
        }
    }

    /** One that does not serve yet. */
    private final class Beside implements Rebuild {
        private final Serving built;
        private volatile boolean over;

        Beside(Serving built) {
            this.built = built;
        }

        @Override
        public long position() {
            return built.shelf().position();
        }

        @Override
        public void apply(List<Change> changes) {
            try {
                mustBeOpen();
                built.shelf().take(changes);
            } catch (IOException | AlreadyClosedException failed) {
                throw new CatalogueFailed(failed);
            }
        }

        @Override
        public boolean takeOver() {
            return exchanged(false);
        }

        @Override
        public void replace() {
            exchanged(true);
        }

        /** What takes long is done before anybody has to wait. */
        private boolean exchanged(boolean whatever) {
            try {
                mustBeOpen();
                built.shelf().settle();
                built.shelf().show();
                synchronized (writing) {
                    mustBeOpen();
                    boolean may = whatever || built.shelf().position() >= serving.shelf().position();
                    if (may) {
                        exchange();
                    }
                    return may;
                }
            } catch (IOException | AlreadyClosedException failed) {
                throw new CatalogueFailed(failed);
            }
        }

        private void exchange() throws IOException {
            Serving before = serving;
            shelves.serve(built.path());
            serving = built;
            over = true;
            besides.remove(this);
            before.remove();
        }

        @Override
        public void close() {
            synchronized (writing) {
                try {
                    end();
                } catch (IOException failed) {
                    throw new CatalogueFailed(failed);
                }
            }
        }

        /** Leaves nothing. */
        private void end() throws IOException {
            if (!over) {
                over = true;
                besides.remove(this);
                built.remove();
            }
        }
    }
}
