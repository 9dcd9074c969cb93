package io.yizhan.assembly;

import io.yizhan.attachment.AttachmentLimits;
import io.yizhan.attachment.ObjectStorage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
 * @param calendar which days are worked, instead of what comes with the gateway
 * @param registryRefresh how often the registry is looked at for changes
 * @param recordPatience how long an exchange waits for its evidence to be durable
 * @param mostProfiles how many profiles a partner may save of a kind
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
        Optional<Path> calendar,
        Duration registryRefresh,
        Duration recordPatience,
        Postgres database,
        Kafka kafka,
        Path secretsKey,
        Files files,
        Materials attachments,
        int mostProfiles,
        Calls outbound,
        Operators operators) {

    /** The environment variable that names the settings file. */
    public static final String FILE_VARIABLE = "YIZHAN_SETTINGS";

    /** The environment variable that says where yizhan is installed; {@code bin/yizhan} sets it. */
    public static final String HOME_VARIABLE = "YIZHAN_HOME";

    /** Variables that begin like those of settings and are none. */
    static final Set<String> OTHER_VARIABLES = Set.of(HOME_VARIABLE, FILE_VARIABLE, "YIZHAN_OPTS");

    private static final String SERVER = "([^\\s,:@/]+|\\[[0-9A-Fa-f:.]+]):\\d{1,5}";
    private static final Pattern SERVERS = Pattern.compile(SERVER + "(," + SERVER + ")*");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern SOMETHING = Pattern.compile(".+");
    private static final Pattern PROTOCOL = Pattern.compile("PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL");
    private static final Pattern MECHANISM = Pattern.compile("PLAIN|SCRAM-SHA-256|SCRAM-SHA-512");
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
     * @param servers host and port of some brokers, separated by commas, or empty for the gateway's own Kafka
     * @param prefix begins the names of topics and consumer groups
     * @param replication of topics that are made
     */
    public record Kafka(Optional<String> servers, String prefix, int partitions, int replication, KafkaLogin login) {}

    /**
     * @param authorities a PEM file of certificate authorities trusted instead of the system's
     * @param mechanism counts where the protocol has a log-in, as user and password do
     */
    public record KafkaLogin(String protocol, Optional<Path> authorities, String mechanism, String user, String password) {
        @Override
        public String toString() {
            return "KafkaLogin[protocol=" + protocol + ", mechanism=" + mechanism + ", user=" + user + "]";
        }
    }

    /**
     * @param offered how long a file may be fetched after an answer spoke of it
     * @param spool bytes on disk, of all files together that are passing through
     */
    public record Files(Duration offered, long spool) {}

    /**
     * What partners bring by its digest.
     *
     * @param directory where it is kept, or only until it is whole where there is an object storage
     * @param patience how long nothing worth mentioning may move on a connection
     */
    public record Materials(Path directory, AttachmentLimits limits, Duration patience, Optional<ObjectStorage> storage) {}

    /**
     * @param loopback whether endpoints may be on this machine
     * @param authorities a PEM file of certificate authorities trusted besides the system's
     */
    public record Calls(boolean loopback, int connections, Optional<Path> authorities) {}

    /** @param port 0 for a free one; empty for none */
    public record Operators(String host, OptionalInt port) {}

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
                values.file(SettingKey.CALENDAR_FILE),
                values.duration(SettingKey.REGISTRY_REFRESH, Duration.ofMillis(100), Duration.ofHours(1)),
                values.duration(SettingKey.RECORD_PATIENCE, Duration.ofMillis(10), Duration.ofMinutes(1)),
                database(values),
                kafka(values),
                values.path(SettingKey.SECRETS_KEY).orElse(data.resolve("keys").resolve("secrets.key")),
                new Files(
                        values.duration(SettingKey.FILES_OFFERED, Duration.ofSeconds(1), Duration.ofDays(7)),
                        values.size(SettingKey.FILES_SPOOL, 1 << 20, 1L << 40)),
                materials(values, data),
                values.number(SettingKey.PROFILES_MOST, 1, 10_000_000),
                calls(values),
                operators(values));
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

    private static Operators operators(Values values) {
        boolean open = values.optional(SettingKey.OPERATOR_PORT).isPresent();
        return new Operators(
                values.matching(SettingKey.OPERATOR_HOST, Pattern.compile("[0-9A-Za-z.:_-]+"), "a host name or an address of this machine"),
                open ? OptionalInt.of(values.number(SettingKey.OPERATOR_PORT, 0, 65_535)) : OptionalInt.empty());
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

    private static Materials materials(Values values, Path data) {
        long largest = values.size(SettingKey.ATTACHMENTS_LARGEST, 1024, 1L << 40);
        AttachmentLimits limits = new AttachmentLimits(
                largest,
                values.size(SettingKey.ATTACHMENTS_WAITING, largest, 1L << 50),
                values.number(SettingKey.ATTACHMENTS_TRANSFERS, 1, 10_000),
                values.duration(SettingKey.ATTACHMENTS_KEPT, Duration.ofSeconds(1), Duration.ofDays(3660)),
                values.duration(SettingKey.ATTACHMENTS_UNFINISHED, Duration.ofSeconds(1), Duration.ofDays(30)));
        return new Materials(
                values.path(SettingKey.ATTACHMENTS_DIRECTORY).orElse(data.resolve("attachments")),
                limits,
                values.duration(SettingKey.ATTACHMENTS_PATIENCE, Duration.ofSeconds(1), Duration.ofMinutes(10)),
                values.url(SettingKey.ATTACHMENTS_S3_URL).map(url -> storage(values, url)));
    }

    private static ObjectStorage storage(Values values, URI url) {
        return new ObjectStorage(
                url,
                values.matching(SettingKey.ATTACHMENTS_S3_BUCKET, BUCKET, "the name of a bucket, because attachments.s3.url is set"),
                values.text(SettingKey.ATTACHMENTS_S3_REGION),
                values.matching(SettingKey.ATTACHMENTS_S3_ACCESS_KEY, SOMETHING, "a key, because attachments.s3.url is set"),
                values.matching(SettingKey.ATTACHMENTS_S3_SECRET_KEY, SOMETHING, "a key, because attachments.s3.url is set"));
    }

    private static Kafka kafka(Values values) {
        Optional<String> servers = values.optional(SettingKey.KAFKA_BOOTSTRAP_SERVERS);
        if (servers.isPresent()) {
            values.matching(SettingKey.KAFKA_BOOTSTRAP_SERVERS, SERVERS, "hosts and ports such as kafka-1.internal:9092,kafka-2.internal:9092");
        }
        return new Kafka(
                servers,
                values.matching(SettingKey.KAFKA_PREFIX, Pattern.compile("[A-Za-z0-9._-]{0,80}"), "at most 80 of letters, digits, '.', '_' and '-'"),
                values.number(SettingKey.KAFKA_PARTITIONS, 1, 1000),
                values.number(SettingKey.KAFKA_REPLICATION, 1, 9),
                new KafkaLogin(
                        values.matching(SettingKey.KAFKA_SECURITY_PROTOCOL, PROTOCOL, "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL"),
                        values.file(SettingKey.KAFKA_AUTHORITIES),
                        values.matching(SettingKey.KAFKA_SASL_MECHANISM, MECHANISM, "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512"),
                        values.text(SettingKey.KAFKA_SASL_USER),
                        values.text(SettingKey.KAFKA_SASL_PASSWORD)));
    }

    private static Calls calls(Values values) {
        return new Calls(
                values.flag(SettingKey.OUTBOUND_LOOPBACK),
                values.number(SettingKey.OUTBOUND_CONNECTIONS, 1, 100_000),
                values.file(SettingKey.OUTBOUND_AUTHORITIES));
    }
}
