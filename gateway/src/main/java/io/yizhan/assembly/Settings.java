package io.yizhan.assembly;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How this gateway is to run. Every path is absolute; what a key is for stands in {@code yizhan.properties}.
 *
 * @param dataDirectory where the gateway keeps what it must not lose; need not exist yet
 * @param gatewayName part of the source of the gateway's own messages
 * @param gatewayKey the private key the gateway signs with, PEM; made at the first start where it does not exist
 * @param gatewaySm2Key the private key of SM2 it signs with where that is asked for, likewise
 * @param routes the directory with what happens
 * @param mappings the directory with what is translated into what
 * @param partners applied to the registry at each start
 * @param registryRefresh how often the registry is looked at for changes
 * @param recordPatience how long an exchange waits for its evidence to be durable
 * @param secretsKey the key secrets are encrypted with in the database; made at the first start where it does not exist
 */
public record Settings(
        Path dataDirectory,
        Http http,
        String gatewayName,
        Path gatewayKey,
        Path gatewaySm2Key,
        Path routes,
        Path mappings,
        Optional<Path> partners,
        Duration registryRefresh,
        Duration recordPatience,
        Postgres database,
        Path secretsKey,
        Files files,
        Calls outbound) {

    /** The environment variable that names the settings file. */
    public static final String FILE_VARIABLE = "YIZHAN_SETTINGS";

    /** The environment variable that says where yizhan is installed; {@code bin/yizhan} sets it. */
    public static final String HOME_VARIABLE = "YIZHAN_HOME";

    /** Variables that begin like those of settings and are none. */
    static final Set<String> OTHER_VARIABLES = Set.of(HOME_VARIABLE, FILE_VARIABLE, "YIZHAN_OPTS");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /**
     * @param port 0 for a free one
     * @param externalUrl the address callers use, where it is not the one listened on
     * @param largestMessage in bytes
     * @param bytesInFlight of request bodies, all callers together
     * @param connections of callers, at a time
     * @param workers how many exchanges at a time
     */
    public record Http(
            String host, int port, Optional<URI> externalUrl, int largestMessage, long bytesInFlight, int connections, int workers) {}

    /** @param url a JDBC address, or empty for the gateway's own PostgreSQL */
    public record Postgres(Optional<String> url, String user, String password, int connections) {
        /** Without its parameters, for one of them may be the password. */
        String shownUrl() {
            return url.map(Values::shown).orElse("");
        }

        @Override
        public String toString() {
            return "Postgres[url=" + shownUrl() + ", user=" + user + ", connections=" + connections + "]";
        }
    }

    /**
     * @param offered how long a file may be fetched after an answer spoke of it
     * @param spool bytes on disk, of all files together that are passing through
     */
    public record Files(Duration offered, long spool) {}

    /**
     * @param loopback whether endpoints may be on this machine
     * @param authorities a PEM file of certificate authorities trusted besides the system's
     */
    public record Calls(boolean loopback, int connections, Optional<Path> authorities) {}

    /**
     * Reads the settings: defaults, over them the file, over it the environment ({@code http.port} is {@code YIZHAN_HTTP_PORT}), over it the
     * overrides.
     *
     * @param file else the one named by {@code YIZHAN_SETTINGS}, else {@code ./yizhan.properties} if there is one
     * @param environment of the process
     * @param overrides by key, from the command line
     * @throws InvalidSetting naming the first key that does not exist or cannot be used, and what was expected
     */
    public static Settings load(Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
        return read(SettingSources.gather(file, environment, overrides), home(environment));
    }

    /**
     * Settings that nothing on this machine has a part in, for a gateway that must meet nobody's real data: neither a file nor a variable of
     * the environment counts, except where yizhan is installed.
     *
     * @throws InvalidSetting as {@link #load}
     */
    public static Settings apart(Map<String, String> environment, Map<String, String> overrides) {
        return read(SettingSources.only(overrides), home(environment));
    }

    private static Optional<Path> home(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(HOME_VARIABLE)).map(Path::of).map(Path::toAbsolutePath);
    }

    private static Settings read(Values values, Optional<Path> home) {
        Path data = values.path(SettingKey.DATA_DIRECTORY).orElseThrow(() -> values.invalid(SettingKey.DATA_DIRECTORY, "a directory"));
        return new Settings(
                data,
                http(values),
                values.matching(SettingKey.GATEWAY_NAME, NAME, "1 to 40 of a-z, 0-9 and '-', beginning with a letter"),
                values.path(SettingKey.GATEWAY_KEY).orElse(data.resolve("keys").resolve("gateway.pem")),
                values.path(SettingKey.GATEWAY_SM2_KEY).orElse(data.resolve("keys").resolve("gateway-sm2.pem")),
                values.directory(SettingKey.ROUTES_DIRECTORY, home.map(packaged -> packaged.resolve("routes"))),
                values.directory(SettingKey.MAPPINGS_DIRECTORY, home.map(packaged -> packaged.resolve("mappings"))),
                values.file(SettingKey.PARTNERS_FILE),
                values.duration(SettingKey.REGISTRY_REFRESH, Duration.ofMillis(100), Duration.ofHours(1)),
                values.duration(SettingKey.RECORD_PATIENCE, Duration.ofMillis(10), Duration.ofMinutes(1)),
                database(values),
                values.path(SettingKey.SECRETS_KEY).orElse(data.resolve("keys").resolve("secrets.key")),
                new Files(
                        values.duration(SettingKey.FILES_OFFERED, Duration.ofSeconds(1), Duration.ofDays(7)),
                        values.size(SettingKey.FILES_SPOOL, 1 << 20, 1L << 40)),
                calls(values));
    }

    private static Http http(Values values) {
        return new Http(
                values.matching(SettingKey.HTTP_HOST, Pattern.compile("[0-9A-Za-z.:_-]+"), "a host name or an address of this machine"),
                values.number(SettingKey.HTTP_PORT, 0, 65_535),
                values.url(SettingKey.HTTP_EXTERNAL_URL),
                (int) values.size(SettingKey.HTTP_LARGEST_MESSAGE, 1024, 256L << 20),
                values.size(SettingKey.HTTP_BYTES_IN_FLIGHT, 1024, 1L << 40),
                values.number(SettingKey.HTTP_CONNECTIONS, 1, 1_000_000),
                values.number(SettingKey.HTTP_WORKERS, 1, 10_000));
    }

    private static Postgres database(Values values) {
        Optional<String> url = values.optional(SettingKey.DATABASE_URL);
        if (url.isPresent()) {
            values.matching(SettingKey.DATABASE_URL, Pattern.compile("jdbc:postgresql:.+"), "an address such as jdbc:postgresql://host/database");
        }
        return new Postgres(
                url,
                values.text(SettingKey.DATABASE_USER),
                values.text(SettingKey.DATABASE_PASSWORD),
                values.number(SettingKey.DATABASE_CONNECTIONS, 2, 1000));
    }

    private static Calls calls(Values values) {
        return new Calls(
                values.flag(SettingKey.OUTBOUND_LOOPBACK),
                values.number(SettingKey.OUTBOUND_CONNECTIONS, 1, 100_000),
                values.file(SettingKey.OUTBOUND_AUTHORITIES));
    }
}
