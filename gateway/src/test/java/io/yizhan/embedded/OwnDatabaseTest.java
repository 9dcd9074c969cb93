package io.yizhan.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.yizhan.testing.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OwnDatabaseTest {
    /** A database that was started and stopped once: making one takes longer than everything else here. */
    @TempDir
    static Path made;

    @TempDir
    Path temporary;

    private Path data;

    @BeforeAll
    static void make() {
        OwnDatabase.connect(made, new SecureRandom(), System::nanoTime).close();
    }

    @BeforeEach
    void copy() throws Exception {
        data = temporary.resolve("data");
        new ProcessBuilder("cp", "-a", made.toString(), data.toString()).inheritIO().start().waitFor();
    }

    @Test
    void keeps_what_was_committed_from_one_start_to_the_next() {
        running(database -> jdbi(database).useHandle(handle -> handle.execute("CREATE TABLE kept AS SELECT generate_series(1, 10)")));
        running(database -> assertThat(rows(database)).isEqualTo(10));
    }

    @Test
    void keeps_what_was_committed_when_the_gateway_is_killed() throws Exception {
        kill(ChildGateway.start(data));
        running(database -> assertThat(rows(database)).isEqualTo(10));
    }

    @Test
    void keeps_what_was_committed_when_gateway_and_database_are_killed() throws Exception {
        var gateway = ChildGateway.start(data);
        kill(gateway);
        killServer();
        running(database -> assertThat(rows(database)).isEqualTo(10));
    }

    @Test
    void stops_the_server_a_killed_gateway_left_behind() throws Exception {
        kill(ChildGateway.start(data));
        var left = pid();
        running(database -> assertThat(pid()).isNotEqualTo(left));
    }

    @Test
    void starts_although_the_number_of_the_last_server_belongs_to_another_process_now() throws Exception {
        running(database -> jdbi(database).useHandle(handle -> handle.execute("CREATE TABLE kept AS SELECT generate_series(1, 10)")));
        Files.writeString(data.resolve("postgres/postmaster.pid"), ProcessHandle.current().pid() + "\n" + data.resolve("postgres") + "\n");
        running(database -> assertThat(rows(database)).isEqualTo(10));
    }

    @Test
    void begins_again_when_the_first_start_was_cut_short() throws Exception {
        data = temporary.resolve("fresh");
        Files.createDirectories(data.resolve("postgres.new/base"));
        Files.writeString(data.resolve("postgres.new/postgresql.conf"), "half");
        running(database -> assertThat(setting(database, "fsync")).isEqualTo("on"));
    }

    @Test
    void starts_again_at_the_same_address_when_its_server_dies() {
        running(database -> {
            jdbi(database).useHandle(handle -> handle.execute("CREATE TABLE kept AS SELECT generate_series(1, 10)"));
            var address = database.url();
            killServer();
            await().ignoreExceptions().untilAsserted(() -> assertThat(rows(database)).isEqualTo(10));
            assertThat(database.url()).isEqualTo(address);
        });
    }

    @Test
    void starts_again_as_often_as_its_server_dies() {
        running(database -> {
            for (int death = 0; death < 2; death++) {
                killServer();
                await().ignoreExceptions().untilAsserted(() -> assertThat(setting(database, "fsync")).isEqualTo("on"));
            }
        });
    }

    @Test
    void starts_again_although_a_session_of_the_dead_server_is_still_at_work() {
        running(database -> {
            try (var session = jdbi(database).open()) {
                var working = CompletableFuture.runAsync(() -> session.execute("SELECT count(*) FROM generate_series(1, 1000000000000)"));
                await().until(() -> jdbi(database).withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%1000000000000%' AND pid <> pg_backend_pid()")
                        .mapTo(Integer.class)
                        .one()) == 1);
                killServer();
                await().ignoreExceptions().untilAsserted(() -> assertThat(setting(database, "fsync")).isEqualTo("on"));
                assertThat(working).failsWithin(Duration.ofSeconds(10));
            }
        });
    }

    @Test
    void does_not_start_again_once_closed() {
        running(database -> killServer());
        assertThat(Servers.of(data)).isEmpty();
    }

    @Test
    void runs_with_durable_settings_on_loopback_only() {
        running(database -> {
            var settings = jdbi(database).withHandle(handle -> handle.createQuery("SELECT name || '=' || setting FROM pg_settings "
                            + "WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'unix_socket_directories') ORDER BY name")
                    .mapTo(String.class)
                    .list());
            assertThat(settings).containsExactly("fsync=on", "full_page_writes=on", "listen_addresses=127.0.0.1", "synchronous_commit=on",
                    "unix_socket_directories=");
        });
    }

    @Test
    void lets_nobody_in_without_the_password() {
        running(database -> assertThatThrownBy(() -> Jdbi.create(database.url(), database.user(), "guess").open())
                .rootCause().isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo("28P01")));
    }

    @Test
    void keeps_its_password_to_its_owner() {
        running(database -> assertThat(data.resolve("postgres.password")).satisfies(file ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------")));
    }

    @Test
    void refuses_a_directory_that_another_part_of_this_process_holds() {
        try (var held = DataDirectory.take(data)) {
            assertThatThrownBy(() -> DataDirectory.take(data)).isInstanceOf(DirectoryInUse.class).hasMessageContaining(held.path().toString());
        }
    }

    @Test
    void refuses_a_directory_that_another_process_holds() throws Exception {
        var gateway = ChildGateway.start(data);
        assertThatThrownBy(() -> DataDirectory.take(data)).isInstanceOf(DirectoryInUse.class);
        kill(gateway);
        running(database -> assertThat(database.url()).isNotEmpty());
    }

    @Test
    void can_be_held_again_once_let_go() {
        DataDirectory.take(data).close();
        DataDirectory.take(data).close();
    }

    @Test
    void connects_a_command_to_the_database_that_is_running() {
        running(database -> {
            try (var connected = OwnDatabase.connect(data, new SecureRandom(), System::nanoTime)) {
                assertThat(connected.url()).isEqualTo(database.url());
            }
        });
    }

    @Test
    void leaves_the_running_database_running_when_a_command_ends() {
        running(database -> {
            OwnDatabase.connect(data, new SecureRandom(), System::nanoTime).close();
            assertThat(setting(database, "fsync")).isEqualTo("on");
        });
    }

    @Test
    void starts_the_database_for_a_command_when_none_is_running() {
        try (var connected = OwnDatabase.connect(data, new SecureRandom(), System::nanoTime)) {
            assertThat(setting(connected, "fsync")).isEqualTo("on");
        }
    }

    @Test
    void lets_go_of_the_directory_when_a_command_ends() {
        OwnDatabase.connect(data, new SecureRandom(), System::nanoTime).close();
        DataDirectory.take(data).close();
    }

    /** What is done while a database runs. */
    @FunctionalInterface
    private interface Use {
        void with(OwnDatabase database) throws Exception;
    }

    private void running(Use use) {
        try (var directory = DataDirectory.take(data);
                var database = OwnDatabase.start(directory, new SecureRandom(), System::nanoTime)) {
            use.with(database);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void kill(Process gateway) throws Exception {
        gateway.destroyForcibly().waitFor();
    }

    private void killServer() throws Exception {
        var server = ProcessHandle.of(pid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(10, TimeUnit.SECONDS);
    }

    private long pid() throws Exception {
        return Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(0));
    }

    private static Jdbi jdbi(OwnDatabase database) {
        return Jdbi.create(database.url(), database.user(), database.password());
    }

    private static int rows(OwnDatabase database) {
        return jdbi(database).withHandle(handle -> handle.createQuery("SELECT count(*) FROM kept").mapTo(Integer.class).one());
    }

    private static String setting(OwnDatabase database, String name) {
        return jdbi(database).withHandle(handle -> handle.createQuery("SHOW " + name).mapTo(String.class).one());
    }
}
