package io.yizhan.sandbox;

import io.yizhan.platforms.Asker;
import io.yizhan.platforms.KeyKind;
import io.yizhan.platforms.Outside;
import io.yizhan.platforms.Platform;
import io.yizhan.platforms.Seal;
import io.yizhan.platforms.Secret;
import io.yizhan.tongues.Tongue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * A made-up world in a directory: keys and secrets that nobody else has, and the {@code partners.yaml} that makes them known to a gateway.
 *
 * @param directory where the files are
 * @param platforms where the simulated platforms answer
 * @param jiangxi the key pair Jiangxi signs with; its id is {@link #JIANGXI_KEY}
 * @param own what National and Zhejiang call the gateway with
 * @param gateways what the gateway calls them with
 */
public record World(Path directory, URI platforms, KeyPair jiangxi, Map<Platform, Secret> own, Map<Platform, Secret> gateways) {
    public static final String JIANGXI_KEY = "jiangxi-1";

    /**
     * Writes a new world.
     *
     * @param port of 127.0.0.1 where the platforms will answer
     */
    public static World make(Path directory, int port, SecureRandom random) {
        World world = new World(
                directory.toAbsolutePath().normalize(),
                URI.create("http://127.0.0.1:" + port),
                KeyKind.ED25519.pair(random),
                Map.of(Platform.NATIONAL, secret("national-sandbox", random), Platform.ZHEJIANG, secret("zhejiang-sandbox", random)),
                Map.of(Platform.NATIONAL, secret("yizhan-at-national", random), Platform.ZHEJIANG, secret("yizhan-at-zhejiang", random)));
        try {
            world.write();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return world;
    }

    /** A port of 127.0.0.1 that is free at this moment. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    public Path partnersFile() {
        return directory.resolve("partners.yaml");
    }

    public Path keys() {
        return directory.resolve("keys");
    }

    /** The settings a gateway needs to live in this world: its keys are settings' names. */
    public Map<String, String> settings() {
        return Map.of(
                "data.directory", directory.resolve("gateway").toString(),
                "partners.file", partnersFile().toString(),
                "http.port", "0",
                "outbound.loopback", "true");
    }

    /** A platform as a caller of the gateway at this address. */
    public Asker asker(Platform platform, URI gateway, Outside outside) {
        return new HttpAsker(platform, gateway, Tongue.of(platform, outside), seal(platform, gateway, outside), outside.nanos());
    }

    private Seal seal(Platform platform, URI gateway, Outside outside) {
        switch (platform) {
            case JIANGXI:
                return Seal.messages(KeyKind.ED25519, JIANGXI_KEY, jiangxi, Seal.published(() -> gateway), outside);
            case NATIONAL:
                return Seal.national(own.get(platform), outside.clock());
            default:
                return Seal.zhejiang(own.get(platform), outside.clock());
        }
    }

    private void write() throws IOException {
        Files.createDirectories(keys());
        keep("jiangxi.pem", pem("PRIVATE KEY", jiangxi.getPrivate().getEncoded()));
        keep("jiangxi.pub.pem", pem("PUBLIC KEY", jiangxi.getPublic().getEncoded()));
        for (Secret secret : own.values()) {
            keep(secret.id() + ".secret", secret.value());
        }
        for (Secret secret : gateways.values()) {
            keep(secret.id() + ".secret", secret.value());
        }
        Files.writeString(partnersFile(), new MadeUpPartners(this).text());
    }

    /** Written so that nobody else on the machine can read it, from the first byte on. */
    private void keep(String name, String text) throws IOException {
        Path file = keys().resolve(name);
        Files.deleteIfExists(file);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }

    private static String pem(String what, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }

    private static Secret secret(String id, SecureRandom random) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return new Secret(id, HexFormat.of().formatHex(bytes));
    }
}
