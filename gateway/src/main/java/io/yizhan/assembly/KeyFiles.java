package io.yizhan.assembly;

import io.yizhan.embedded.PrivateFiles;
import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Signer;
import io.yizhan.signature.UnreadableKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The gateway's own keys, in files only it can read; made at the first start. */
final class KeyFiles {
    private static final int SECRETS_KEY_BYTES = 32;

    private KeyFiles() {}

    /** The gateway's keys, the usual one first: each under a name of its own. */
    static List<Signer> gatewayKeys(Settings settings, SecureRandom random) {
        Signer usual = signer(settings.gatewayKey(), settings.gatewayName(), Algorithm.ED25519, random);
        Signer sm2 = signer(settings.gatewaySm2Key(), settings.gatewayName() + "-sm2", Algorithm.SM2_SM3, random);
        if (!sm2.algorithm().equals(Algorithm.SM2_SM3.label())) {
            throw new CannotStart("the gateway's key " + settings.gatewaySm2Key() + " cannot be used: it is not on the curve of SM2", null);
        }
        return List.of(usual, sm2);
    }

    /** Made where there is none. */
    private static Signer signer(Path file, String keyId, Algorithm algorithm, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                PrivateFiles.directory(file.getParent());
                PrivateFiles.write(file, Signer.generate(algorithm, random).text());
            }
            return Signer.read(keyId, Files.readString(file));
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
