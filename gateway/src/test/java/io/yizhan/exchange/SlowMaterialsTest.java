package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.testing.CapturedLog;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who brings or takes a material slowly costs nobody anything for long. */
@Timeout(180)
class SlowMaterialsTest {
    private static final int LARGE = 48 << 20;

    @Order(1)
    @RegisterExtension
    static final CapturedLog log = new CapturedLog();

    @Order(2)
    @RegisterExtension
    static final RunningWorld world =
            RunningWorld.with(Map.of("attachments.patience", "2s", "attachments.transfers", "64", "http.workers", "4"), partners -> partners);

    private static byte[] bytes(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Bringer bringer() {
        return Bringer.of(world, Platform.JIANGXI);
    }

    @Test
    void who_brings_nothing_for_long_is_sent_away_and_goes_on_later() throws IOException {
        byte[] content = bytes(1, 500_000);
        try (Socket socket = Bringer.begin(bringer().signed(content))) {
            socket.getOutputStream().write(content, 0, 100_000);

            assertThat(Bringer.said(socket)).startsWith("HTTP/1.1 408");
        }

        HttpResponse<byte[]> rest = bringer().bring(content, 100_000, content.length);
        assertThat(rest.statusCode()).isEqualTo(201);
    }

    @Test
    void who_takes_nothing_for_long_is_cut_off_and_goes_on_later() throws IOException {
        byte[] content = bytes(2, LARGE);
        Digest digest = Digest.sha256(content);
        bringer().bring(content);

        try (Socket socket = Bringer.begin(bringer().signed("GET", digest))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> log.lines().stream().anyMatch(line -> line.message().startsWith("a material was not taken")));
        }

        assertThat(bringer().fetch(digest, "bytes=" + (LARGE - 10) + "-").body()).hasSize(10);
    }

    /** More of them than there are workers of any kind. */
    @Test
    void many_who_bring_slowly_keep_no_worker_from_anybody_else() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                slow.add(Bringer.begin(bringer().signed(bytes(10 + i, 100_000)), "Expect: 100-continue"));
                assertThat(new String(slow.get(i).getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 100");
            }

            assertThat(Bringer.of(world, Platform.NATIONAL).bring(bytes(3, 100_000)).statusCode()).isEqualTo(201);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void forgets_the_place_of_a_caller_that_went_away() throws IOException {
        WireRequest put = bringer().signed(bytes(4, 100_000));
        Bringer.begin(put, "Expect: 100-continue").close();

        await().untilAsserted(() -> assertThat(bringer().bring(bytes(4, 100_000), 0, 100_000).statusCode()).isEqualTo(201));
    }
}
