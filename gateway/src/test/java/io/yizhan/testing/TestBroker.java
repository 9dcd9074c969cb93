package io.yizhan.testing;

import io.yizhan.embedded.DataDirectory;
import io.yizhan.embedded.OwnBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The Kafka of this test run: one that is started when the first test class wants it, and shared. Topics are kept apart by their prefixes. */
public final class TestBroker implements AutoCloseable {
    private final Path path;
    private final DataDirectory directory;
    private final OwnBroker own;

    private TestBroker() throws IOException {
        path = Files.createTempDirectory("yizhan-test-kafka");
        directory = DataDirectory.take(path);
        own = OwnBroker.start(directory, new SecureRandom(), System::nanoTime);
    }

    /** Being started, perhaps: whoever needs it now waits for {@link #kafka()}. */
    public static TestBroker shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(TestBroker.class, key -> start(), TestBroker.class);
    }

    private static TestBroker start() {
        try {
            return new TestBroker();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public String address() {
        return own.address();
    }

    /** Seen from outside, once it runs. */
    public Kafka kafka() {
        own.running().join();
        return new Kafka(address());
    }

    @Override
    public void close() throws IOException {
        own.close();
        directory.close();
        FileUtils.deleteDirectory(path.toFile());
    }
}
