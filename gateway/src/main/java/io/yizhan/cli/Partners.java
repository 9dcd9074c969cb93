package io.yizhan.cli;

import io.yizhan.assembly.Machine;
import io.yizhan.assembly.Settings;
import io.yizhan.partner.InvalidPartners;
import io.yizhan.partner.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yizhan partners} */
@Command(
        name = "partners",
        description = "Show or change who exchanges: partners, their keys, endpoints and agreements, as a file declares them.",
        synopsisSubcommandLabel = "(plan | apply)",
        footer = {"%nExamples:", "  yizhan partners plan partners.yaml", "  yizhan partners apply partners.yaml"})
final class Partners implements Runnable {
    private final Machine machine;
    private final Premises premises;

    @Spec
    private CommandSpec spec;

    Partners(Machine machine, Premises premises) {
        this.machine = machine;
        this.premises = premises;
    }

    @Override
    public void run() {
        throw Group.incomplete(spec);
    }

    @Command(
            name = "plan",
            description = "Show what applying the file would change, and change nothing.",
            footer = {"%nExample:", "  yizhan partners plan partners.yaml"})
    int plan(
            @Parameters(paramLabel = "FILE", description = "The declaration (partners.yaml).") Path file,
            @Mixin SettingsOptions options) {
        Settings settings = options.load(machine.environment());
        return print(changes(file, () -> premises.registry(settings, registry -> registry.plan(file, machine.environment()))), "would change");
    }

    @Command(
            name = "apply",
            description = "Make the registry what the file says, in one go, and print what changed. A running gateway takes it over by itself.",
            footer = {"%nExample:", "  yizhan partners apply partners.yaml"})
    int apply(
            @Parameters(paramLabel = "FILE", description = "The declaration (partners.yaml).") Path file,
            @Option(names = "--empty", description = "Apply it even if it names no partner and so empties the registry.") boolean empty,
            @Mixin SettingsOptions options) {
        Settings settings = options.load(machine.environment());
        return print(changes(file, () -> premises.registry(settings, registry -> apply(registry, file, empty))), "changed");
    }

    private List<String> apply(Registry registry, Path file, boolean empty) {
        if (!empty && registry.empties(file, machine.environment())) {
            throw new Found(file + " names no partner and would empty the registry; if that is meant, say --empty.", null);
        }
        return registry.apply(file, machine.environment());
    }

    private static List<String> changes(Path file, Supplier<List<String>> work) {
        InputFiles.readable(file);
        try {
            return work.get();
        } catch (InvalidPartners wrong) {
            throw new Found(wrong.getMessage(), wrong);
        }
    }

    private int print(List<String> changes, String verb) {
        changes.forEach(Yizhan.out(spec)::println);
        if (changes.isEmpty()) {
            Yizhan.out(spec).println("Nothing " + verb + ": the registry is as the file says.");
        }
        return ExitCode.OK.number();
    }
}
