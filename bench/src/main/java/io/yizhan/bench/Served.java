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

/** The gateway as it is distributed, in a process of its own. */
record Served(Process process, URI url, Path directory) implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("https?://[0-9.]+:\\d+");

    static Served start(Path directory, String partners, Map<String, String> settings) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("partners.yaml"), partners);
        List<String> command = new ArrayList<>(List.of("gateway/target/yizhan/bin/yizhan", "serve", "--port", "0", "--data", directory.resolve("data").toString()));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        command.addAll(List.of("--set", "partners.file=" + directory.resolve("partners.yaml"), "--set", "outbound.loopback=true"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("SECRET", Partners.SECRET);
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
