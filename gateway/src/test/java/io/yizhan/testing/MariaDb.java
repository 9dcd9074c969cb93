package io.yizhan.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real MariaDB for this test run, where Debian's {@code mariadb-server-core} and {@code mariadb-client-core} are installed: .ci/run does that. */
public record MariaDb(Path directory, Process process, int port) implements AutoCloseable {
    public static final String USER = "front";
    private static final String NAME = "front";
    private static final Duration LONG = Duration.ofSeconds(60);

    /** That of the test run; the test is passed over, and says so, where there is none to be had. */
    public static MariaDb of(ExtensionContext context, String password) {
        assumeInstalled();
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(MariaDb.class, key -> start(password), MariaDb.class);
    }

    public static void assumeInstalled() {
        Assumptions.assumeTrue(installed(), "MariaDB is not installed on this machine: apt-get install mariadb-server-core mariadb-client-core");
    }

    public static boolean installed() {
        return installed("mariadbd") && installed("mariadb-install-db") && installed("my_print_defaults");
    }

    private static boolean installed(String program) {
        return List.of("/usr/sbin", "/usr/bin", "/usr/local/bin").stream().anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static MariaDb start(String password) {
        try {
            Path directory = Files.createTempDirectory("yizhan-test-mariadb");
            String data = "--datadir=" + directory.resolve("data");
            run(directory, "mariadb-install-db", "--no-defaults", "--user=" + System.getProperty("user.name"), data,
                    "--auth-root-authentication-method=normal", "--skip-test-db").waitFor();
            Files.writeString(directory.resolve("init.sql"), "CREATE DATABASE IF NOT EXISTS " + NAME + " CHARACTER SET utf8mb4;\nCREATE USER IF NOT EXISTS '"
                    + USER + "'@'%' IDENTIFIED BY '" + password + "';\nGRANT ALL ON " + NAME + ".* TO '" + USER + "'@'%';\n");
            int port = freePort();
            Process process = run(directory, "/usr/sbin/mariadbd", "--no-defaults", "--user=" + System.getProperty("user.name"), data,
                    "--socket=" + directory.resolve("socket"), "--port=" + port, "--bind-address=127.0.0.1", "--pid-file=" + directory.resolve("pid"),
                    "--init-file=" + directory.resolve("init.sql"), "--innodb-buffer-pool-size=16M");
            MariaDb started = new MariaDb(directory, process, port);
            Awaitility.await().atMost(LONG).until(() -> started.answers(password));
            return started;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static Process run(Path directory, String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile())).start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private boolean answers(String password) {
        try {
            DriverManager.getConnection(url(), USER, password).close();
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    public String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + NAME;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        FileUtils.deleteDirectory(directory.toFile());
    }
}
