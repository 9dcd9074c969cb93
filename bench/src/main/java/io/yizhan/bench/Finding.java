package io.yizhan.bench;

import io.yizhan.catalogue.Catalogue;
import io.yizhan.catalogue.Catalogue.Change;
import io.yizhan.catalogue.Matching;
import io.yizhan.catalogue.Search;
import io.yizhan.eligibility.Profile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * What a catalogue costs: over HTTP to a gateway, to publish and to follow; then in one process and without HTTP, items taken over per second, the
 * size of the index, how long it takes to build it anew, and how long searches and matches take that 50 users ask for. Every answer is looked at: a
 * refusal ends the run.
 */
public final class Finding {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final int USERS = 50;
    private static final int AT_ONCE = 1_000;
    private static final String ITEMS = "--items";
    private static final String PUBLISHED = "--published";
    private static final String SECONDS = "--seconds";
    private static final String PAUSE = "--pause";
    private static final String SEED = "--seed";
    private static final String KEEP = "--keep";

    private Finding() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = options(arguments);
        boolean kept = !options.get(KEEP).isEmpty();
        Path folder = kept ? Files.createDirectories(Path.of(options.get(KEEP))) : Files.createTempDirectory("yizhan-bench");
        int items = number(options, ITEMS);
        System.out.println(items + " policies that are made up, seed " + number(options, SEED));
        if (number(options, PUBLISHED) > 0) {
            Publishing.measure(number(options, PUBLISHED), number(options, SEED));
        }
        dictionaries(folder);
        long empty = heap();
        try (Catalogue catalogue = Catalogue.open(folder, Policies.layout())) {
            if (catalogue.position() < items) {
                fill(catalogue, folder, number(options, SEED), items);
            }
            System.out.printf("on the heap: %d bytes for each item%n", (heap() - empty) / items);
            measure(catalogue, options);
        }
        System.exit(0);
    }

    /** What is loaded once however many items there are, so that it is not taken for what they cost. */
    private static void dictionaries(Path folder) {
        try (Catalogue small = Catalogue.open(folder.resolve("small"), Policies.layout())) {
            small.apply(List.of(new Policies(0).next(1)));
            small.search(Search.of("餐饮补贴"));
        }
    }

    private static void fill(Catalogue catalogue, Path folder, int seed, int items) throws Exception {
        AtomicLong processor = new AtomicLong();
        AtomicLong nanos = new AtomicLong();
        bring(new Policies(seed), items, changes -> {
            long own = own();
            long start = System.nanoTime();
            catalogue.apply(changes);
            processor.addAndGet(own() - own);
            nanos.addAndGet(System.nanoTime() - start);
        });
        catalogue.settle();
        System.out.printf("taken over: %.0f items/s, %.2f ms of processor time each; index %.1f MB%n",
                items / (nanos.get() / 1e9), processor.get() / 1e6 / items, size(folder) / 1e6);
        System.out.printf("built anew while serving: %.1f s%n", seconds(() -> rebuild(catalogue, seed, items)));
    }

    private static void measure(Catalogue catalogue, Map<String, String> options) throws Exception {
        int seconds = number(options, SECONDS);
        users(catalogue, USERS, seconds, 0);
        Histogram pressed = users(catalogue, USERS, seconds, 0);
        System.out.printf("%d users who never pause: %.0f searches/s, %s%n", USERS, (double) pressed.getTotalCount() / seconds, told(pressed));
        AtomicLong processor = new AtomicLong();
        Histogram alone = users(catalogue, 1, seconds, 0, processor);
        System.out.printf("one user: %s, %.2f ms of processor time each%n", told(alone), processor.get() / 1e6 / alone.getTotalCount());
        int pause = number(options, PAUSE);
        Histogram search = users(catalogue, USERS, seconds, pause);
        System.out.printf("%d users who pause for %d ms: %.0f searches/s, %s%n", USERS, pause, (double) search.getTotalCount() / seconds, told(search));
        matches(catalogue, 500, false);
        long before = own();
        Histogram match = matches(catalogue, 500, false);
        long after = own();
        System.out.printf("match: %s, %.2f ms of processor time each; with the next question: %s%n",
                told(match), (after - before) / 1e6 / match.getTotalCount(), told(matches(catalogue, 100, true)));
        System.out.printf("search p99 %.1f ms match p99 %.1f ms at %d policies%n", p(search, 99), p(match, 99), number(options, ITEMS));
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> given = new TreeMap<>(Map.of(ITEMS, "100000", PUBLISHED, "100000", SECONDS, "10", PAUSE, "500", SEED, "1", KEEP, ""));
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            if (given.replace(arguments[i], arguments[i + 1]) == null) {
                throw new IllegalArgumentException("no such option: " + arguments[i]);
            }
        }
        return given;
    }

    private static int number(Map<String, String> options, String name) {
        return Integer.parseInt(options.get(name));
    }

    /** In use after what is not used any more was given back. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Where changes are brought. */
    private interface Taking {
        void apply(List<Change> changes);
    }

    private static Void bring(Policies policies, int items, Taking to) {
        for (long from = 1; from <= items; from += AT_ONCE) {
            to.apply(LongStream.range(from, Math.min(from + AT_ONCE, items + 1L)).mapToObj(policies::next).toList());
        }
        return null;
    }

    private static Void rebuild(Catalogue catalogue, int seed, int items) {
        try (Catalogue.Rebuild rebuild = catalogue.rebuild()) {
            bring(new Policies(seed), items, rebuild::apply);
            if (!rebuild.takeOver()) {
                throw new IllegalStateException("the new index has not come as far");
            }
        }
        return null;
    }

    /** What the thread that asks has used. */
    private static long own() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double seconds(Callable<Void> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e9;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static Histogram users(Catalogue catalogue, int many, int seconds, int pause) throws Exception {
        return users(catalogue, many, seconds, pause, new AtomicLong());
    }

    /** @param processor is added to, in nanoseconds: what the users' own threads have used, without what compiles and collects beside them */
    private static Histogram users(Catalogue catalogue, int many, int seconds, int pause, AtomicLong processor) throws Exception {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        ExecutorService users = Executors.newFixedThreadPool(many);
        List<Future<Histogram>> asking = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Policies words = new Policies(1_000 + i);
            asking.add(users.submit(() -> {
                Histogram took = user(catalogue, words, until, pause);
                processor.addAndGet(own());
                return took;
            }));
        }
        Histogram all = new Histogram(3);
        for (Future<Histogram> one : asking) {
            all.add(one.get());
        }
        users.shutdown();
        return all;
    }

    /** Pauses between a half and one and a half of what was asked for, so that users do not come in step. */
    private static Histogram user(Catalogue catalogue, Policies words, long until, int pause) throws InterruptedException {
        Histogram took = new Histogram(3);
        Random pauses = new Random(words.hashCode());
        while (System.nanoTime() < until) {
            if (pause > 0) {
                Thread.sleep(pause / 2 + pauses.nextInt(pause));
            }
            Search search = search(words);
            long start = System.nanoTime();
            catalogue.search(search).fold(found -> found.total(), refusal -> {
                throw new IllegalStateException(refusal.place());
            });
            took.recordValue((System.nanoTime() - start) / 1_000);
        }
        return took;
    }

    private static Search search(Policies words) {
        Search search = Search.of(words.one(Policies.SUBJECTS) + words.one(List.of("", " ", "小微企业")) + words.one(Policies.DEEDS))
                .in(words.region())
                .holding("effective", TODAY);
        return words.one(List.of("", "theme", "deadline")).equals("theme") ? search.where("theme", "jobs") : search;
    }

    private static Histogram matches(Catalogue catalogue, int many, boolean asking) {
        Policies profiles = new Policies(5_000);
        Histogram took = new Histogram(3);
        for (int i = 0; i < many; i++) {
            Matching matching = Matching.of(Profile.read(profiles.profile(), TODAY));
            long start = System.nanoTime();
            (asking ? catalogue.ask(matching) : catalogue.match(matching)).fold(matched -> matched.counts(), refusal -> {
                throw new IllegalStateException(refusal.place());
            });
            took.recordValue((System.nanoTime() - start) / 1_000);
        }
        return took;
    }

    private static double p(Histogram took, double percentile) {
        return took.getValueAtPercentile(percentile) / 1_000.0;
    }

    private static String told(Histogram took) {
        return String.format("p50 %.1f ms, p99 %.1f ms", p(took, 50), p(took, 99));
    }
}
