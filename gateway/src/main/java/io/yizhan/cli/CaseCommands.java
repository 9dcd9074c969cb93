package io.yizhan.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.yizhan.assembly.Machine;
import io.yizhan.casework.Casework.Unmapped;
import io.yizhan.console.FollowUps;
import io.yizhan.console.Shown;
import io.yizhan.vocabulary.PartnerId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code yizhan cases} */
@Command(
        name = "cases",
        description = "Cases and messages that wait for somebody.",
        synopsisSubcommandLabel = "(unmappable | unanswered)",
        footer = {"%nExamples:", "  yizhan cases unmappable", "  yizhan cases unanswered --json"})
final class CaseCommands implements Runnable {
    private final Machine machine;
    private final Premises premises;

    @Spec
    private CommandSpec spec;

    CaseCommands(Machine machine, Premises premises) {
        this.machine = machine;
        this.premises = premises;
    }

    @Override
    public void run() {
        throw Group.incomplete(spec);
    }

    @Command(
            name = "unmappable",
            description = {
                "What parties told of their cases in codes nobody knows. It was refused, and their part waits until a table in mappings/ has the code",
                "and they have told it again: then it is gone from here."
            },
            footer = {"%nExamples:", "  yizhan cases unmappable"})
    int unmappable(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "How many (${DEFAULT-VALUE}).") int limit,
            @Option(names = "--json", description = "As a JSON array.") boolean json,
            @Mixin SettingsOptions options) {
        List<Unmapped> found = premises.unmapped(options.load(machine.environment()), some("unmappable", limit));
        return print(json, Shown.unmapped(found), List.of("AT", "KIND", "CASE", "PARTNER", "PARTY", "MESSAGE", "PLACE", "CODE"), found.stream()
                .map(each -> List.of(
                        each.at().truncatedTo(ChronoUnit.SECONDS).toString(), each.kind(), each.number(), each.partner().value(), each.party(),
                        each.part(), each.place(), each.code()))
                .toList());
    }

    @Command(
            name = "unanswered",
            description = "Messages that want another one within a time and have not got it, as kind.yaml says (awaits).",
            footer = {"%nExamples:", "  yizhan cases unanswered"})
    int unanswered(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "How many (${DEFAULT-VALUE}).") int limit,
            @Option(names = "--json", description = "As a JSON array.") boolean json,
            @Mixin SettingsOptions options) {
        List<FollowUps.Missing> found = premises.missing(options.load(machine.environment()), some("unanswered", limit));
        return print(json, Shown.missing(found), List.of("MESSAGE", "KIND", "FROM", "TO", "MISSING", "DUE"), found.stream()
                .map(each -> List.of(
                        each.message().message().toString(), each.kind(), each.message().sender().value(),
                        each.message().partners().stream().map(PartnerId::value).collect(Collectors.joining(", ")), each.answer(),
                        each.due().truncatedTo(ChronoUnit.SECONDS).toString()))
                .toList());
    }

    private int some(String command, int limit) {
        if (limit < 1) {
            throw new ParameterException(spec.subcommands().get(command), "Invalid value for option '--limit': expected a whole number from 1 on");
        }
        return limit;
    }

    private int print(boolean json, ArrayNode all, List<String> heads, List<List<String>> rows) {
        String none = "There are none." + System.lineSeparator();
        String table = rows.isEmpty() ? none : EntryTable.of(heads, rows, spec.commandLine().getColorScheme());
        Yizhan.out(spec).print(json ? DeadLetterCommands.pretty(all) : table);
        Yizhan.out(spec).flush();
        return ExitCode.OK.number();
    }
}
