package io.yizhan.cli;

import io.yizhan.mapping.Dialects;
import io.yizhan.mapping.Trial;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yizhan try} */
@Command(
        name = "try",
        description = "Run one mapping on one sample and print the result, or what is wrong with line and column.",
        footer = {
            "%nExample:",
            "  yizhan try mappings/DIALECT/KIND/request.to-canonical.jslt mappings/DIALECT/KIND/samples/request-CASE.dialect.json"
        })
final class Try implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MAPPING", description = "A .jslt file; its code tables are read from codes/ of its dialect.")
    private Path mapping;

    @Parameters(index = "1", paramLabel = "SAMPLE", description = "A JSON file.")
    private Path sample;

    @Override
    public Integer call() {
        InputFiles.readable(mapping);
        InputFiles.readable(sample);
        Trial trial = Dialects.trial(mapping, sample);
        if (!trial.worked()) {
            throw new Found(trial.text(), null);
        }
        Yizhan.out(spec).println(trial.text());
        return ExitCode.OK.number();
    }
}
