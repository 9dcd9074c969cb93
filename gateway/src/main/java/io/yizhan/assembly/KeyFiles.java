package io.yizhan.assembly;

import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Signer;
import io.yizhan.signature.UnreadableKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The gateway's own keys, in files only it can read; made at the first start. */
final class KeyFiles {
    private static final int SECRETS_KEY_BYTES = 32;

    private KeyFiles() {}

    static Signer gatewayKey(Path file, String gatewayName, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                PrivateFiles.directory(file.getParent());
                PrivateFiles.write(file, Signer.generate(Algorithm.ED25519, random).text());
            }
            return Signer.read(gatewayName, Files.readString(file));
        } catch (IOException unreadable) {
            throw new CannotStart("the gateway's key " + file + " cannot be read or written", unreadable);
        } catch (UnreadableKey another) {
            throw new CannotStart("the gateway's key " + file + " cannot be used: " + another.getMessage(), another);
        }
    }

    /** 32 bytes that seal secrets in the database. */
    static byte[] secretsKey(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[SECRETS_KEY_BYTES];
                random.nextBytes(fresh);
                PrivateFiles.directory(file.getParent());
                PrivateFiles.write(file, HexFormat.of().formatHex(fresh) + "\n");
            }
            byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length != SECRETS_KEY_BYTES) {
                throw new CannotStart("the key " + file + " is not 64 hexadecimal digits", null);
            }
            return key;
        } catch (IOException unreadable) {
            throw new CannotStart("the key " + file + " cannot be read or written", unreadable);
        } catch (IllegalArgumentException notHexadecimal) {
            throw new CannotStart("the key " + file + " is not 64 hexadecimal digits", notHexadecimal);
        }
    }
}
