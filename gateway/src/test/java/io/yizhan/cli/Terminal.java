package io.yizhan.cli;

import io.yizhan.assembly.Machine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;

/** What a command printed and how it ended. */
record Terminal(int exit, String out, String err) {
    static final Instant NOW = Instant.parse("2020-09-13T12:26:40Z");

    static Terminal run(String... arguments) {
        return with(Map.of(), arguments);
    }

    static Terminal with(Map<String, String> environment, String... arguments) {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("YIZHAN_ROUTES_DIRECTORY", "src");
        all.putIfAbsent("YIZHAN_MAPPINGS_DIRECTORY", "../mappings");
        Machine machine = new Machine(Clock.fixed(NOW, ZoneOffset.UTC), System::nanoTime, new SecureRandom(), all);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine yizhan = Yizhan.commandLine(machine).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = yizhan.execute(arguments);
        return new Terminal(exit, out.toString(), err.toString());
    }
}
