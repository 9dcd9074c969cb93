package io.yizhan.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.assembly.Machine;
import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.Dialects;
import io.yizhan.sheet.Columns;
import io.yizhan.sheet.InvalidColumns;
import io.yizhan.sheet.Sheet;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yizhan convert} */
@Command(
        name = "convert",
        description = {
            "Write the rows of a CSV or XLSX file as the items of a feed they are, one JSON object a line, in a dialect's words.",
            "Each is held against the dialect's schema and mapping first; what is wrong with a row is said on the standard error, and the others go through.",
            "What the columns mean stands in MAPPINGS/DIALECT/KIND/item.columns.yaml."
        },
        footer = {"%nExample:", "  yizhan convert policies.xlsx --dialect DIALECT --kind KIND > items.ndjson"})
final class Convert implements Callable<Integer> {
    private final Machine machine;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A file whose first row names its columns: .csv in UTF-8 or GB 18030, or .xlsx.")
    private Path file;

    @Option(names = "--dialect", required = true, paramLabel = "NAME", description = "In whose words.")
    private String dialect;

    @Option(names = "--kind", required = true, paramLabel = "NAME", description = "What the rows are.")
    private String kind;

    @Mixin
    private SettingsOptions settings;

    Convert(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        InputFiles.readable(file);
        Path mappings = settings.load(machine.environment()).mappings();
        Contract contract = Contract.load(mappings);
        Dialect speaking = Dialects.load(mappings)
                .named(dialect)
                .filter(one -> one.serviceFor(kind).isPresent() && contract.kind(kind).flatMap(Kind::feed).isPresent())
                .orElseThrow(() -> new Cannot("there is no dialect " + dialect + " that speaks of a feed " + kind + ".", null));
        String message = contract.kind(kind).orElseThrow().messages().get(0);
        try (Sheet sheet = open(columns(mappings.resolve(dialect).resolve(kind).resolve(message + ".columns.yaml")))) {
            long wrong = 0;
            for (Optional<Sheet.Row> row = sheet.next(); row.isPresent(); row = sheet.next()) {
                Outcome<ObjectNode> item = row.get().item().then(read -> contract.validate(dialect, kind, message, read)
                        .then(valid -> speaking.toCanonical(kind, message, valid))
                        .then(canonical -> contract.validate(Contract.CANONICAL, kind, message, canonical))
                        .map(understood -> read));
                wrong += said(row.get().line(), item);
            }
            if (wrong > 0) {
                throw new Found(wrong + (wrong == 1 ? " row is" : " rows are") + " left out", null);
            }
            return ExitCode.OK.number();
        }
    }

    private static Columns columns(Path described) {
        InputFiles.readable(described);
        try {
            return Columns.load(described);
        } catch (InvalidColumns wrong) {
            throw new Cannot(wrong.getMessage(), wrong);
        }
    }

    private Sheet open(Columns columns) {
        return Sheet.open(file, format(), columns).fold(sheet -> sheet, refusal -> {
            throw new Found(file + ": " + sentence(refusal), null);
        });
    }

    private Sheet.Format format() {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".csv") && !name.endsWith(".xlsx")) {
            throw new ParameterException(spec.commandLine(), "Expected a file that ends in .csv or .xlsx.");
        }
        return name.endsWith(".csv") ? Sheet.Format.CSV : Sheet.Format.XLSX;
    }

    /** @return how many rows were left out by it */
    private int said(long line, Outcome<ObjectNode> item) {
        PrintWriter out = Yizhan.out(spec);
        return item.fold(
                good -> {
                    out.println(good);
                    return 0;
                },
                refusal -> {
                    spec.commandLine().getErr().println("line " + line + ": " + sentence(refusal));
                    return 1;
                });
    }

    private static String sentence(Refusal refusal) {
        String at = refusal.place().isEmpty() ? "" : " at " + refusal.place();
        return refusal.code() + at + (refusal.expected().isEmpty() ? "" : ", expected " + refusal.expected());
    }
}
