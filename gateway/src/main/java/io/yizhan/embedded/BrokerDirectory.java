package io.yizhan.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Where a broker keeps its topics.
 *
 * @param data what it is in
 */
record BrokerDirectory(Path data) {

    Path path() {
        return data.resolve("kafka");
    }

    Path setAsidePath() {
        return data.resolve("kafka.set-aside");
    }

    /** Whether there is anything to start from. */
    boolean used() {
        return Files.exists(path(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes a new one, of a cluster of its own. */
    void make(SecureRandom random, int node, String controllerListener) throws Exception {
        PrivateFiles.directory(path());
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(new Uuid(random.nextLong(), random.nextLong()).toString())
                .setNodeId(node)
                .setControllerListenerName(controllerListener)
                .setMetadataLogDirectory(path().toString())
                .setDirectories(List.of(path().toString()))
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .run();
    }

    /** Takes it out of the way, for a person to look at; what had been set aside before is deleted, so that they do not pile up. */
    void setAside() throws IOException {
        PrivateFiles.deleteTree(setAsidePath());
        Files.move(path(), setAsidePath(), StandardCopyOption.ATOMIC_MOVE);
    }

    void delete() throws IOException {
        PrivateFiles.deleteTree(path());
    }
}
