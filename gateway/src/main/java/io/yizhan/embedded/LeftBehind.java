package io.yizhan.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A server that outlived its gateway. When a gateway is killed its PostgreSQL lives on and holds the directory; it is healthy, only nobody
 * minds it. It is stopped in an orderly way and started again, rather than adopted: one way of starting, with today's settings, is the tested
 * one. Where the server itself was killed, what it had started for its sessions may live on without it, and holds the directory likewise.
 *
 * <p>Only call while holding the data directory: then no other gateway can be using that server.
 *
 * @param cluster the directory of the database cluster
 * @param patience for processes that are to end
 */
record LeftBehind(Path cluster, Patience patience) {

    static LeftBehind in(Path cluster, LongSupplier nanos) {
        return new LeftBehind(cluster, new Patience(nanos, Duration.ofSeconds(60), Duration.ofMillis(20)));
    }

    /** Stops it if it is there. */
    void stop() throws IOException {
        Path note = note();
        Optional<Long> pid = pid(note);
        if (pid.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid.get());
        if (process.isPresent() && serves(process.get())) {
            interrupt(pid.get());
            awaitEnd(note, process.get());
        } else {
            endOrphans();
            if (process.isPresent()) {
                // The number now belongs to something else, which PostgreSQL itself cannot tell and would refuse to start for.
                Files.deleteIfExists(note);
            }
        }
    }

    /**
     * The server process, as it was when it was seen running.
     *
     * @param command its program, which a process that has ended but is not yet reaped no longer tells
     */
    record Postmaster(ProcessHandle process, Optional<String> command) {
        boolean alive() {
            return process.isAlive() && process.info().command().equals(command);
        }
    }

    /** The server that runs here now. */
    Postmaster postmaster() throws IOException {
        ProcessHandle process = pid(note())
                .flatMap(ProcessHandle::of)
                .orElseThrow(() -> new IllegalStateException("PostgreSQL ended as soon as it had started"));
        return new Postmaster(process, process.info().command());
    }

    private Path note() {
        return cluster.resolve("postmaster.pid");
    }

    /**
     * Ends the processes of a server that is gone. They can do nothing sound any more, and the recovery of the next start sees to what they left.
     * Where the operating system does not tell what directory a process works in, they are left to notice by themselves.
     */
    private void endOrphans() throws IOException {
        Path here = cluster.toRealPath();
        List<ProcessHandle> orphans = ProcessHandle.allProcesses().filter(process -> worksIn(here, process)).toList();
        orphans.forEach(ProcessHandle::destroyForcibly);
        if (!patience.until(() -> orphans.stream().noneMatch(process -> worksIn(here, process)))) {
            throw new DatabaseNotStarted("processes of a PostgreSQL that is gone hold " + cluster + " and do not end", null);
        }
    }

    private static boolean worksIn(Path directory, ProcessHandle process) {
        boolean postgres = process.info().command().filter(program -> Path.of(program).getFileName().toString().equals("postgres")).isPresent();
        Path working = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return postgres && Files.isSymbolicLink(working) && Files.readSymbolicLink(working).equals(directory);
        } catch (IOException endedMeanwhile) {
            return false;
        }
    }

    private static Optional<Long> pid(Path note) throws IOException {
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(note);
        return lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,18}") ? Optional.empty() : Optional.of(Long.valueOf(lines.get(0).strip()));
    }

    /** Whether it is a PostgreSQL of this very directory; a process without a command line has ended already. */
    private boolean serves(ProcessHandle process) {
        String line = process.info().commandLine().orElse("");
        return line.contains("postgres") && line.contains(cluster.toString());
    }

    /** SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything is written. Java itself can only send SIGTERM, which waits for sessions. */
    private static void interrupt(long pid) throws IOException {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).redirectErrorStream(true).start().waitFor();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its note goes when it has written everything; the process itself may stay on as a zombie where nobody reaps it. */
    private void awaitEnd(Path note, ProcessHandle process) {
        if (!patience.until(() -> !Files.exists(note) || !serves(process))) {
            throw new DatabaseNotStarted("PostgreSQL (process " + process.pid() + ") was left behind in " + cluster + " and does not stop", null);
        }
    }
}
