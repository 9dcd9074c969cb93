package io.yizhan.cli;

import cn.hutool.core.text.TextSimilarity;
import java.io.PrintWriter;
import java.util.Comparator;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in one sentence on standard error; a stack trace only where it was asked for. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final double ALIKE = 0.5;

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("yizhan: " + mistake.getMessage());
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            suggest(unmatched, command, err);
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.number();
    }

    /** The library suggests commands; of options only those that begin alike, so that one with two letters swapped is looked for here. */
    private static void suggest(UnmatchedArgumentException unmatched, CommandLine command, PrintWriter err) {
        String written = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        if (!unmatched.isUnknownOption()) {
            UnmatchedArgumentException.printSuggestions(unmatched, err);
            return;
        }
        command.getCommandSpec().optionsMap().keySet().stream()
                .filter(option -> TextSimilarity.similar(option, written) >= ALIKE)
                .max(Comparator.comparingDouble(option -> TextSimilarity.similar(option, written)))
                .ifPresent(option -> err.println("Did you mean " + option + "?"));
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println("yizhan: " + Sentences.of(failure));
        if (command.getCommandSpec().root().userObject() instanceof Yizhan yizhan && yizhan.verbose()) {
            failure.printStackTrace(err);
        }
        return (failure instanceof Found ? ExitCode.WRONG : ExitCode.CANNOT).number();
    }
}
