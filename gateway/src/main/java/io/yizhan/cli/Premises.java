package io.yizhan.cli;

import io.yizhan.assembly.Gateway;
import io.yizhan.assembly.Machine;
import io.yizhan.assembly.Office;
import io.yizhan.assembly.Settings;
import io.yizhan.casework.Casework;
import io.yizhan.console.CatchUps;
import io.yizhan.console.DeadLetters;
import io.yizhan.console.FollowUps;
import io.yizhan.console.Reconciliation;
import io.yizhan.console.StuckSequels;
import io.yizhan.embedded.DataDirectory;
import io.yizhan.embedded.OwnDatabase;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Registry;
import io.yizhan.sandbox.Front;
import io.yizhan.sandbox.Sandbox;
import io.yizhan.sandbox.Screen;
import io.yizhan.sandbox.platforms.Outside;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Help.Ansi;

/**
 * What commands start and open. The one place in this room that knows how; commands name only this, so that help loads nothing heavy.
 * What is started here stops when the process ends, however it is ended.
 */
final class Premises {
    private final Machine machine;
    private final Ending ending = new Ending();

    Premises(Machine machine) {
        this.machine = machine;
    }

    /** Starts a gateway and returns where it listens; what it does meanwhile is told in a few words each. */
    URI serve(Settings settings, PrintWriter out) {
        return ending.of(() -> Gateway.start(settings, machine, doing -> say(out, doing)), gateway -> {
            say(out, "Stopping: what is under way is finished first.");
            gateway.close();
            say(out, "Stopped.");
        }).url();
    }

    /**
     * Starts a gateway among simulated platforms and plays the story; returns the steps that did not come out as expected, one line each.
     *
     * @param port of the gateway, empty for a free one
     * @param data empty for a directory that is thrown away at the end
     * @param serveOn whether somebody will call by hand afterwards
     */
    List<String> play(OptionalInt port, Optional<Path> data, boolean serveOn, PrintWriter out) {
        // loggers are made by one thread before several start, or the logging library complains
        LoggerFactory.getILoggerFactory();
        Path directory = data.orElseGet(this::thrownAway);
        Map<String, String> settings = port.isPresent() ? Map.of("http.port", String.valueOf(port.getAsInt())) : Map.of();
        Outside outside = new Outside(machine.clock(), machine.random(), machine.nanos());
        Path routes = packaged().resolve("routes");
        say(out, "前置库启动 · a front-end database starting");
        Optional<Front> front = Optional.of(front(directory));
        Sandbox sandbox = ending.of(
                () -> Sandbox.start(directory, routes, settings, front, this::relay, outside, screen(out)), Sandbox::close);
        List<String> wrong = sandbox.play();
        if (serveOn) {
            sandbox.tellHowToCall();
        }
        return wrong;
    }

    /** The front-end database of one of the platforms: a PostgreSQL beside the gateway's own. */
    private Front front(Path directory) {
        DataDirectory held = ending.of(() -> DataDirectory.take(directory.resolve("front")), DataDirectory::close);
        OwnDatabase database = ending.of(() -> OwnDatabase.start(held, machine.random(), machine.nanos()), OwnDatabase::close);
        return new Front(database.url().replaceFirst("[?].*", ""), database.user(), database.password());
    }

    private static Screen screen(PrintWriter out) {
        return Ansi.AUTO.enabled() ? Screen.terminal(out) : line -> say(out, line);
    }

    private Path thrownAway() {
        Path directory = ThrownAway.make();
        ending.then(() -> ThrownAway.delete(directory));
        return directory;
    }

    private Sandbox.Relay relay(Map<String, String> settings, Consumer<String> progress) {
        Gateway gateway = Gateway.start(Settings.apart(machine.environment(), settings), machine, progress);
        return new Sandbox.Relay(gateway.url(), gateway::close);
    }

    private Path packaged() {
        return Optional.ofNullable(machine.environment().get(Settings.HOME_VARIABLE))
                .map(Path::of)
                .orElseThrow(() -> new Cannot("YIZHAN_HOME is not set; start yizhan by bin/yizhan.", null));
    }

    /** Reads the evidence of the gateway with these settings, running or not. */
    <T> T ledger(Settings settings, Function<Ledger, T> reading) {
        try (Office office = Office.beside(settings, machine)) {
            return reading.apply(office.ledger());
        }
    }

    /** Works on the registry of the gateway with these settings, running or not. */
    <T> T registry(Settings settings, Function<Registry, T> work) {
        try (Office office = Office.beside(settings, machine)) {
            return work.apply(office.registry());
        }
    }

    /** Works on the deliveries that are stuck of the gateway with these settings, running or not. */
    <T> T deadLetters(Settings settings, Function<DeadLetters, T> work) {
        try (Office office = Office.beside(settings, machine)) {
            return work.apply(office.deadLetters());
        }
    }

    /** Works on the followers of feeds of the gateway with these settings, running or not. */
    <T> T catchUps(Settings settings, Function<CatchUps, T> work) {
        try (Office office = Office.beside(settings, machine)) {
            return work.apply(office.catchUps());
        }
    }

    /** What parties told in codes nobody knows, of the gateway with these settings, running or not. */
    List<Casework.Unmapped> unmapped(Settings settings, int most) {
        try (Office office = Office.beside(settings, machine)) {
            return office.casework().unmapped(most);
        }
    }

    /** Messages that want another one and have not got it, of the gateway with these settings, running or not. */
    List<FollowUps.Missing> missing(Settings settings, int most) {
        try (Office office = Office.beside(settings, machine)) {
            return office.followUps().missing(most);
        }
    }

    /** Works on messages of which it could not be found out what follows, of the gateway with these settings, running or not. */
    <T> T sequels(Settings settings, Function<StuckSequels, T> work) {
        try (Office office = Office.beside(settings, machine)) {
            return work.apply(office.sequels());
        }
    }

    /** Compares a day with a partner's, of the gateway with these settings, running or not. */
    <T> T reconciliation(Settings settings, Function<Reconciliation, T> work) {
        try (Office office = Office.beside(settings, machine)) {
            return work.apply(office.reconciliation());
        }
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
