package io.yizhan.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.partner.Endpoint.Mailbox;
import io.yizhan.partner.Endpoint.Table;
import io.yizhan.partner.Endpoint.Topic;
import io.yizhan.partner.Endpoint.Window;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vault.Vault;
import io.yizhan.vocabulary.Release;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How partners are reached, as partners.yaml says it and the registry keeps it. */
class WaysFileTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Regions REGIONS = Regions.load(PartnersFixture.REGIONS);
    /** One kind whose messages may wait, and one that is answered at once. */
    private static final Registry.Words WORDS = new Registry.Words(
            PartnersFixture.WORDS.dialects(), PartnersFixture.WORDS.conventions(), PartnersFixture.WORDS.kinds(), Set.of("supervision-check"),
            Map.of("licence-recognition", Release.MASKED), Map.of("supervision-check", new TreeSet<>(Set.of("region", "theme"))));
    private static final Vault VAULT = Vault.of(new byte[32], new SecureRandom());
    private static final String USUAL = "endpoints: [{kind: supervision-check, environment: test, url: \"https://jiangxi.example/exchange/supervision-check\"}]";
    private static final String TABLE = "way: table, database: {url: \"jdbc:mariadb://127.0.0.1/front\", user: yizhan, password: \"env:OTHER\"}";

    @TempDir
    Path directory;

    @BeforeEach
    void empty_registry() {
        database.jdbi().useHandle(handle -> handle.execute("DELETE FROM partner"));
    }

    private Path file(String keys) {
        return PartnersFixture.write(directory, PartnersFixture.YAML.replace(USUAL, "endpoints: [{kind: supervision-check, environment: test, " + keys + "}]"));
    }

    /** As another node has it, which has read it from the database. */
    private Endpoint kept(String keys) {
        Registry.in(database.jdbi(), VAULT, REGIONS, WORDS).apply(file(keys), PartnersFixture.ENVIRONMENT);
        return Registry.in(database.jdbi(), VAULT, REGIONS, WORDS).directory().endpoint("jiangxi/supervision-check/test").orElseThrow();
    }

    @Test
    void calls_where_nothing_else_is_said() {
        assertThat(kept("url: \"https://jiangxi.example/a\"").way()).isEqualTo(new Endpoint.Push(URI.create("https://jiangxi.example/a")));
    }

    @Test
    void keeps_a_mailbox_with_a_minute_for_acknowledging() {
        Endpoint endpoint = kept("way: mailbox");
        assertThat(endpoint.way()).isEqualTo(new Mailbox());
        assertThat(endpoint.timeout()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void keeps_a_topic() {
        assertThat(kept("way: kafka, topic: jiangxi.checks").way()).isEqualTo(new Topic("jiangxi.checks"));
    }

    @Test
    void who_follows_a_feed_has_a_topic_where_none_is_named() {
        assertThat(kept("way: kafka").way()).isEqualTo(new Topic("feed.supervision-check.jiangxi.test"));
    }

    @Test
    void refuses_to_guess_a_topic_where_nothing_is_followed() {
        Registry.Words none = new Registry.Words(WORDS.dialects(), WORDS.conventions(), WORDS.kinds(), WORDS.durable(), WORDS.least(), Map.of());
        assertThatThrownBy(() -> Registry.in(database.jdbi(), VAULT, REGIONS, none).plan(file("way: kafka"), PartnersFixture.ENVIRONMENT))
                .isInstanceOf(InvalidPartners.class)
                .hasMessageContaining("topic: expected text");
    }

    @Test
    void keeps_tables_with_their_usual_names_and_the_password() {
        Endpoint endpoint = kept(TABLE);
        assertThat(endpoint.way()).isEqualTo(new Table("jdbc:mariadb://127.0.0.1/front", "yizhan", "up_", "dn_"));
        assertThat(endpoint.secret()).asString().isEqualTo("another-secret");
    }

    @Test
    void keeps_tables_with_names_of_their_own() {
        assertThat(kept(TABLE + ", tables: {up: exchange.in_, down: exchange.out_}").way())
                .isEqualTo(new Table("jdbc:mariadb://127.0.0.1/front", "yizhan", "exchange.in_", "exchange.out_"));
    }

    @Test
    void seals_the_password() {
        kept(TABLE);
        byte[] stored = database.jdbi().withHandle(handle -> handle.createQuery("SELECT secret FROM endpoint WHERE owner = 'jiangxi'").mapTo(byte[].class).one());
        assertThat(new String(stored)).doesNotContain("another-secret");
    }

    @Test
    void refuses_an_agreement_that_releases_less_than_its_kind_needs() {
        Path file = PartnersFixture.write(directory, PartnersFixture.YAML.replace("release: masked", "release: verdict"));
        assertThatThrownBy(() -> Registry.in(database.jdbi(), VAULT, REGIONS, WORDS).plan(file, PartnersFixture.ENVIRONMENT))
                .isInstanceOf(InvalidPartners.class)
                .hasMessage("agreements[0].release: expected masked or full: messages of the kind licence-recognition cannot be released as verdict");
    }

    @Test
    void keeps_what_is_peculiar() {
        Endpoint.Habits habits = kept("url: \"https://jiangxi.example/a\", idempotent: false, status: /b, attachments: {push: /c}, "
                        + "maintenance: [{from: \"22:00\", to: \"06:00\"}, {from: 2026-12-01T00:00, to: 2026-12-03T00:00}]")
                .habits();
        assertThat(habits).isEqualTo(new Endpoint.Habits(
                Optional.of(false), Optional.of(URI.create("https://jiangxi.example/b")), Optional.of(URI.create("https://jiangxi.example/c")),
                List.of(Window.of("22:00", "06:00"), Window.of("2026-12-01T00:00", "2026-12-03T00:00")), Map.of()));
    }

    @Test
    void plans_a_change_from_one_way_to_another_without_a_secret() {
        kept("way: mailbox");
        List<String> plan = Registry.in(database.jdbi(), VAULT, REGIONS, WORDS).plan(file(TABLE), PartnersFixture.ENVIRONMENT);
        assertThat(plan).hasSize(1).allSatisfy(line -> assertThat(line)
                .contains("way mailbox → table", "database none → jdbc:mariadb://127.0.0.1/front as yizhan", "secret changed")
                .doesNotContain("another-secret"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            way: pigeon                                                | way: expected one of
            way: mailbox, url: "https://a.example/"                    | url: expected only where the way is push
            way: mailbox, status: /b                                   | status: expected only where the way is push
            way: mailbox, attachments: {push: /b}                      | attachments: expected only where the way is push
            `url: "https://a.example/x", attachments: {pull: /b}`      | attachments.pull: unknown key
            `url: "https://a.example/x", attachments: {push: "http://b.example/"}` | attachments.push: expected https
            way: mailbox, topic: t                                     | topic: expected only where the way is kafka
            way: kafka, topic: exchange.x                              | topic: expected a name that does not begin
            way: kafka, topic: "a b"                                   | topic: expected 1 to 200
            way: table                                                 | database.url: expected text
            `way: table, database: {url: "jdbc:h2:mem:x", user: u, password: "env:OTHER"}` | database.url: expected an address
            `way: table, database: {url: "jdbc:mariadb://a.example/x", user: u, password: "env:OTHER"}` | database.url: expected sslmode=verify-full
            `way: table, database: {url: "jdbc:postgresql://a.example/x?sslmode=verify-full&socketFactory=x", user: u, password: "env:OTHER"}` | database.url: expected an address
            `way: table, database: {url: "jdbc:postgresql://127.0.0.1/x", user: u, password: "secret"}` | database.password: expected a reference
            `way: table, tables: {up: a_, down: a_b_}, database: {url: "jdbc:postgresql://127.0.0.1/x", user: u, password: "env:OTHER"}` | tables.down: expected another beginning
            `way: table, tables: {up: "a;", down: b_}, database: {url: "jdbc:postgresql://127.0.0.1/x", user: u, password: "env:OTHER"}` | tables.up: expected what names
            `way: mailbox, maintenance: [{from: "22:00", to: "22:00"}]`  | maintenance[0].from: expected two times
            `way: mailbox, maintenance: [{from: "22:00", to: 2026-12-03T00:00}]` | maintenance[0].from: expected two times
            `way: mailbox, idempotent: perhaps`                        | idempotent: expected true or false
            `way: mailbox, follows: {colour: [red]}`                   | follows.colour: expected one of region, theme
            `way: mailbox, follows: {theme: []}`                       | follows.theme: expected at least one value
            `way: mailbox, follows: {region: [33]}`                    | follows.region[0]: expected text: put the number in quotes
            `way: mailbox, follows: [theme]`                           | follows: expected a mapping
            """)
    void refuses_what_makes_no_way(String keys, String refusal) {
        assertThatThrownBy(() -> PartnersFile.read(file(keys), PartnersFixture.ENVIRONMENT, REGIONS, WORDS))
                .isInstanceOf(InvalidPartners.class)
                .hasMessageStartingWith("partners[2].endpoints[0]." + refusal);
    }

    @Test
    void keeps_which_items_are_wanted() {
        assertThat(kept("way: mailbox, follows: {theme: [rent, \"a=b\"], region: [\"33\"]}").habits().follows())
                .isEqualTo(Map.of("theme", List.of("rent", "a=b"), "region", List.of("33")));
    }

    @Test
    void plans_a_change_of_what_is_wanted() {
        kept("way: mailbox, follows: {theme: [rent]}");
        assertThat(Registry.in(database.jdbi(), VAULT, REGIONS, WORDS).plan(file("way: mailbox"), PartnersFixture.ENVIRONMENT))
                .containsExactly("~ endpoint jiangxi/supervision-check/test: follows [theme=rent] → []");
    }

    @Test
    void refuses_to_choose_items_of_what_is_no_feed() {
        Path file = file("url: \"https://jiangxi.example/a\", follows: {theme: [rent]}");
        assertThatThrownBy(() -> PartnersFile.read(file, PartnersFixture.ENVIRONMENT, REGIONS, PartnersFixture.WORDS))
                .hasMessage("partners[2].endpoints[0].follows: expected none: nothing of this kind is followed");
    }

    @Test
    void refuses_a_mailbox_for_what_is_answered_at_once() {
        Path file = file("way: mailbox");
        assertThatThrownBy(() -> PartnersFile.read(file, PartnersFixture.ENVIRONMENT, REGIONS, PartnersFixture.WORDS))
                .hasMessage("partners[2].endpoints[0].way: expected push: messages of this kind are answered at once");
    }

    @ParameterizedTest(name = "{0} to {1} at {2}: {3}")
    @CsvSource({
        "22:00, 06:00, 2026-11-22T13:59:59Z, false",
        "22:00, 06:00, 2026-11-22T14:00:00Z, true",
        "22:00, 06:00, 2026-11-22T21:59:59Z, true",
        "22:00, 06:00, 2026-11-22T22:00:00Z, false",
        "01:00, 02:00, 2026-11-22T17:30:00Z, true",
        "01:00, 02:00, 2026-11-22T01:30:00Z, false",
        "2026-12-01T00:00, 2026-12-03T00:00, 2026-11-30T15:59:59Z, false",
        "2026-12-01T00:00, 2026-12-03T00:00, 2026-11-30T16:00:00Z, true",
        "2026-12-01T00:00, 2026-12-03T00:00, 2026-12-02T16:00:00Z, false"
    })
    void is_looked_after_by_the_clock_of_china(String from, String to, Instant at, boolean open) {
        assertThat(Window.of(from, to).open(at)).isEqualTo(open);
    }

    @Test
    void has_no_address_where_it_is_not_called() {
        assertThatThrownBy(() -> kept("way: mailbox").url()).isInstanceOf(IllegalStateException.class);
    }
}
