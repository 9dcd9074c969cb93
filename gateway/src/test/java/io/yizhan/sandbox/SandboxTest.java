package io.yizhan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    private static final Outside OUTSIDE = new Outside(InstantSource.system(), new SecureRandom(), System::nanoTime);

    @TempDir
    private Path directory;

    private final StringBuffer told = new StringBuffer();

    @Test
    void a_gateway_that_talks_nonsense_fails_every_step() throws IOException {
        HttpServer nonsense = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        nonsense.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 6);
            exchange.getResponseBody().write("<html>".getBytes());
            exchange.close();
        });
        nonsense.start();
        URI url = URI.create("http://127.0.0.1:" + nonsense.getAddress().getPort());
        try (Sandbox sandbox = start((settings, progress) -> new Sandbox.Relay(url, () -> nonsense.stop(0)))) {
            List<String> unexpected = sandbox.play();

            assertThat(unexpected).hasSize(Episodes.all(sandbox.world(), url, OUTSIDE, platform -> {}).size() + 2);
        }
    }

    @Test
    void a_gateway_that_is_gone_fails_every_step() {
        try (Sandbox sandbox = start((settings, progress) -> new Sandbox.Relay(URI.create("http://127.0.0.1:1"), () -> {}))) {
            assertThat(sandbox.play()).allMatch(line -> line.contains("no usable answer"));
        }
    }

    @Test
    void a_gateway_that_does_not_start_stops_the_sandbox() {
        assertThatThrownBy(() -> start((settings, progress) -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
    }

    @Test
    void tells_something_before_the_gateway_starts() {
        try (Sandbox sandbox = start((settings, progress) -> {
            assertThat(told.toString()).contains("Yizhan");
            return new Sandbox.Relay(URI.create("http://127.0.0.1:1"), () -> {});
        })) {
            assertThat(sandbox.platforms().url()).isEqualTo(sandbox.world().platforms());
        }
    }

    @Test
    void tells_where_keys_are_and_never_what_they_are() {
        try (Sandbox sandbox = start((settings, progress) -> new Sandbox.Relay(URI.create("http://127.0.0.1:1"), () -> {}))) {
            sandbox.tellHowToCall();

            assertThat(told.toString())
                    .contains("national-sandbox.secret")
                    .doesNotContain(sandbox.world().own().get(Platform.NATIONAL).value());
        }
    }

    @Test
    void secrets_are_files_of_their_owner_only() throws IOException {
        World world = World.make(directory, 1, OUTSIDE.random());
        try (Stream<Path> files = Files.list(world.keys())) {
            assertThat(files).hasSize(15).allMatch(SandboxTest::ownersOnly);
        }
    }

    @Test
    void partners_refer_to_secrets_and_do_not_contain_them() throws IOException {
        World world = World.make(directory, 1, OUTSIDE.random());
        assertThat(Files.readString(world.partnersFile()))
                .contains("file:" + world.keys().resolve("zhejiang-sandbox.secret"))
                .doesNotContain(world.own().get(Platform.ZHEJIANG).value());
    }

    @Test
    void a_table_keeps_its_columns_under_chinese_text() {
        Story.Table table = new Story.Table("请求方", "b");
        table.row("x", "y");
        assertThat(table.toString().lines()).containsExactly("请求方  b", "─".repeat(9), "x       y");
    }

    private Sandbox start(Sandbox.Starter starter) {
        return Sandbox.start(directory, Path.of("../routes"), Map.of(), Optional.empty(), starter, OUTSIDE, line -> told.append(line).append(System.lineSeparator()));
    }

    private static boolean ownersOnly(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals("rw-------");
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
