package io.yizhan.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.yizhan.assembly.Machine;
import io.yizhan.casework.Casework.Unmapped;
import io.yizhan.console.FollowUps;
import io.yizhan.console.Operator;
import io.yizhan.console.Shown;
import io.yizhan.delivery.Sequels;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yizhan cases} */
@Command(
        name = "cases",
        description = "Cases and messages that wait for somebody.",
        synopsisSubcommandLabel = "(unmappable | unanswered | stuck | retry)",
        footer = {"%nExamples:", "  yizhan cases unmappable", "  yizhan cases unanswered --json", "  yizhan cases retry --all --by zhang.san"})
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

    @Command(
            name = "stuck",
            description = {
                "Messages that ended a part of a case and of which it could not be found out what follows (sequel.jslt), however often that was tried.",
                "Once what was in the way is mended, retry has it tried again."
            },
            footer = {"%nExamples:", "  yizhan cases stuck"})
    int stuck(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "How many (${DEFAULT-VALUE}).") int limit,
            @Option(names = "--json", description = "As a JSON array.") boolean json,
            @Mixin SettingsOptions options) {
        int most = some("stuck", limit);
        List<Sequels.Stuck> found = premises.sequels(options.load(machine.environment()), sequels -> sequels.list(most));
        return print(json, Shown.sequels(found), List.of("MESSAGE", "KIND", "FROM", "TRIED", "SINCE", "WHY"), found.stream()
                .map(each -> List.of(
                        each.message().toString(), each.kind(), each.sender().value(), String.valueOf(each.attempts()),
                        each.since().truncatedTo(ChronoUnit.SECONDS).toString(), each.trouble()))
                .toList());
    }

    @Command(
            name = "retry",
            description = "Have what follows of a message that is stuck tried again, or of all (--all).",
            footer = {"%nExamples:", "  yizhan cases retry 01935b2e-7c00-7000-8000-000000000000", "  yizhan cases retry --all --by zhang.san"})
    int retry(
            @Parameters(paramLabel = "MESSAGE", arity = "0..1", description = "Its id, as the gateway gave it.") UUID message,
            @Option(names = "--all", description = "All that are stuck.") boolean all,
            @Option(names = "--by", paramLabel = "NAME", description = DeadLetterCommands.BY) String by,
            @Mixin SettingsOptions options) {
        if (all == (message != null)) {
            throw new ParameterException(spec.subcommands().get("retry"), "Either MESSAGE or --all");
        }
        Operator who = DeadLetterCommands.operator(machine, by);
        int many = premises.sequels(options.load(machine.environment()), sequels -> all ? sequels.retry(who) : sequels.retry(new MessageId(message), who) ? 1 : 0);
        if (many == 0 && !all) {
            throw new Found("there is no such message that is stuck.", null);
        }
        Yizhan.out(spec).println(many + " to be tried again");
        return ExitCode.OK.number();
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
