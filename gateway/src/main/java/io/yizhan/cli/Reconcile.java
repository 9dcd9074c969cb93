package io.yizhan.cli;

import io.yizhan.assembly.Machine;
import io.yizhan.assembly.Settings;
import io.yizhan.console.Reconciliation.Day;
import io.yizhan.console.Reconciliation.Difference;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code yizhan reconcile} */
@Command(
        name = "reconcile",
        description = {
            "What was exchanged with a partner on a day (in China), to be compared with what the partner knows of it: how many, and a digest of their ids.",
            "The digest is SHA-256 over the sorted ids, each with a line feed after it."
        },
        footer = {
            "%nExamples:",
            "  yizhan reconcile --partner ningbo --day 2026-11-21",
            "  yizhan reconcile --partner ningbo --day 2026-11-21 --kind KIND --against theirs.txt"
        })
final class Reconcile implements Callable<Integer> {
    private final Machine machine;
    private final Premises premises;

    @Spec
    private CommandSpec spec;

    @Option(names = "--partner", required = true, paramLabel = "PARTNER", description = "With whom.")
    private String partner;

    @Option(names = "--day", required = true, paramLabel = "DAY", description = "For instance 2026-11-21.")
    private LocalDate day;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only this kind.")
    private String kind;

    @Option(names = "--environment", paramLabel = "NAME", defaultValue = "production", description = "production or test (${DEFAULT-VALUE}).")
    private Environment environment;

    @Option(names = "--against", paramLabel = "FILE", description = "The ids the partner has, one a line, UTF-8: what differs is shown.")
    private Path against;

    @Option(names = "--json", description = "As JSON, with all ids.")
    private boolean json;

    @Mixin
    private SettingsOptions settings;

    Reconcile(Machine machine, Premises premises) {
        this.machine = machine;
        this.premises = premises;
    }

    @Override
    public Integer call() {
        Optional<List<String>> theirs = Optional.ofNullable(against).map(Reconcile::ids);
        Settings loaded = settings.load(machine.environment());
        Day found = premises.reconciliation(loaded, books -> books.of(new PartnerId(partner), environment, day, Optional.ofNullable(kind)));
        Yizhan.out(spec).print(json ? EntryJson.visible(found.json().toPrettyString()) + System.lineSeparator() : table(found));
        Yizhan.out(spec).flush();
        theirs.map(found::against).ifPresent(this::tell);
        return ExitCode.OK.number();
    }

    private static List<String> ids(Path file) {
        return new String(InputFiles.bytes(file), StandardCharsets.UTF_8).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private void tell(Difference difference) {
        difference.here().forEach(id -> Yizhan.out(spec).println("- " + EntryJson.visible(id)));
        difference.there().forEach(id -> Yizhan.out(spec).println("+ " + EntryJson.visible(id)));
        if (!difference.none()) {
            throw new Found("the partner lacks " + difference.here().size() + " (-) and has " + difference.there().size() + " more (+).", null);
        }
        Yizhan.out(spec).println("Both have the same.");
    }

    private String table(Day found) {
        return EntryTable.of(
                List.of("KIND", "DIRECTION", "STATE", "COUNT", "DIGEST"),
                found.lines().stream()
                        .map(line -> List.of(
                                line.kind(), line.direction().word(), line.state(), String.valueOf(line.ids().size()), line.digest().toString()))
                        .toList(),
                spec.commandLine().getColorScheme());
    }
}
