package io.yizhan.cli;

import io.yizhan.assembly.Machine;
import io.yizhan.assembly.Settings;
import io.yizhan.console.Operator;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Followers.Follower;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code yizhan feeds} */
@Command(
        name = "feeds",
        description = "Who follows feeds, and has not got what stands in them.",
        synopsisSubcommandLabel = "(catch-up)",
        footer = {"%nExample:", "  yizhan feeds catch-up --kind KIND --partner ningbo"})
final class FeedCommands implements Runnable {
    private final Machine machine;
    private final Premises premises;

    @Spec
    private CommandSpec spec;

    FeedCommands(Machine machine, Premises premises) {
        this.machine = machine;
        this.premises = premises;
    }

    @Override
    public void run() {
        throw Group.incomplete(spec);
    }

    @Command(
            name = "catch-up",
            description = {
                "Have a follower that was away brought every item of which it has not got the newest version, as it stands now, and the end of those it was sent.",
                "What was given up on its way to it is superseded by that. The running gateway brings it, some hundreds at a time."
            },
            footer = {"%nExamples:", "  yizhan feeds catch-up --kind KIND --partner ningbo", "  yizhan feeds catch-up --kind KIND --partner ningbo --everything --by zhang.san"})
    int catchUp(
            @Option(names = "--kind", required = true, paramLabel = "KIND", description = "Of which feed.") String kind,
            @Option(names = "--partner", required = true, paramLabel = "PARTNER", description = "Who follows it.") String partner,
            @Option(names = "--environment", paramLabel = "ENVIRONMENT", defaultValue = "production", description = "production or test (${DEFAULT-VALUE}).")
                    Environment environment,
            @Option(names = "--everything", description = "Also what it has got: for one that has lost it.") boolean everything,
            @Option(names = "--by", paramLabel = "NAME", description = DeadLetterCommands.BY) String by,
            @Mixin SettingsOptions options) {
        Operator who = DeadLetterCommands.operator(machine, by);
        Settings settings = options.load(machine.environment());
        Follower follower = new Follower(new Feed.Line(kind, environment), new PartnerId(partner));
        Optional<Integer> superseded = premises.catchUps(settings, catchUps -> catchUps.catchUp(follower, everything, who));
        int many = superseded.orElseThrow(() -> new Found(partner + " has no endpoint for a feed " + kind + ".", null));
        Yizhan.out(spec).println(many + " deliveries are superseded. What stands and is missing is brought from now on.");
        return ExitCode.OK.number();
    }
}
