package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.testing.RunningWorld;
import io.yizhan.testing.SmallGateway;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Streamed;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A material takes no memory, however large: a gigabyte passes through a node of 96 MB and makes it hardly grow. */
@Timeout(600)
class LargeMaterialTest {
    private static final String MEMORY = "96m";
    /** Their digests are known: making them here would take longer than everything else. */
    private static final Content SMALL = new Content(1, 24L << 20, "cc647fb2c1d3c1134ca4d4cfeb0a0d8a238bad0947a7027bf6904f5d64284fe1");
    private static final Content GIGABYTE = new Content(2, 1L << 30, "1ac121abf467acacbd805243a47e8937605ad262e258a13b5183138e1c676b62");
    private static final long GROWTH = 64L << 20;

    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of(), partners -> partners);

    @TempDir
    private Path directory;

    /** Made-up bytes. */
    private record Content(int seed, long size, String sha256) {
        InputStream bytes() {
            return new Endless(seed, size);
        }

        Digest digest() {
            return Digest.of(HexFormat.of().parseHex(sha256));
        }
    }

    /** Made-up bytes without end, the same again for the same seed. */
    private static final class Endless extends InputStream {
        private static final int PIECE = 1 << 20;

        private final byte[] piece = new byte[PIECE];
        private final long size;
        private long at;

        Endless(int seed, long size) {
            new Random(seed).nextBytes(piece);
            this.size = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            int inPiece = (int) (at % PIECE);
            int read = (int) Math.min(Math.min(length, PIECE - inPiece), size - at);
            System.arraycopy(piece, inPiece, into, from, Math.max(0, read));
            at += read;
            return read == 0 && length > 0 ? -1 : read;
        }
    }

    @Test
    void a_gigabyte_comes_in_and_goes_out_and_the_gateway_does_not_grow() throws Exception {
        try (SmallGateway node = SmallGateway.beside(world, MEMORY, directory)) {
            Bringer bringer = new Bringer(world.world(), Platform.JIANGXI, node.url());
            pass(bringer, SMALL);
            Resident before = Resident.of(node.process().pid());

            long[] milliseconds = pass(bringer, GIGABYTE);

            Resident after = Resident.of(node.process().pid());
            System.out.printf(
                    "1 GiB: in %d ms, out %d ms, -Xmx%s, resident %d MiB before, %d MiB after, %d MiB at most, grown %d MiB%n",
                    milliseconds[0], milliseconds[1], MEMORY, before.now() >> 20, after.now() >> 20, after.most() >> 20, (after.most() - before.now()) >> 20);
            assertThat(after.most() - before.now()).isLessThan(GROWTH);
        }
    }

    /** Brings it and fetches it again; how long either took. */
    private static long[] pass(Bringer bringer, Content content) throws Exception {
        Digest digest = content.digest();
        long begun = System.nanoTime();
        HttpRequest.BodyPublisher body =
                HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofInputStream(content::bytes), content.size());
        HttpResponse<byte[]> brought =
                Bringer.send(bringer.signed(digest, new Streamed(digest, content.size()), Headers.none()), body, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(brought.statusCode()).isEqualTo(201);
        long there = System.nanoTime();
        HttpResponse<InputStream> fetched =
                Bringer.send(bringer.signed("GET", digest), HttpRequest.BodyPublishers.noBody(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(Same.bytes(fetched.body(), content.bytes())).isTrue();
        return new long[] {(there - begun) / 1_000_000, (System.nanoTime() - there) / 1_000_000};
    }

    /** How much memory a process has, in bytes. */
    private record Resident(long now, long most) {
        static Resident of(long pid) throws IOException {
            AtomicLong now = new AtomicLong();
            AtomicLong most = new AtomicLong();
            Files.readAllLines(Path.of("/proc/" + pid + "/status")).forEach(line -> {
                if (line.startsWith("VmRSS:")) {
                    now.set(kibibytes(line) << 10);
                } else if (line.startsWith("VmHWM:")) {
                    most.set(kibibytes(line) << 10);
                }
            });
            return new Resident(now.get(), most.get());
        }

        private static long kibibytes(String line) {
            return Long.parseLong(Arrays.stream(line.split("\\s+")).skip(1).findFirst().orElseThrow());
        }
    }
}
