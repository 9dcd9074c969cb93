package io.yizhan.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of OpenSSL 3: somebody else's cryptography, to check ours against.
 *
 * @param directory where its files are
 */
public record OpenSsl(Path directory) {
    /** OpenSSL takes an empty signer id unless told. */
    private static final List<Object> SM2 = List.of("-sm3", "-sigopt", "distid:1234567812345678");

    public static OpenSsl in(Path directory) {
        return new OpenSsl(directory);
    }

    /** What it prints; an AssertionError if it fails. */
    public String says(Object... arguments) {
        Path log = directory.resolve("openssl.log");
        if (run(log, arguments) != 0) {
            throw new AssertionError("openssl " + List.of(arguments) + ": " + text(log));
        }
        return text(log);
    }

    /** A new SM2 key pair, {@code NAME.key} and {@code NAME.pub}, in PEM. */
    public OpenSsl sm2Key(String name) {
        says("genpkey", "-algorithm", "SM2", "-out", directory.resolve(name + ".key"));
        says("pkey", "-in", directory.resolve(name + ".key"), "-pubout", "-out", directory.resolve(name + ".pub"));
        return this;
    }

    public String pem(String file) {
        return text(directory.resolve(file));
    }

    /** An SM2 signature, DER. */
    public byte[] sm2Sign(String key, byte[] text) {
        Path signature = directory.resolve("openssl.signature");
        says(with(List.of("dgst"), SM2, List.of("-sign", directory.resolve(key), "-out", signature, written("openssl.text", text))));
        try {
            return Files.readAllBytes(signature);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** Whether an SM2 signature, DER, verifies. */
    public boolean sm2Verifies(String publicKeyPem, byte[] text, byte[] signature) {
        Path key = written("openssl.pub", publicKeyPem.getBytes(StandardCharsets.US_ASCII));
        Path sig = written("openssl.signature", signature);
        return run(directory.resolve("openssl.log"), with(List.of("dgst"), SM2, List.of("-verify", key, "-signature", sig, written("openssl.text", text)))) == 0;
    }

    private static Object[] with(List<Object> first, List<Object> second, List<Object> third) {
        List<Object> all = new ArrayList<>(first);
        all.addAll(second);
        all.addAll(third);
        return all.toArray();
    }

    private Path written(String name, byte[] content) {
        try {
            return Files.write(directory.resolve(name), content);
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static int run(Path log, Object... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        } catch (IOException absent) {
            throw new AssertionError("openssl 3 is needed", absent);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
