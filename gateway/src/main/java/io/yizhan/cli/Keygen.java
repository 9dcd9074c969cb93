package io.yizhan.cli;

import io.yizhan.assembly.Machine;
import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Pem;
import io.yizhan.signature.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yizhan keygen} */
@Command(
        name = "keygen",
        description = "Make a key pair for signing messages: NAME.pem, for its owner only, and NAME.pub.pem, to be registered.",
        footer = {"%nExamples:", "  yizhan keygen our-platform", "  yizhan keygen --algorithm sm2-sm3 our-platform-sm2"})
final class Keygen implements Callable<Integer> {
    private static final List<Algorithm> MADE = List.of(Algorithm.ED25519, Algorithm.SM2_SM3);

    private final Machine machine;

    @Spec
    private CommandSpec spec;

    @Option(names = "--algorithm", paramLabel = "ALGORITHM", defaultValue = "ed25519",
            description = "ed25519 (the default) or sm2-sm3, the national one.")
    private String algorithm;

    @Parameters(paramLabel = "NAME", description = "The files' name, with a directory if it is another; files that exist are left as they are.")
    private Path name;

    Keygen(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        Algorithm made = MADE.stream().filter(one -> one.label().equals(algorithm)).findFirst().orElseThrow(() -> new ParameterException(
                spec.commandLine(), "--algorithm " + algorithm + ": expected " + MADE.stream().map(Algorithm::label).collect(Collectors.joining(" or "))));
        Path secret = name.resolveSibling(name.getFileName() + ".pem");
        Path open = name.resolveSibling(name.getFileName() + ".pub.pem");
        if (Files.exists(open)) {
            throw exists(open);
        }
        String privateKey = Signer.generate(made, machine.random()).text();
        write(secret, privateKey, "rw-------");
        write(open, new Pem(Pem.PUBLIC_KEY, Signer.read("", privateKey).publicKey()).text(), "rw-r--r--");
        Yizhan.out(spec).println("Private key, to be kept secret: " + secret);
        Yizhan.out(spec).println("Public key, to be registered:   " + open);
        return ExitCode.OK.number();
    }

    /** Created with its permissions, so that there is no moment in which others could read it. */
    private static void write(Path file, String pem, String permissions) {
        try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), allowing(permissions))) {
            channel.write(StandardCharsets.US_ASCII.encode(pem));
        } catch (FileAlreadyExistsException already) {
            throw exists(file);
        } catch (IOException failed) {
            throw new Cannot("the file " + file + " cannot be written.", failed);
        }
    }

    private static FileAttribute<?>[] allowing(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    private static Cannot exists(Path file) {
        return new Cannot("there is a file " + file + " already; a key is never overwritten.", null);
    }
}
