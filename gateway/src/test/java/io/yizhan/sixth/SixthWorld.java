package io.yizhan.sixth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.testing.RunningWorld;
import io.yizhan.testing.Copies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A gateway with the five simulated platforms around it and a sixth, which it knows by files in the test's resources. */
final class SixthWorld implements BeforeAllCallback, AfterAllCallback {
    private static final Path SIXTH = Path.of("src/test/resources/sixth");
    static final String OWN_SECRET = "made-up-hainan-secret-0001";
    private static final String GATEWAYS_SECRET = "made-up-secret-of-yizhan-at-hainan";
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path directory;
    private final SixthPlatform platform;
    private final RunningWorld world;
    private SixthAsker asker;

    private SixthWorld(Path directory, SixthPlatform platform) {
        this.directory = directory;
        this.platform = platform;
        this.world = RunningWorld.with(
                Map.of("routes.directory", directory.resolve("routes").toString(), "mappings.directory", directory.resolve("mappings").toString()),
                this::joined);
    }

    static SixthWorld make() {
        try {
            Path directory = Files.createTempDirectory("yizhan-test-sixth");
            Copies.routes(directory.resolve("routes"));
            Copies.mappings(directory.resolve("mappings"));
            FileUtils.copyDirectory(SIXTH.toFile(), directory.toFile());
            return new SixthWorld(directory, SixthPlatform.start(GATEWAYS_SECRET));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Files.writeString(directory.resolve("own.secret"), OWN_SECRET);
        Files.writeString(directory.resolve("gateways.secret"), GATEWAYS_SECRET);
        world.beforeAll(context);
        asker = new SixthAsker(world.url(), OWN_SECRET);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        world.afterAll(context);
        platform.close();
        FileUtils.deleteDirectory(directory.toFile());
    }

    /** The registry's file with the sixth platform in it, and agreements with each of the others both ways. */
    private String joined(String partners) {
        try {
            ObjectNode file = (ObjectNode) YAML.readTree(partners);
            ((ArrayNode) file.get("partners")).add(YAML.readTree(
                    """
                    id: hainan
                    name: 海南省（测试）
                    role: region
                    dialect: hainan
                    regions: ["46"]
                    networks: [127.0.0.0/8, "::1/128"]
                    keys:
                      - {convention: hainan, id: %s, environment: production, long-lived: "file:%s"}
                    endpoints:
                      - {kind: licence-recognition, environment: production, url: "%s/open/v2/paper.verify",
                         credential: {id: %s, long-lived: "file:%s"}, timeout: 5s, concurrency: 16}
                    """
                            .formatted(SixthAsker.ID, directory.resolve("own.secret"), platform.url(), SixthPlatform.GATEWAYS_ID,
                                    directory.resolve("gateways.secret"))));
            for (Platform other : Platform.values()) {
                ((ArrayNode) file.get("agreements")).add(agreement("hainan", other.id())).add(agreement(other.id(), "hainan"));
            }
            // registered without an endpoint: the national platform answers for it
            ((ArrayNode) file.get("agreements")).add(agreement("hainan", "xinjiang"));
            return YAML.writeValueAsString(file);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static ObjectNode agreement(String caller, String answerer) throws JsonProcessingException {
        return (ObjectNode) YAML.readTree(
                """
                {id: %s-and-%s, caller: %s, answers: [%s], kind: licence-recognition, purposes: ["%s"], bases: [holder, duty],
                 release: full, from: 2026-01-01, to: 2098-12-31, way: [direct, hub, national]}
                """
                        .formatted(caller, answerer, caller, answerer, Question.USUAL_PURPOSE));
    }

    RunningWorld others() {
        return world;
    }

    SixthPlatform platform() {
        return platform;
    }

    SixthAsker asker() {
        return asker;
    }
}
