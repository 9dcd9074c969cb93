package io.yizhan.cli;

import io.yizhan.assembly.Machine;
import io.yizhan.assembly.Settings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code yizhan serve} */
@Command(
        name = "serve",
        description = "Run the gateway until it is told to stop (Ctrl-C, or SIGTERM: what is under way is finished first).",
        footer = {
            "%nExamples:",
            "  yizhan serve",
            "  yizhan serve --port 9000 --data /srv/yizhan",
            "  YIZHAN_DATABASE_PASSWORD=... yizhan serve --settings /etc/yizhan.properties"
        })
final class Serve implements Callable<Integer> {
    private final Machine machine;
    private final Premises premises;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--port", paramLabel = "N", description = "The port to listen on (setting http.port); 0 takes a free one.")
    private String port;

    Serve(Machine machine, Premises premises) {
        this.machine = machine;
        this.premises = premises;
    }

    @Override
    public Integer call() {
        // read by logback.xml when the first logger is made, which is later than here
        System.setProperty("yizhan.log.level", "INFO");
        System.setProperty("yizhan.log.target", "System.out");
        Settings wanted = settings.load(machine.environment(), Optional.ofNullable(port).map(n -> Map.of("http.port", n)).orElse(Map.of()));
        PrintWriter out = Yizhan.out(spec);
        say(out, "yizhan " + Yizhan.Version.number() + " starts; it keeps its data in " + wanted.dataDirectory());
        say(out, "Listening on " + premises.serve(wanted, out));
        Ending.await();
        return ExitCode.OK.number();
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
