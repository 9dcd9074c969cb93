package io.yizhan.cli;

import io.yizhan.assembly.Machine;
import io.yizhan.assembly.Settings;
import io.yizhan.ledger.Entry;
import io.yizhan.vocabulary.MessageId;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yizhan exchanges} */
@Command(
        name = "exchanges",
        description = "Look at what was exchanged. The ledger holds who asked whom what kind of question, when, and the outcome; never a payload.",
        synopsisSubcommandLabel = "(list | show)",
        footer = {"%nExamples:", "  yizhan exchanges list", "  yizhan exchanges show 01935b2e-7c00-7000-8000-000000000000 --json"})
final class Exchanges implements Runnable {
    private final Machine machine;
    private final Premises premises;

    @Spec
    private CommandSpec spec;

    Exchanges(Machine machine, Premises premises) {
        this.machine = machine;
        this.premises = premises;
    }

    @Override
    public void run() {
        throw Group.incomplete(spec);
    }

    @Command(
            name = "list",
            description = "The newest exchanges, newest first.",
            footer = {"%nExamples:", "  yizhan exchanges list --limit 100", "  yizhan exchanges list --json"})
    int list(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many (${DEFAULT-VALUE}).") int limit,
            @Option(names = "--json", description = "As a JSON array.") boolean json,
            @Mixin SettingsOptions options) {
        if (limit < 1) {
            throw new ParameterException(spec.subcommands().get("list"), "Invalid value for option '--limit': expected a whole number from 1 on");
        }
        Settings settings = options.load(machine.environment());
        List<Entry> newest = premises.ledger(settings, ledger -> ledger.newest(limit));
        if (newest.isEmpty() && !json) {
            Yizhan.out(spec).println("Nothing was exchanged yet.");
            return ExitCode.OK.number();
        }
        return print(newest, json);
    }

    @Command(
            name = "show",
            description = "Every step of one exchange that was written down, oldest first.",
            footer = {"%nExample:", "  yizhan exchanges show 01935b2e-7c00-7000-8000-000000000000"})
    int show(
            @Parameters(paramLabel = "ID", description = "The gateway's id of the exchange, as it is in every refusal and log line.") UUID id,
            @Option(names = "--json", description = "As a JSON array, with digests and versions of mappings.") boolean json,
            @Mixin SettingsOptions options) {
        Settings settings = options.load(machine.environment());
        List<Entry> entries = premises.ledger(settings, ledger -> ledger.of(new MessageId(id)));
        if (entries.isEmpty()) {
            throw new Found("there is no exchange " + id + ".", null);
        }
        return print(entries, json);
    }

    private int print(List<Entry> entries, boolean json) {
        Yizhan.out(spec).print(json ? EntryJson.of(entries) : EntryTable.of(entries, spec.commandLine().getColorScheme()));
        Yizhan.out(spec).flush();
        return ExitCode.OK.number();
    }
}
