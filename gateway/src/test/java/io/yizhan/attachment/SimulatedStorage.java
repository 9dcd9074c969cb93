package io.yizhan.attachment;

import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An object storage in a process of its own, somebody else's program (Adobe S3Mock), one for a test run; a bucket of its own for each class. */
final class SimulatedStorage implements BeforeAllCallback {
    private final String bucket = "made-up-" + UUID.randomUUID();
    private Running running;

    private record Running(Process process, URI url, Path directory) implements AutoCloseable {
        static Running start() {
            try {
                int port = freePort();
                Path directory = Files.createTempDirectory("yizhan-test-storage");
                Process process = new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(), "-Xmx160m", "-XX:TieredStopAtLevel=1", "-jar", "target/s3mock.jar",
                                "--server.port=0", "--com.adobe.testing.s3mock.httpPort=" + port, "--com.adobe.testing.s3mock.store.root=" + directory)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                URI url = URI.create("http://127.0.0.1:" + port);
                // whatever comes of it, it does not outlive the tests
                Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
                Awaitility.await().atMost(Duration.ofSeconds(180)).until(() -> answers(url) || !process.isAlive());
                return new Running(process, url, directory);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private static boolean answers(URI url) throws InterruptedException {
            try {
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding());
                return true;
            } catch (IOException notYet) {
                return false;
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly().onExit().join();
            FileUtils.deleteDirectory(directory.toFile());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        running = context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class);
        try (MinioClient client = MinioClient.builder().endpoint(running.url().toString()).credentials("made-up", "made-up-too").build()) {
            client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
        }
    }

    ObjectStorage storage() {
        return new ObjectStorage(running.url(), bucket, "us-east-1", "made-up", "made-up-too");
    }
}
