package io.yizhan.assembly;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every setting there is, with its default; what each is for stands in {@code yizhan.properties}, kept equal by a test. */
enum SettingKey {
    DATA_DIRECTORY("data.directory", "./yizhan-data"),
    HTTP_HOST("http.host", "127.0.0.1"),
    HTTP_PORT("http.port", "8080"),
    HTTP_EXTERNAL_URL("http.external-url", ""),
    HTTP_LARGEST_MESSAGE("http.largest-message", "1MiB"),
    HTTP_BYTES_IN_FLIGHT("http.bytes-in-flight", "64MiB"),
    HTTP_CONNECTIONS("http.connections", "4096"),
    HTTP_WORKERS("http.workers", "256"),
    OPERATOR_HOST("operator.host", "127.0.0.1"),
    OPERATOR_PORT("operator.port", ""),
    GATEWAY_NAME("gateway.name", "yizhan"),
    GATEWAY_KEY("gateway.key", ""),
    GATEWAY_SM2_KEY("gateway.sm2-key", ""),
    ROUTES_DIRECTORY("routes.directory", ""),
    MAPPINGS_DIRECTORY("mappings.directory", ""),
    PARTNERS_FILE("partners.file", ""),
    CALENDAR_FILE("calendar.file", ""),
    REGISTRY_REFRESH("registry.refresh", "1s"),
    RECORD_PATIENCE("record.patience", "2s"),
    DATABASE_URL("database.url", ""),
    DATABASE_USER("database.user", ""),
    DATABASE_PASSWORD("database.password", ""),
    DATABASE_CONNECTIONS("database.connections", "16"),
    KAFKA_BOOTSTRAP_SERVERS("kafka.bootstrap-servers", ""),
    KAFKA_PREFIX("kafka.prefix", ""),
    KAFKA_PARTITIONS("kafka.partitions", "4"),
    KAFKA_REPLICATION("kafka.replication", "1"),
    KAFKA_SECURITY_PROTOCOL("kafka.security-protocol", "PLAINTEXT"),
    KAFKA_AUTHORITIES("kafka.authorities", ""),
    KAFKA_SASL_MECHANISM("kafka.sasl-mechanism", "SCRAM-SHA-512"),
    KAFKA_SASL_USER("kafka.sasl-user", ""),
    KAFKA_SASL_PASSWORD("kafka.sasl-password", ""),
    SECRETS_KEY("secrets.key", ""),
    FILES_OFFERED("files.offered", "1h"),
    FILES_SPOOL("files.spool", "1GiB"),
    ATTACHMENTS_DIRECTORY("attachments.directory", ""),
    ATTACHMENTS_LARGEST("attachments.largest", "2GiB"),
    ATTACHMENTS_WAITING("attachments.waiting", "64GiB"),
    ATTACHMENTS_TRANSFERS("attachments.transfers", "64"),
    ATTACHMENTS_PATIENCE("attachments.patience", "30s"),
    ATTACHMENTS_UNFINISHED("attachments.unfinished", "24h"),
    ATTACHMENTS_KEPT("attachments.kept", "720h"),
    ATTACHMENTS_S3_URL("attachments.s3.url", ""),
    ATTACHMENTS_S3_BUCKET("attachments.s3.bucket", ""),
    ATTACHMENTS_S3_REGION("attachments.s3.region", ""),
    ATTACHMENTS_S3_ACCESS_KEY("attachments.s3.access-key", ""),
    ATTACHMENTS_S3_SECRET_KEY("attachments.s3.secret-key", ""),
    PROFILES_MOST("profiles.most", "100000"),
    OUTBOUND_LOOPBACK("outbound.loopback", "false"),
    OUTBOUND_CONNECTIONS("outbound.connections", "256"),
    OUTBOUND_AUTHORITIES("outbound.authorities", "");

    private final String key;
    private final String usual;

    SettingKey(String key, String usual) {
        this.key = key;
        this.usual = usual;
    }

    String key() {
        return key;
    }

    /** The default as it is written in the file. */
    String usual() {
        return usual;
    }

    /** The environment variable that overrides the file. */
    String variable() {
        return "YIZHAN_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    boolean secret() {
        return this == DATABASE_PASSWORD || this == ATTACHMENTS_S3_SECRET_KEY || this == KAFKA_SASL_PASSWORD;
    }

    static Optional<SettingKey> named(String key) {
        return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
    }

    static Optional<SettingKey> ofVariable(String variable) {
        return Arrays.stream(values()).filter(one -> one.variable().equals(variable)).findFirst();
    }
}
