package io.yizhan.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What durable delivery costs: accepted messages per second and how long until each is at its recipient, with 1, 8 and 64 senders; how fast
 * waiting messages drain; how long a case takes to reach all its parties. Medians of interleaved repetitions; every answer is looked at, so
 * that a run of refusals does not count as a fast one.
 */
public final class Delivery {
    private static final List<Integer> SENDERS = List.of(1, 8, 64);
    private static final List<Integer> PARTIES = List.of(1, 5, 30);

    private Delivery() {}

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        if (options.own() > 0) {
            measure("own PostgreSQL", Map.of(), options);
        }
        Optional<String> other = Optional.ofNullable(System.getenv("YIZHAN_BENCH_POSTGRES"));
        if (other.isPresent()) {
            measure("given PostgreSQL", Map.of(
                    "database.url", other.get(),
                    "database.user", System.getenv().getOrDefault("YIZHAN_BENCH_POSTGRES_USER", "postgres"),
                    "database.password", System.getenv().getOrDefault("YIZHAN_BENCH_POSTGRES_PASSWORD", "")), options);
        }
        System.exit(0);
    }

    /**
     * @param own 0 to leave out the gateway's own PostgreSQL
     * @param warm how many messages before anything is measured: a Java process needs that many until it runs as it will
     */
    private record Options(int own, int warm, int waiting, int seconds, int repeat) {
        static Options of(String[] arguments) {
            Map<String, Integer> given = new TreeMap<>(Map.of("--own", 1, "--warm", 30_000, "--waiting", 50_000, "--seconds", 10, "--repeat", 3));
            for (int i = 0; i + 1 < arguments.length; i += 2) {
                if (given.replace(arguments[i], Integer.valueOf(arguments[i + 1])) == null) {
                    throw new IllegalArgumentException("no such option: " + arguments[i]);
                }
            }
            return new Options(given.get("--own"), given.get("--warm"), given.get("--waiting"), given.get("--seconds"), given.get("--repeat"));
        }
    }

    private static void measure(String engine, Map<String, String> settings, Options options) throws Exception {
        Path directory = Files.createTempDirectory("yizhan-bench");
        try (Recipients recipients = Recipients.listen();
                Served gateway = Served.start(directory, Partners.delivering(recipients.url()), settings)) {
            Senders senders = new Senders(gateway, recipients);
            System.out.println(engine + ", fsync on; first " + options.warm() + " messages to warm up");
            // few at first: a process that has just begun is too slow for many
            senders.messages(8, Math.min(2_000, options.warm()));
            senders.messages(64, options.warm());
            Map<Integer, List<Senders.Run>> runs = new TreeMap<>();
            for (int round = 0; round < options.repeat(); round++) {
                for (int many : SENDERS) {
                    runs.computeIfAbsent(many, first -> new ArrayList<>()).add(senders.steadily(many, options.seconds()));
                }
            }
            runs.forEach((many, all) -> System.out.println(engine + ": " + many + " senders: " + Senders.Run.median(all)));
            for (int parties : PARTIES) {
                System.out.println(engine + ": a case with " + parties + " parties is with all of them after " + senders.cases(parties, 20) + " (median of 20)");
            }
            System.out.println(engine + ": " + senders.drain(options.waiting()));
        }
    }
}
