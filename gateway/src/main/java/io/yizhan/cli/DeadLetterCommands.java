package io.yizhan.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.yizhan.assembly.Machine;
import io.yizhan.assembly.Settings;
import io.yizhan.console.DeadLetters;
import io.yizhan.console.DeadLetters.Ending;
import io.yizhan.console.Operator;
import io.yizhan.console.Shown;
import io.yizhan.delivery.Deliveries.Key;
import io.yizhan.delivery.Deliveries.Selection;
import io.yizhan.delivery.Deliveries.Stuck;
import io.yizhan.delivery.Queue.State;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yizhan dead-letters} */
@Command(
        name = "dead-letters",
        description = {
            "Deliveries that were given up, and those of which nobody knows whether they arrived: look at them and decide what becomes of them.",
            "A delivery is named by its message and its target: PARTNER, or PARTNER/PARTY. What is decided is in the ledger with the name of who decided it."
        },
        synopsisSubcommandLabel = "(list | show | replay | discard | resolve)",
        footer = {
            "%nExamples:",
            "  yizhan dead-letters list --kind KIND --older-than PT1H",
            "  yizhan dead-letters replay --partner ningbo --all --by zhang.san",
            "  yizhan dead-letters discard 01935b2e-7c00-7000-8000-000000000000 ningbo --reason 'sent by mistake' --by zhang.san"
        })
final class DeadLetterCommands implements Runnable {
    private static final String MESSAGE = "Its id, as the gateway gave it.";
    private static final String TARGET = "Who it is for: PARTNER, or PARTNER/PARTY.";
    static final String BY = "Your name, for the ledger. Else the one you are logged in by.";

    private final Machine machine;
    private final Premises premises;

    @Spec
    private CommandSpec spec;

    DeadLetterCommands(Machine machine, Premises premises) {
        this.machine = machine;
        this.premises = premises;
    }

    @Override
    public void run() {
        throw Group.incomplete(spec);
    }

    /** Which deliveries are meant. */
    static final class Filter {
        @Option(names = "--kind", paramLabel = "KIND", description = "Only those of this kind.")
        private String kind;

        @Option(names = "--partner", paramLabel = "PARTNER", description = "Only those for this partner.")
        private String partner;

        @Option(names = "--endpoint", paramLabel = "NAME", description = "Only those for this endpoint.")
        private String endpoint;

        @Option(names = "--why", paramLabel = "CODE", description = "Only those that are stuck for this reason, for instance endpoint-unavailable.")
        private String reason;

        @Option(names = "--older-than", paramLabel = "DURATION", description = "Only those that have been stuck for so long, for instance PT1H or P2D.")
        private Duration age;

        Selection selection(State state, Machine machine) {
            return new Selection(
                    state,
                    Optional.ofNullable(kind),
                    Optional.ofNullable(partner).map(PartnerId::new),
                    Optional.ofNullable(endpoint),
                    Optional.ofNullable(reason),
                    Optional.ofNullable(age).map(machine.clock().instant()::minus));
        }
    }

