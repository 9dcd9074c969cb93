package io.yizhan.crash;

import io.yizhan.assembly.Gateway;
import io.yizhan.assembly.Machine;
import io.yizhan.assembly.Settings;
import io.yizhan.dispatch.Desk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway in a process of its own, which can be killed; it ends with the process that started it. */
final class GatewayProcess implements AutoCloseable {
    private static final String READY = "the gateway of the crash test is ready";
    private static final int HALTED = 137;
    private static final Duration STARTING = Duration.ofSeconds(120);

    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Path log;

    private GatewayProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * A place to die at.
     *
     * @param step as the gateway names what it has persisted
     * @param time which reaching of it is the last
     */
    record Death(String step, int time) {
        static Death parse(String text) {
            String[] parts = text.split(":");
            return new Death(parts[0], Integer.parseInt(parts[1]));
        }

        @Override
        public String toString() {
            return step + ":" + time;
        }
    }

    /** @param log what it says is added to that file */
    static GatewayProcess start(Path settings, Map<String, String> environment, Optional<Death> death, Path log) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(), "-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classes,
                GatewayProcess.class.getName(), settings.toString(), death.map(Death::toString).orElse("never:0"));
        builder.environment().putAll(environment);
        GatewayProcess gateway = new GatewayProcess(builder.redirectErrorStream(true).start(), log);
        Thread reading = new Thread(gateway::listen, "gateway's log");
        reading.setDaemon(true);
        reading.start();
        return gateway;
    }

    private void listen() {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.equals(READY)) {
                    ready.complete(null);
                }
                Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException over) {
            ready.completeExceptionally(over);
        }
        ready.completeExceptionally(new IllegalStateException("the gateway ended; see " + log));
    }

    /** @throws java.util.concurrent.CompletionException where it ends instead */
    void awaitReady() {
        ready.orTimeout(STARTING.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Returns when it serves or has died. */
    void awaitReadyOrDead() {
        ready.orTimeout(STARTING.toSeconds(), TimeUnit.SECONDS).handle((serves, died) -> died).join();
    }

    /** @return whether it has died at its place within that time; it ends for no other reason */
    boolean diesWithin(Duration time) throws InterruptedException {
        boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        if (ended && process.exitValue() != HALTED) {
            throw new IllegalStateException("the gateway ended; see " + log);
        }
        return ended;
    }

    /** SIGKILL, and gone when this returns. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** In an orderly way, with everything it has started. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    public static void main(String[] arguments) throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            file.load(reader);
        }
        Map<String, String> all = new HashMap<>();
        file.forEach((key, value) -> all.put(key.toString(), value.toString()));
        Settings settings = Settings.load(Optional.empty(), Map.of(), all);
        Gateway gateway = Gateway.start(settings, Machine.present(), progress -> {}, dying(Death.parse(arguments[1])));
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "stop"));
        PrintStream out = System.out;
        out.println(READY);
        endWithParent();
    }

    /** As by SIGKILL: nothing is closed, flushed or said. */
    private static Desk.Steps dying(Death death) {
        AtomicInteger times = new AtomicInteger();
        return step -> {
            if (step.equals(death.step()) && times.incrementAndGet() == death.time()) {
                Runtime.getRuntime().halt(HALTED);
            }
        };
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever said to it
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } finally {
            Runtime.getRuntime().exit(1);
        }
    }
}
