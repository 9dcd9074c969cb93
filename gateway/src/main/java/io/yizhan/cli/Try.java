package io.yizhan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.contract.Contract;
import io.yizhan.mapping.Dialects;
import io.yizhan.mapping.SampleTrial;
import io.yizhan.mapping.Schemas;
import io.yizhan.mapping.Trial;
import io.yizhan.vocabulary.Outcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yizhan try} */
@Command(
        name = "try",
        customSynopsis = {"yizhan try MAPPING SAMPLE", "       yizhan try --all FOLDER"},
        description = "Run one mapping on one sample and print the result, or what is wrong with line and column; or every sample of a dialect,"
                + " or of a kind in one, and print what differs.",
        footer = {
            "%nExamples:",
            "  yizhan try mappings/DIALECT/KIND/request.to-canonical.jslt mappings/DIALECT/KIND/samples/request-CASE.dialect.json",
            "  yizhan try --all mappings/DIALECT"
        })
final class Try implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "MAPPING", description = "A .jslt file; its code tables are read from codes/ of its dialect.")
    private Path mapping;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SAMPLE", description = "A JSON file, or the payload alone in the dialect's XML.")
    private Path sample;

    @Option(names = "--all", paramLabel = "FOLDER", description = "A dialect's folder in a mapping tree, a kind's folder in that, or a kind's in canonical/.")
    private Path all;

    @Override
    public Integer call() {
        boolean one = mapping != null && sample != null;
        if ((all == null) != one || (all != null && mapping != null)) {
            throw new ParameterException(spec.commandLine(), "Expected a mapping and a sample, or --all and a folder.");
        }
        return all == null ? tryOne() : tryAll();
    }

    private int tryOne() {
        InputFiles.readable(mapping);
        InputFiles.readable(sample);
        Trial trial = Dialects.trial(mapping, sample);
        if (!trial.worked()) {
            throw new Found(trial.text(), null);
        }
        Yizhan.out(spec).println(trial.text());
        return ExitCode.OK.number();
    }

    private int tryAll() {
        List<SampleTrial> trials = Dialects.tryAll(all, tree -> new ContractSchemas(Contract.load(tree)));
        PrintWriter out = Yizhan.out(spec);
        trials.forEach(trial -> print(trial, out));
        long wrong = trials.stream().filter(trial -> !trial.worked()).count();
        if (wrong > 0 || trials.isEmpty()) {
            throw new Found(trials.isEmpty() ? "there are no samples in " + all : wrong + " of " + trials.size() + " trials are not as expected", null);
        }
        out.println(trials.size() + " trials, all as expected.");
        return ExitCode.OK.number();
    }

    /** The contract's schemas, for whoever tries samples. */
    private record ContractSchemas(Contract contract) implements Schemas {
        private static final String REPLY = "reply";

        @Override
        public Outcome<JsonNode> received(String dialect, String kind, String message, JsonNode json) {
            return message.equals(REPLY) ? contract.accept(dialect, kind, message, json) : contract.validate(dialect, kind, message, json);
        }

        @Override
        public Outcome<JsonNode> written(String dialect, String kind, String message, JsonNode json) {
            return contract.validate(dialect, kind, message, json);
        }
    }

    private static void print(SampleTrial trial, PrintWriter out) {
        out.println((trial.worked() ? "right  " : "WRONG  ") + trial.sample() + (trial.direction().isEmpty() ? "" : ", " + trial.direction()));
        trial.differences().forEach(difference -> out.println("       at \"" + difference.place() + "\": expected " + difference.expected()
                + ", found " + difference.found()));
    }
}