    @Command(
            name = "list",
            description = "Those that were given up, the oldest first; nothing of what they say.",
            footer = {"%nExamples:", "  yizhan dead-letters list", "  yizhan dead-letters list --unknown --json"})
    int list(
            @Mixin Filter filter,
            @Option(names = "--unknown", description = "Those of which it is not known whether they arrived, instead.") boolean unknown,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "How many (${DEFAULT-VALUE}).") int limit,
            @Option(names = "--after", paramLabel = "MESSAGE/TARGET", description = "Go on after this one, the last of the page before.") String after,
            @Option(names = "--json", description = "As a JSON array.") boolean json,
            @Mixin SettingsOptions options) {
        if (limit < 1) {
            throw new ParameterException(spec.subcommands().get("list"), "Invalid value for option '--limit': expected a whole number from 1 on");
        }
        Settings settings = options.load(machine.environment());
        Selection selection = filter.selection(unknown ? State.UNKNOWN : State.DEAD, machine);
        Optional<Key> last = Optional.ofNullable(after).map(this::key);
        List<Stuck> found = premises.deadLetters(settings, letters -> letters.list(selection, last, limit));
        if (found.isEmpty() && !json) {
            Yizhan.out(spec).println("There are none.");
            return ExitCode.OK.number();
        }
        return print(json ? pretty(Shown.all(found)) : table(found));
    }

    private Key key(String text) {
        int at = text.indexOf('/');
        if (at < 0) {
            throw new ParameterException(spec.subcommands().get("list"), "Invalid value for option '--after': expected MESSAGE/TARGET");
        }
        return new Key(MessageId.parse(text.substring(0, at)), text.substring(at + 1));
    }

    @Command(
            name = "show",
            description = "All that is known of one, as JSON.",
            footer = {"%nExample:", "  yizhan dead-letters show 01935b2e-7c00-7000-8000-000000000000 ningbo"})
    int show(
            @Parameters(paramLabel = "MESSAGE", description = MESSAGE) UUID message,
            @Parameters(paramLabel = "TARGET", description = TARGET) String target,
            @Option(names = "--content", description = "Also what it says: mostly personal data, so that the ledger says who has seen it.") boolean content,
            @Option(names = "--by", paramLabel = "NAME", description = BY) String by,
            @Mixin SettingsOptions options) {
        Key key = new Key(new MessageId(message), target);
        Settings settings = options.load(machine.environment());
        return premises.deadLetters(settings, letters -> {
            Stuck stuck = letters.find(key).orElseThrow(() -> new Found("there is no such delivery that is stuck.", null));
            print(pretty(Shown.one(stuck)));
            return content ? print(pretty(said(letters, key, operator(by)))) : ExitCode.OK.number();
        });
    }

    private static Object said(DeadLetters letters, Key key, Operator who) {
        return letters.content(key, who).fold(
                bytes -> {
                    try {
                        return new JsonMapper().readTree(bytes);
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                },
                refusal -> {
                    throw new Found("what it says is gone.", null);
                });
    }

    @Command(
            name = "replay",
            description = "Have one delivered as if it had never been tried, or all that are meant (--all).",
            footer = {"%nExamples:", "  yizhan dead-letters replay 01935b2e-7c00-7000-8000-000000000000 ningbo", "  yizhan dead-letters replay --all --why expired"})
    int replay(
            @Parameters(paramLabel = "MESSAGE", arity = "0..1", description = MESSAGE) UUID message,
            @Parameters(paramLabel = "TARGET", arity = "0..1", description = TARGET) String target,
            @Option(names = "--all", description = "All that the options below mean, or simply all.") boolean all,
            @Mixin Filter filter,
            @Option(names = "--by", paramLabel = "NAME", description = BY) String by,
            @Mixin SettingsOptions options) {
        if (all == (message != null) || (message == null) != (target == null)) {
            throw new ParameterException(spec.subcommands().get("replay"), "Either MESSAGE and TARGET or --all");
        }
        Operator who = operator(by);
        Settings settings = options.load(machine.environment());
        if (!all) {
            return decide(settings, letters -> letters.replay(new Key(new MessageId(message), target), who));
        }
        Map<Ending, Integer> endings = premises.deadLetters(settings, letters -> letters.replay(filter.selection(State.DEAD, machine), who));
        endings.forEach((ending, count) -> Yizhan.out(spec).println(count + " " + ending.words()));
        if (endings.isEmpty()) {
            Yizhan.out(spec).println("There are none.");
        }
        return ExitCode.OK.number();
    }

    @Command(
            name = "discard",
            description = "Give one up for good. Its sender is told.",
            footer = {"%nExample:", "  yizhan dead-letters discard 01935b2e-7c00-7000-8000-000000000000 ningbo --reason 'sent by mistake'"})
    int discard(
            @Parameters(paramLabel = "MESSAGE", description = MESSAGE) UUID message,
            @Parameters(paramLabel = "TARGET", description = TARGET) String target,
            @Option(names = "--reason", required = true, paramLabel = "SENTENCE", description = "Why, for the ledger; nothing of what it says.") String reason,
            @Option(names = "--by", paramLabel = "NAME", description = BY) String by,
            @Mixin SettingsOptions options) {
        Operator who = operator(by);
        if (reason.isBlank()) {
            throw new ParameterException(spec.subcommands().get("discard"), "Invalid value for option '--reason': expected a sentence");
        }
        return decide(options.load(machine.environment()), letters -> letters.discard(new Key(new MessageId(message), target), who, reason));
    }

    /** What is known by now of a delivery that was unknown. */
    static final class Known {
        @Option(names = "--delivered", required = true, description = "It arrived.")
        private boolean delivered;

        @Option(names = "--again", required = true, description = "It did not, or may come twice: send it again.")
        private boolean again;
    }

    @Command(
            name = "resolve",
            description = "Say of one of which it was not known whether it arrived that it did, or that it is to be sent again.",
            footer = {"%nExample:", "  yizhan dead-letters resolve 01935b2e-7c00-7000-8000-000000000000 ningbo --delivered"})
    int resolve(
            @Parameters(paramLabel = "MESSAGE", description = MESSAGE) UUID message,
            @Parameters(paramLabel = "TARGET", description = TARGET) String target,
            @ArgGroup(multiplicity = "1") Known known,
            @Option(names = "--by", paramLabel = "NAME", description = BY) String by,
            @Mixin SettingsOptions options) {
        Operator who = operator(by);
        return decide(options.load(machine.environment()), letters -> letters.resolve(new Key(new MessageId(message), target), known.delivered, who));
    }

    private int decide(Settings settings, Function<DeadLetters, Ending> decision) {
        Ending ending = premises.deadLetters(settings, decision);
        if (ending == Ending.NONE) {
            throw new Found("there is no such delivery.", null);
        }
        Yizhan.out(spec).println(ending.words());
        return ExitCode.OK.number();
    }

    private Operator operator(String by) {
        return operator(machine, by);
    }

    /** Who decides: by the name given, or the one somebody is logged in by. */
    static Operator operator(Machine machine, String by) {
        String name = Optional.ofNullable(by).or(() -> Optional.ofNullable(machine.environment().get("USER"))).orElse("");
        try {
            return new Operator(name);
        } catch (IllegalArgumentException unusable) {
            throw new Cannot("the ledger needs your name (--by): " + unusable.getMessage() + ".", unusable);
        }
    }

    private int print(String text) {
        Yizhan.out(spec).print(text);
        Yizhan.out(spec).flush();
        return ExitCode.OK.number();
    }

    static String pretty(Object json) {
        try {
            return EntryJson.visible(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json)) + System.lineSeparator();
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private String table(List<Stuck> found) {
        return EntryTable.of(
                List.of("MESSAGE", "KIND", "FROM", "TARGET", "SINCE", "ATTEMPTS", "REASON"),
                found.stream().map(DeadLetterCommands::row).toList(),
                spec.commandLine().getColorScheme());
    }

    private static List<String> row(Stuck stuck) {
        return List.of(
                stuck.delivery().key().message().toString(),
                stuck.delivery().kind(),
                stuck.sender().value(),
                stuck.delivery().key().target(),
                stuck.delivery().at().truncatedTo(ChronoUnit.SECONDS).toString(),
                String.valueOf(stuck.delivery().attempts()),
                stuck.delivery().reason());
    }
}
