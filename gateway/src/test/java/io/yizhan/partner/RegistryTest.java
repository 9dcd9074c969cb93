package io.yizhan.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.testing.TestDatabase;
import io.yizhan.vault.Vault;
import io.yizhan.vocabulary.PartnerId;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Regions REGIONS = Regions.load(PartnersFixture.REGIONS);

    @TempDir
    Path directory;

    @BeforeEach
    void empty_registry() {
        database.jdbi().useHandle(handle -> handle.execute("DELETE FROM partner"));
    }

    @Test
    void takes_over_everything_the_file_names() {
        assertThat(apply(registry(), PartnersFixture.YAML)).containsExactly("+ partner jiangxi", "+ partner national", "+ partner zhejiang",
                "+ key gjgxjhpt/nat-1", "+ key native/jx-1", "+ key zhejiang/app-33",
                "+ endpoint jiangxi/supervision-check/test", "+ endpoint national/licence-recognition/test",
                "+ endpoint zhejiang/licence-recognition/test", "+ agreement jx-zj");
    }

    @Test
    void changes_nothing_when_applied_again() {
        var registry = registry();
        apply(registry, PartnersFixture.YAML);
        assertThat(apply(registry, PartnersFixture.YAML)).isEmpty();
    }

    @Test
    void counts_no_version_when_nothing_changes() {
        var registry = registry();
        apply(registry, PartnersFixture.YAML);
        var before = registry.directory().version();
        apply(registry, PartnersFixture.YAML);
        assertThat(registry.directory().version()).isEqualTo(before);
    }

    @Test
    void plans_without_changing_anything() {
        var registry = registry();
        registry.plan(PartnersFixture.write(directory, PartnersFixture.YAML), PartnersFixture.ENVIRONMENT);
        assertThat(registry.directory().partner(new PartnerId("zhejiang"))).isEmpty();
    }

    @Test
    void says_what_changes() {
        var registry = registry();
        apply(registry, PartnersFixture.YAML);
        var changed = PartnersFixture.YAML.replace("timeout: 5s", "timeout: 8s").replace("bases: [holder]", "bases: [duty, holder]")
                .replace("env:ZJ_SECRET", "env:OTHER").replace("name: 江西省", "name: 江西");
        assertThat(apply(registry, changed)).containsExactly("~ partner jiangxi: name 江西省 → 江西", "~ key zhejiang/app-33: secret changed",
                "~ endpoint zhejiang/licence-recognition/test: timeout 5s → 8s", "~ agreement jx-zj: bases [holder] → [duty, holder]");
    }

    @Test
    void removes_what_the_file_no_longer_names() {
        var registry = registry();
        apply(registry, PartnersFixture.YAML);
        var shorter = PartnersFixture.YAML.substring(0, PartnersFixture.YAML.indexOf("agreements:"));
        assertThat(apply(registry, shorter)).containsExactly("- agreement jx-zj");
    }

    @Test
    void goes_by_what_it_applied_at_once() {
        var registry = registry();
        apply(registry, PartnersFixture.YAML);
        assertThat(registry.directory().key("zhejiang", "app-33")).hasValueSatisfying(key ->
                assertThat(key.material()).isEqualTo(PartnersFixture.SECRET.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void learns_of_another_nodes_change_when_it_refreshes() {
        var here = registry();
        apply(registry(), PartnersFixture.YAML);
        here.refresh();
        assertThat(here.directory().partner(new PartnerId("zhejiang"))).isPresent();
    }

    @Test
    void keeps_an_old_directory_as_it_was() {
        var registry = registry();
        apply(registry, PartnersFixture.YAML);
        var old = registry.directory();
        apply(registry, "partners: []");
        assertThat(old.partner(new PartnerId("zhejiang"))).isPresent();
    }

    @Test
    void starts_with_what_the_database_has() {
        apply(registry(), PartnersFixture.YAML);
        assertThat(registry().directory().key("native", "jx-1").orElseThrow().algorithm()).isEqualTo("ed25519");
    }

    @Test
    void knows_a_partners_networks() throws Exception {
        var registry = registry();
        apply(registry, PartnersFixture.YAML);
        assertThat(registry.directory().partner(new PartnerId("zhejiang")).orElseThrow().mayCallFrom(InetAddress.getByName("10.33.7.1"))).isTrue();
    }

    @Test
    void keeps_which_secrets_only_serve_to_get_others() {
        apply(registry(), renewed());
        var directory = registry().directory();
        assertThat(directory.key("zhejiang", "app-33").orElseThrow().renewed()).isTrue();
        assertThat(directory.key("gjgxjhpt", "nat-1").orElseThrow().renewed()).isFalse();
    }

    @Test
    void shows_when_a_secret_is_to_serve_otherwise() {
        var registry = registry();
        apply(registry, PartnersFixture.YAML);
        assertThat(apply(registry, renewed())).containsExactly("~ key zhejiang/app-33: long-lived false → true",
                "~ endpoint zhejiang/licence-recognition/test: long-lived false → true");
    }

    private static String renewed() {
        return PartnersFixture.YAML.replace("secret: \"env:ZJ_SECRET\"", "long-lived: \"env:ZJ_SECRET\"")
                .replace("secret: \"env:GATEWAY_AT_ZJ\"", "long-lived: \"env:GATEWAY_AT_ZJ\"");
    }

    @Test
    void stores_no_secret_that_can_be_read() {
        apply(registry(), PartnersFixture.YAML);
        var dump = database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT string_agg(row_to_json(held)::text || encode(held.material, 'escape'), ' ') FROM partner_key AS held""").mapTo(String.class).one()
                + handle.createQuery("SELECT string_agg(row_to_json(e)::text || coalesce(encode(e.secret, 'escape'), ''), ' ') FROM endpoint AS e")
                        .mapTo(String.class).one());
        assertThat(dump).contains("app-33").doesNotContain(PartnersFixture.ENVIRONMENT.values());
    }

    @Test
    void shows_no_secret_in_its_lines() {
        assertThat(String.join("\n", apply(registry(), PartnersFixture.YAML))).doesNotContain(PartnersFixture.ENVIRONMENT.values());
    }

    @Test
    void does_not_open_secrets_sealed_with_another_key() {
        apply(registry(), PartnersFixture.YAML);
        assertThatThrownBy(() -> Registry.in(database.jdbi(), another(), REGIONS, PartnersFixture.WORDS)).isInstanceOf(Registry.SealedOtherwise.class);
    }

    @Test
    void plans_to_seal_anew_what_another_key_sealed() {
        apply(registry(), PartnersFixture.YAML);
        var lost = Registry.unread(database.jdbi(), another(), REGIONS, PartnersFixture.WORDS);
        assertThat(lost.plan(PartnersFixture.write(directory, PartnersFixture.YAML), PartnersFixture.ENVIRONMENT))
                .hasSize(4).allSatisfy(line -> assertThat(line).startsWith("~ ").contains("secret changed"));
    }

    @Test
    void opens_with_the_new_key_what_was_applied_after_the_old_one_was_lost() {
        apply(registry(), PartnersFixture.YAML);
        apply(Registry.unread(database.jdbi(), another(), REGIONS, PartnersFixture.WORDS), PartnersFixture.YAML);
        assertThat(Registry.in(database.jdbi(), another(), REGIONS, PartnersFixture.WORDS).directory().key("zhejiang", "app-33")).isPresent();
    }

    private static Vault another() {
        byte[] key = new byte[32];
        key[0] = 1;
        return Vault.of(key, new SecureRandom());
    }

    @Test
    void does_not_open_a_secret_moved_to_another_place() {
        var registry = registry();
        apply(registry, PartnersFixture.YAML);
        database.jdbi().useHandle(handle -> handle.execute("UPDATE partner_key SET material = (SELECT material FROM partner_key WHERE id = 'app-33') "
                + "WHERE id = 'nat-1'"));
        assertThatThrownBy(this::registry).isInstanceOf(Registry.SealedOtherwise.class).hasMessageContaining("nat-1");
    }

    @Test
    void applies_one_file_after_the_other() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        var together = new CyclicBarrier(2);
        var file = PartnersFixture.write(directory, PartnersFixture.YAML);
        Callable<List<String>> applying = () -> {
            var registry = registry();
            together.await();
            return registry.apply(file, PartnersFixture.ENVIRONMENT);
        };
        var one = threads.submit(applying);
        var other = threads.submit(applying);
        threads.shutdown();
        assertThat(List.of(one.get().size(), other.get().size())).containsExactlyInAnyOrder(10, 0);
    }

    @Test
    void changes_nothing_for_a_file_that_is_wrong() {
        var registry = registry();
        var file = PartnersFixture.write(directory, PartnersFixture.YAML.replace("caller: jiangxi", "caller: nobody"));
        assertThatThrownBy(() -> registry.apply(file, Map.copyOf(PartnersFixture.ENVIRONMENT))).isInstanceOf(InvalidPartners.class);
        assertThat(registry.directory().partner(new PartnerId("zhejiang"))).isEmpty();
    }

    private Registry registry() {
        return Registry.in(database.jdbi(), Vault.of(new byte[32], new SecureRandom()), REGIONS, PartnersFixture.WORDS);
    }

    private List<String> apply(Registry registry, String yaml) {
        return registry.apply(PartnersFixture.write(directory, yaml), PartnersFixture.ENVIRONMENT);
    }
}
