package io.yizhan.cli;

import io.yizhan.assembly.Machine;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code yizhan}. */
@Command(
        name = "yizhan",
        mixinStandardHelpOptions = true,
        versionProvider = Yizhan.Version.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        description = "A gateway through which government platforms of different regions exchange data, each in its own dialect.",
        synopsisSubcommandLabel = "COMMAND")
final class Yizhan {
    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show where a failure came from.")
    private boolean verbose;

    public static void main(String[] arguments) {
        System.exit(commandLine(Machine.present()).execute(arguments));
    }

    /** The command with everything below it, reading the time, chance and environment of the machine given. */
    static CommandLine commandLine(Machine machine) {
        Premises premises = new Premises(machine);
        CommandLine yizhan = new CommandLine(new Yizhan())
                .addSubcommand(new Serve(machine, premises))
                .addSubcommand(new SandboxRun(premises))
                .addSubcommand(new New())
                .addSubcommand(new Try())
                .addSubcommand(new Convert(machine))
                .addSubcommand(new Explain(machine))
                .addSubcommand(new Exchanges(machine, premises))
                .addSubcommand(new DeadLetterCommands(machine, premises))
                .addSubcommand(new CaseCommands(machine, premises))
                .addSubcommand(new FeedCommands(machine, premises))
                .addSubcommand(new Reconcile(machine, premises))
                .addSubcommand(new Keygen(machine))
                .addSubcommand(new Partners(machine, premises))
                .addSubcommand(new Completion());
        Failures failures = new Failures();
        yizhan.setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures);
        yizhan.setUsageHelpAutoWidth(true).setCaseInsensitiveEnumValuesAllowed(true);
        explainExitCodes(yizhan);
        return yizhan;
    }

    boolean verbose() {
        return verbose;
    }

    private static void explainExitCodes(CommandLine command) {
        command.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(ExitCode.meanings());
        command.getSubcommands().values().forEach(Yizhan::explainExitCodes);
    }

    static PrintWriter out(CommandLine.Model.CommandSpec spec) {
        return spec.commandLine().getOut();
    }

    /** The version, as the build wrote it into the manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"yizhan " + number(), "Java " + Runtime.version()};
        }

        static String number() {
            return Optional.ofNullable(Yizhan.class.getPackage().getImplementationVersion()).orElse("(not packaged)");
        }
    }
}
