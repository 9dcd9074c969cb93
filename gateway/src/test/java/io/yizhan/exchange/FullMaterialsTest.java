package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.testing.CapturedLog;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A disk of a few megabytes, which only an administrator can make: elsewhere this test is left out. */
@Timeout(180)
class FullMaterialsTest {
    private static final int SIZE = 6 << 20;
    private static final Path DISK = directory();
    private static final boolean MOUNTED = done("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", DISK.toString());

    @Order(1)
    @RegisterExtension
    static final CapturedLog log = new CapturedLog();

    @Order(2)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of("attachments.directory", DISK.resolve("attachments").toString()), partners -> partners);

    private static Path directory() {
        try {
            return Files.createTempDirectory("yizhan-test-disk");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @AfterAll
    static void nothing_stays_mounted() {
        done("umount", "-l", DISK.toString());
    }

    private static boolean done(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().onExit().join().exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    private static byte[] content() {
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Test
    void what_fits_on_no_disk_is_refused_for_now_and_gone_on_with_when_there_is_room() throws Exception {
        Assumptions.assumeTrue(MOUNTED, "only an administrator can mount a disk");
        Bringer bringer = Bringer.of(world, Platform.JIANGXI);
        Digest digest = Digest.sha256(content());

        try (Socket socket = Bringer.begin(bringer.signed(content()))) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 507").contains("gateway-unavailable");
        }

        HttpResponse<byte[]> there = bringer.look(digest);
        int offset = Integer.parseInt(there.headers().firstValue("Upload-Offset").orElseThrow());
        assertThat(offset).isBetween(1 << 20, 4 << 20);
        assertThat(done("mount", "-o", "remount,size=16m", DISK.toString())).isTrue();
        assertThat(bringer.bring(content(), offset, SIZE).statusCode()).isEqualTo(201);
        assertThat(bringer.fetch(digest).body()).isEqualTo(content());
    }

    /** The gateway answers while it is still sent bytes, and passes over the rest. */
    private static String answer(Socket socket) throws IOException {
        Thread sending = new Thread(() -> {
            try {
                socket.getOutputStream().write(content());
            } catch (IOException notTaken) {
                // the gateway has heard enough
                Thread.currentThread().interrupt();
            }
        });
        sending.start();
        return Bringer.said(socket);
    }
}
