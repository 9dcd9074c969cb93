package io.yizhan.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The gateway as it is distributed, in a process of its own, with one sender and many recipients registered. */
record Served(Process process, URI url, Path directory) implements AutoCloseable {
    static final String SECRET = "made-up-for-measuring";
    static final int RECIPIENTS = 40;
    private static final Pattern LISTENING = Pattern.compile("https?://[0-9.]+:\\d+");

    static Served start(Path directory, String recipients, Map<String, String> settings) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("partners.yaml"), partners(recipients));
        List<String> command = new ArrayList<>(List.of("gateway/target/yizhan/bin/yizhan", "serve", "--port", "0", "--data", directory.resolve("data").toString()));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        command.addAll(List.of("--set", "partners.file=" + directory.resolve("partners.yaml"), "--set", "outbound.loopback=true"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("SECRET", SECRET);
        // what begins like that the gateway takes for a setting of its own, and refuses to start with one it does not know
        builder.environment().keySet().removeIf(name -> name.startsWith("YIZHAN_BENCH_"));
        Process process = builder.start();
        for (int tries = 0; tries < 1800 && process.isAlive(); tries++) {
            Matcher listening = LISTENING.matcher(Files.readString(directory.resolve("log")));
            if (listening.find()) {
                return new Served(process, URI.create(listening.group()), directory);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("the gateway did not start:\n" + Files.readString(directory.resolve("log")));
    }

    /** What the gateway has used of the processors so far, and its own PostgreSQL with it. Where it was given another, that one's is not known here. */
    Duration cpu() throws IOException {
        Path own = directory.resolve("data/postgres/postmaster.pid");
        Stream<ProcessHandle> servers = Files.exists(own)
                ? ProcessHandle.of(Long.parseLong(Files.readAllLines(own).get(0).strip())).stream().flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                : Stream.empty();
        return Stream.concat(Stream.of(process.toHandle()), servers)
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static String partners(String recipients) {
        StringBuilder text = new StringBuilder("partners:\n")
                .append("- {id: sender, name: sender, role: national, dialect: national, networks: [127.0.0.0/8],\n")
                .append("   keys: [{convention: gjgxjhpt, id: sender-rid, environment: production, secret: \"env:SECRET\"}]}\n");
        for (int i = 0; i < RECIPIENTS; i++) {
            text.append("- {id: r").append(i).append(", name: recipient, role: region, dialect: zhejiang, regions: [\"").append(region(i))
                    .append("\"], networks: [127.0.0.0/8], endpoints: [")
                    .append(endpoint("service-evaluation", recipients + "/gateway/api/evaluation/assess.htm")).append(", ")
                    .append(endpoint("joint-approval", recipients + "/gateway/api/case/submit.htm")).append("]}\n");
        }
        text.append("agreements:\n");
        for (String kind : List.of("service-evaluation", "joint-approval")) {
            text.append("- {id: all-").append(kind).append(", caller: sender, answers: [\"*\"], kind: ").append(kind)
                    .append(", purposes: [], bases: [holder, duty], release: full, from: 2020-01-01, to: 2099-12-31, way: [direct]}\n");
        }
        return text.toString();
    }

    private static String endpoint(String kind, String url) {
        return "{kind: " + kind + ", environment: production, url: \"" + url + "\", credential: {id: gateway, secret: \"env:SECRET\"}, timeout: 10s, concurrency: 16}";
    }

    static String region(int number) {
        return String.format("33%02d", number + 1);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }
}
