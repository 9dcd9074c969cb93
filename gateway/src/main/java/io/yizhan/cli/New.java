package io.yizhan.cli;

import io.yizhan.template.NewDialect;
import io.yizhan.template.NewKind;
import io.yizhan.template.Templates;
import io.yizhan.template.Written;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yizhan new} */
@Command(
        name = "new",
        description = "Begin a dialect or a kind: commented files to fill in, and samples that fail until that is done.",
        synopsisSubcommandLabel = "(dialect | kind)",
        footer = {
            "%nExamples:",
            "  yizhan new dialect OURS --mappings mappings --routes routes --kind KIND",
            "  yizhan new kind OURS --mappings mappings --routes routes"
        })
final class New implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw Group.incomplete(spec);
    }

    @Command(
            name = "dialect",
            description = "Write a folder for a dialect: how it speaks, code tables, and per kind mappings, schemas and samples, made from the canonical"
                    + " schemas. Nothing that exists is overwritten.",
            footer = {
                "%nExamples:",
                "  yizhan new dialect ours --mappings mappings --kind KIND",
                "  yizhan new dialect ours --mappings mappings --routes routes --kind KIND --kind ANOTHER --convention NAME --envelope xml"
            })
    int dialect(
            @Parameters(paramLabel = "NAME", description = "The folder's name: lower-case letters, digits and hyphens.") String name,
            @Option(names = "--mappings", required = true, paramLabel = "DIR", description = "The mapping tree it becomes a folder of.") Path mappings,
            @Option(names = "--kind", required = true, paramLabel = "KIND", description = "A kind it speaks. May be repeated.") List<String> kinds,
            @Option(names = "--convention", paramLabel = "NAME", defaultValue = "native", description = "How it signs (${DEFAULT-VALUE}).") String convention,
            @Option(
                            names = "--envelope",
                            paramLabel = "FORM",
                            defaultValue = "json",
                            description = "What it puts around payloads: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
                    NewDialect.Form envelope,
            @Option(names = "--like", paramLabel = "DIALECT", description = "Take the canonical examples from its samples. Else from the first that speaks the kind.")
                    String like,
            @Option(names = "--routes", paramLabel = "DIR", description = "Look here for the convention's door, and write one where there is none.") Path routes) {
        NewDialect wanted = named("dialect", () -> new NewDialect(
                mappings, name, kinds, convention, envelope, Optional.ofNullable(like), Optional.ofNullable(routes)));
        return print(Templates.write(wanted));
    }

    @Command(
            name = "kind",
            description = "Write the canonical side of a kind and its route. Nothing that exists is overwritten.",
            footer = {"%nExample:", "  yizhan new kind ours --mappings mappings --routes routes"})
    int kind(
            @Parameters(paramLabel = "NAME", description = "The kind's name: lower-case letters, digits and hyphens.") String name,
            @Option(names = "--mappings", required = true, paramLabel = "DIR", description = "The mapping tree; its folder canonical holds the kinds.") Path mappings,
            @Option(names = "--routes", required = true, paramLabel = "DIR", description = "The routes; their folder kinds holds one file for each.") Path routes) {
        return print(Templates.write(named("kind", () -> new NewKind(mappings, name, routes))));
    }

    private <T> T named(String command, Supplier<T> wanted) {
        try {
            return wanted.get();
        } catch (IllegalArgumentException mistake) {
            throw new ParameterException(spec.subcommands().get(command), "Invalid value for NAME: " + mistake.getMessage());
        }
    }

    private int print(Written written) {
        written.files().forEach(file -> Yizhan.out(spec).println("wrote " + file));
        Yizhan.out(spec).println();
        written.next().forEach(Yizhan.out(spec)::println);
        return ExitCode.OK.number();
    }
}
