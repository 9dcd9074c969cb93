package io.yizhan.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Path SHIPPED = Path.of("src/main/dist/yizhan.properties");

    @TempDir
    private Path home;

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(home.resolve("routes"));
        Files.createDirectories(home.resolve("mappings"));
    }

    @Test
    void the_shipped_file_lists_every_setting_with_its_default() throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        Arrays.stream(SettingKey.values()).forEach(key -> defaults.put(key.key(), key.usual()));
        assertThat(shipped()).isEqualTo(defaults);
    }

    @Test
    void the_shipped_file_explains_every_setting() throws IOException {
        List<String> lines = Files.readAllLines(SHIPPED);
        for (SettingKey key : SettingKey.values()) {
            int at = lines.indexOf(key.key() + "=" + key.usual());
            assertThat(lines.get(at - 1)).as(key.key()).startsWith("# ");
        }
    }

    @Test
    void the_shipped_file_changes_nothing() {
        assertThat(load(Optional.of(SHIPPED), Map.of(), Map.of())).isEqualTo(load(Map.of()));
    }

    @Test
    void keeps_its_data_in_the_directory_it_is_started_in() {
        assertThat(load(Map.of()).dataDirectory()).isEqualTo(Path.of("yizhan-data").toAbsolutePath());
    }

    @Test
    void keeps_its_keys_with_its_data() {
        assertThat(load(Map.of("data.directory", "/srv/y")).gatewayKey()).isEqualTo(Path.of("/srv/y/keys/gateway.pem"));
    }

    @Test
    void the_environment_counts_more_than_the_file() throws IOException {
        assertThat(load(file("http.port=1"), Map.of("YIZHAN_HTTP_PORT", "2"), Map.of()).http().port()).isEqualTo(2);
    }

    @Test
    void the_command_line_counts_more_than_the_environment() {
        assertThat(load(Optional.empty(), Map.of("YIZHAN_HTTP_PORT", "2"), Map.of("http.port", "3")).http().port()).isEqualTo(3);
    }

    @Test
    void finds_its_file_through_the_environment() throws IOException {
        Map<String, String> environment = Map.of("YIZHAN_SETTINGS", file("http.port=7").orElseThrow().toString());
        assertThat(load(Optional.empty(), environment, Map.of()).http().port()).isEqualTo(7);
    }

    @Test
    void refuses_a_file_that_is_not_there() {
        assertThatThrownBy(() -> load(Optional.of(home.resolve("none.properties")), Map.of(), Map.of()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("none.properties cannot be read");
    }

    @Test
    void refuses_a_key_that_does_not_exist_and_says_which_may_be_meant() throws IOException {
        Optional<Path> file = file("http.prot=1");
        assertThatThrownBy(() -> load(file, Map.of(), Map.of()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageMatching("There is no setting http.prot \\(in .*settings.properties\\). Did you mean http.port\\?");
    }

    @Test
    void refuses_a_variable_that_matches_no_key() {
        assertThatThrownBy(() -> load(Optional.empty(), Map.of("YIZHAN_HTTP_HOSTS", "x"), Map.of()))
                .hasMessage("There is no setting YIZHAN_HTTP_HOSTS (in the environment). Did you mean YIZHAN_HTTP_HOST?");
    }

    @Test
    void says_where_settings_are_listed_when_none_is_alike() {
        assertThatThrownBy(() -> load(Map.of("colour", "red"))).hasMessageEndingWith("Expected one of those in yizhan.properties.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"YIZHAN_HOME_OF_NOTHING", "YIZHAN_"})
    void refuses_variables_that_only_begin_right(String name) {
        assertThatThrownBy(() -> load(Optional.empty(), Map.of(name, "x"), Map.of())).isInstanceOf(InvalidSetting.class);
    }

    @Test
    void leaves_the_variables_of_the_start_script_alone() {
        assertThat(load(Optional.empty(), Map.of("YIZHAN_OPTS", "-Xmx1g"), Map.of())).isEqualTo(load(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http.port | 65536 | a whole number from 0 to 65535",
                "http.port | eighty | a whole number from 0 to 65535",
                "http.port | -1 | a whole number from 0 to 65535",
                "http.connections | 0 | a whole number from 1 to 1000000",
                "profiles.most | 0 | a whole number from 1 to 10000000",
                "http.workers | 0 | a whole number from 1 to 10000",
                "http.largest-message | 1MB | bytes, from 1024 to 268435456",
                "http.largest-message | 999999999999GiB | bytes, from",
                "http.external-url | gateway.example.cn | an address such as https://gateway.example.cn",
                "http.external-url | ftp://x | an address such as",
                "http.external-url | http://a b | an address such as",
                "gateway.name | Yizhan | 1 to 40 of a-z",
                "registry.refresh | 1 | a duration from 100ms to 3600s",
                "registry.refresh | 1ms | a duration from 100ms to 3600s",
                "database.url | mysql://x | an address such as jdbc:postgresql:",
                "kafka.bootstrap-servers | kafka.internal | hosts and ports such as",
                "kafka.prefix | a/b | at most 80 of letters",
                "kafka.partitions | 0 | a whole number from 1 to 1000",
                "kafka.security-protocol | TLS | PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL",
                "kafka.sasl-mechanism | OAUTHBEARER | PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512",
                "outbound.loopback | yes | true or false",
                "partners.file | /nowhere/partners.yaml | a file that can be read",
                "data.directory | '' | a directory"
            })
    void refuses_a_value_it_cannot_use_and_says_what_it_expected(String key, String value, String expected) {
        assertThatThrownBy(() -> load(Map.of(key, value)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith(key + " on the command line: expected " + expected)
                .hasMessageEndingWith(", not \"" + value + "\".");
    }

    @Test
    void refuses_a_directory_of_mappings_that_is_not_there() {
        assertThatThrownBy(() -> load(Map.of("mappings.directory", "/nowhere")))
                .hasMessage("mappings.directory on the command line: expected a directory, but there is none at /nowhere.");
    }

    @Test
    void needs_to_know_where_it_is_installed_or_where_its_routes_are() {
        assertThatThrownBy(() -> Settings.load(Optional.empty(), Map.of(), Map.of())).hasMessageStartingWith("routes.directory: expected a directory");
    }

    @Test
    void shows_no_password_within_the_databases_address() {
        assertThat(load(Map.of("database.url", "jdbc:postgresql://host/database?user=u&password=s3cret")).toString())
                .contains("jdbc:postgresql://host/database").doesNotContain("s3cret");
    }

    @Test
    void shows_no_password() {
        assertThat(load(Map.of("database.password", "s3cret")).toString()).doesNotContain("s3cret");
    }

    @Test
    void shows_no_password_of_kafka() {
        assertThat(load(Map.of("kafka.sasl-password", "s3cret")).toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "1s, 1000", "2m, 120000", "1h, 3600000"})
    void reads_durations(String written, long milliseconds) {
        assertThat(load(Map.of("registry.refresh", written)).registryRefresh()).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @CsvSource({"65536, 65536", "64KiB, 65536", "2MiB, 2097152"})
    void reads_sizes(String written, int bytes) {
        assertThat(load(Map.of("http.largest-message", written)).http().largestMessage()).isEqualTo(bytes);
    }

    private Settings load(Map<String, String> overrides) {
        return load(Optional.empty(), Map.of(), overrides);
    }

    private Settings load(Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("YIZHAN_HOME", home.toString());
        return Settings.load(file, all, overrides);
    }

    private Optional<Path> file(String content) throws IOException {
        return Optional.of(Files.writeString(home.resolve("settings.properties"), content));
    }

    private static Map<String, String> shipped() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(SHIPPED)) {
            properties.load(reader);
        }
        Map<String, String> entries = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> entries.put(name, properties.getProperty(name)));
        return entries;
    }
}
