package io.yizhan.cli;

import io.yizhan.assembly.Machine;
import io.yizhan.convention.Explanation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yizhan explain} */
@Command(
        name = "explain",
        description = {
            "Show what a request's signature covers and the first thing wrong with it. Secrets are never shown.",
            "The file holds a request as HTTP writes it, a .http file's first one, or what curl -v printed (give its body by --body)."
        },
        footer = {
            "%nExamples:",
            "  yizhan explain request.http --key our-platform.pub.pem",
            "  SECRET=... yizhan explain request.txt --convention NAME --secret-env SECRET"
        })
final class Explain implements Callable<Integer> {
    private final Machine machine;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The request.")
    private Path file;

    @Option(names = "--convention", paramLabel = "NAME", defaultValue = "native", description = "How it is signed (${DEFAULT-VALUE}).")
    private String convention;

    @Option(names = "--key", paramLabel = "FILE", description = "The public key to check the signature with, PEM.")
    private Path key;

    @Option(names = "--algorithm", paramLabel = "NAME", defaultValue = "ed25519", description = "What the key is for (${DEFAULT-VALUE}).")
    private String algorithm;

    @Option(names = "--secret-env", paramLabel = "VARIABLE", description = "The environment variable that holds the shared secret to check with.")
    private String secret;

    @Option(names = "--body", paramLabel = "FILE", description = "The body, where the request's file does not hold it.")
    private Path body;

    @Option(names = "--at", paramLabel = "TIME", description = "When the request came, for instance 2026-11-22T08:00:00Z. Else now.")
    private Instant at;

    @Option(names = "--authority", paramLabel = "HOST", description = "The gateway's name as callers write it. Else the one in the request.")
    private String authority;

    @Mixin
    private SettingsOptions settings;

    Explain(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        Question question = new Question(file, Optional.ofNullable(body), convention, proof(), Optional.ofNullable(authority));
        Instant when = Optional.ofNullable(at).orElseGet(machine.clock()::instant);
        Explanation explanation = new Explaining(settings.load(machine.environment()).mappings(), machine.random()).of(question, when);
        explanation.parts().forEach(part -> Yizhan.out(spec).println(part.name() + ": " + part.value()));
        if (!explanation.verifies()) {
            throw new Found(explanation.difference() + ".", null);
        }
        Yizhan.out(spec).println("The signature verifies.");
        return ExitCode.OK.number();
    }

    private Optional<Proof> proof() {
        if (key != null) {
            return Optional.of(new Proof(algorithm, Optional.of(key), new byte[0]));
        }
        return Optional.ofNullable(secret).map(name -> {
            String value = Optional.ofNullable(machine.environment().get(name))
                    .orElseThrow(() -> new Cannot("the environment variable " + name + " is not set.", null));
            return new Proof(algorithm, Optional.empty(), value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        });
    }

    /** @param authority the gateway's own name; empty to take the request's word for it */
    record Question(Path request, Optional<Path> body, String convention, Optional<Proof> proof, Optional<String> authority) {}

    /** A public key in a file, or a secret. */
    record Proof(String algorithm, Optional<Path> key, byte[] secret) {
        @Override
        public String toString() {
            return "Proof";
        }
    }
}
