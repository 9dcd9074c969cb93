package io.yizhan.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code yizhan sandbox} */
@Command(
        name = "sandbox",
        description = "Start a gateway with simulated platforms around it and play a story: who asks whom, in which dialect, and what comes of it.",
        footer = {
            "%nExamples:",
            "  yizhan sandbox                 play, then keep serving until Ctrl-C",
            "  yizhan sandbox --once          play, and exit 1 if a step did not come out as expected"
        })
final class SandboxRun implements Callable<Integer> {
    private final Premises premises;

    @Spec
    private CommandSpec spec;

    @Option(names = "--once", description = "Stop after the story.")
    private boolean once;

    @Option(names = "--port", paramLabel = "N", description = "The gateway's port. Else a free one.")
    private Integer port;

    @Option(names = "--data", paramLabel = "DIR", description = "Keep the gateway's data here. Else it is thrown away at the end.")
    private Path data;

    SandboxRun(Premises premises) {
        this.premises = premises;
    }

    @Override
    public Integer call() {
        OptionalInt wanted = port == null ? OptionalInt.empty() : OptionalInt.of(port);
        List<String> wrong = premises.play(wanted, Optional.ofNullable(data), !once, Yizhan.out(spec));
        // said at once, because the command may go on serving for days
        wrong.forEach(step -> spec.commandLine().getErr().println("yizhan: not as expected: " + step));
        if (!once) {
            Ending.await();
        }
        return (wrong.isEmpty() ? ExitCode.OK : ExitCode.WRONG).number();
    }
}
