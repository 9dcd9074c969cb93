package io.yizhan.sandbox;

import io.yizhan.sandbox.cases.Letters;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.KeyKind;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Seal;
import io.yizhan.sandbox.platforms.Secret;
import io.yizhan.sandbox.tongues.Tongue;
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
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A made-up world in a directory: keys and secrets that nobody else has, and the {@code partners.yaml} that makes them known to a gateway.
 *
 * @param directory where the files are
 * @param platforms where the simulated platforms answer
 * @param jiangxi the key pair Jiangxi signs with; its id is {@link #JIANGXI_KEY}
 * @param jiangxiSm2 the other one, of SM2; its id is {@link #JIANGXI_SM2_KEY}
 * @param own what platforms sign calls to the gateway with, once and for all
 * @param apps what platforms get short-lived secrets from the gateway with
 * @param gateways what the gateway calls them with
 * @param renewed whether secrets are short-lived where the convention has such
 * @param front Guangdong's front-end database, where it has one; without it is called like the others
 */
public record World(
        Path directory,
        URI platforms,
        KeyPair jiangxi,
        KeyPair jiangxiSm2,
        Map<Platform, Secret> own,
        Map<Platform, Secret> apps,
        Map<Platform, Secret> gateways,
        boolean renewed,
        Optional<Front> front) {
    public static final String JIANGXI_KEY = "jiangxi-1";
    public static final String JIANGXI_SM2_KEY = "jiangxi-sm2";
    /** The password of Guangdong's front-end database. */
    static final String FRONT_SECRET = "guangdong-front.secret";
    /** Where Jiangxi is called with SM2. */
    static final String SM2_PATH = "/exchange/supervision-check";

    private static final List<Platform> SHARING = List.of(Platform.NATIONAL, Platform.ZHEJIANG, Platform.GUIZHOU, Platform.GUANGDONG);
    private static final List<Platform> RENEWING = List.of(Platform.NATIONAL, Platform.ZHEJIANG, Platform.GUANGDONG);

    /**
     * Writes a new world whose secrets stay as they are.
     *
     * @param port of 127.0.0.1 where the platforms will answer
     */
    public static World make(Path directory, int port, SecureRandom random) {
        return make(directory, port, random, false, Optional.empty());
    }

    /**
     * Writes a new world.
     *
     * @param port of 127.0.0.1 where the platforms will answer
     * @param renewed whether secrets are short-lived where the convention has such
     * @param front Guangdong's front-end database, where it has one
     */
    public static World make(Path directory, int port, SecureRandom random, boolean renewed, Optional<Front> front) {
        World world = new World(
                directory.toAbsolutePath().normalize(),
                URI.create("http://127.0.0.1:" + port),
                KeyKind.ED25519.pair(random),
                KeyKind.SM2.pair(random),
                secrets(SHARING, "%s-sandbox", random),
                secrets(RENEWING, "%s-sandbox-app", random),
                secrets(SHARING, "yizhan-at-%s", random),
                renewed,
                front);
        try {
            world.write();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return world;
    }

    /** The same world, where a platform signs with another secret of its own. */
    public World with(Platform platform, Secret other) {
        Map<Platform, Secret> others = new EnumMap<>(own);
        others.put(platform, other);
        return new World(directory, platforms, jiangxi, jiangxiSm2, others, apps, gateways, renewed, front);
    }

    /** The same world, where platforms that ask sign with the secrets that stay as they are. */
    public World fixed() {
        return new World(directory, platforms, jiangxi, jiangxiSm2, own, apps, gateways, false, front);
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
        return asker(platform, gateway, new Signatures(this).asking(platform, gateway, outside), outside);
    }

    /** A platform that sends messages about cases to the gateway at this address. */
    public Correspondent correspondent(Platform platform, URI gateway, Outside outside) {
        return new Correspondent(asker(platform, gateway, outside), Letters.of(platform, outside), outside);
    }

    /** Jiangxi as a caller that signs with SM2. */
    public Asker askerBySm2(URI gateway, Outside outside) {
        return asker(Platform.JIANGXI, gateway, new Signatures(this).askingBySm2(gateway, outside), outside);
    }

    private static Asker asker(Platform platform, URI gateway, Seal seal, Outside outside) {
        return new HttpAsker(platform, gateway, Tongue.of(platform, outside), seal, outside.nanos());
    }

    private void write() throws IOException {
        Files.createDirectories(keys());
        keep("jiangxi.pem", pem("PRIVATE KEY", jiangxi.getPrivate().getEncoded()));
        keep("jiangxi.pub.pem", pem("PUBLIC KEY", jiangxi.getPublic().getEncoded()));
        keep("jiangxi-sm2.pem", pem("PRIVATE KEY", jiangxiSm2.getPrivate().getEncoded()));
        keep("jiangxi-sm2.pub.pem", pem("PUBLIC KEY", jiangxiSm2.getPublic().getEncoded()));
        for (Map<Platform, Secret> secrets : List.of(own, apps, gateways)) {
            for (Secret secret : secrets.values()) {
                keep(secret.id() + ".secret", secret.value());
            }
        }
        if (front.isPresent()) {
            keep(FRONT_SECRET, front.get().password());
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

    private static Map<Platform, Secret> secrets(List<Platform> platforms, String name, SecureRandom random) {
        Map<Platform, Secret> secrets = new EnumMap<>(Platform.class);
        for (Platform platform : platforms) {
            byte[] bytes = new byte[24];
            random.nextBytes(bytes);
            secrets.put(platform, new Secret(name.formatted(platform.id()), HexFormat.of().formatHex(bytes)));
        }
        return secrets;
    }
}
