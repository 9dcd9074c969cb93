package io.yizhan.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code yizhan completion} */
@Command(
        name = "completion",
        description = "Print a script that lets bash or zsh complete yizhan's commands and options.",
        footer = {"%nExample:", "  source <(yizhan completion)"})
final class Completion implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Yizhan.out(spec).print(AutoComplete.bash("yizhan", spec.root().commandLine()));
        Yizhan.out(spec).flush();
        return ExitCode.OK.number();
    }
}
