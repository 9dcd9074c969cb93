package io.yizhan.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a command does that only groups others. */
final class Group {
    private Group() {}

    static ParameterException incomplete(CommandSpec spec) {
        return new ParameterException(spec.commandLine(), "Missing one of " + String.join(", ", spec.subcommands().keySet()));
    }
}
