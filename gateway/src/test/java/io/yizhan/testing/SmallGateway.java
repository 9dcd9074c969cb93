package io.yizhan.testing;

import io.yizhan.assembly.Gateway;
import io.yizhan.assembly.Machine;
import io.yizhan.assembly.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Another node of a gateway, in a process of its own that has little memory. */
public record SmallGateway(Process process, URI url) implements AutoCloseable {

    /**
     * @param memory for {@code -Xmx}: heap, and as much again outside of it
     * @param directory for what the node keeps
     */
    public static SmallGateway beside(RunningWorld world, String memory, Path directory) throws IOException {
        return beside(world.settings(), memory, directory);
    }

    /** @param settings of the gateway it is a node of */
    public static SmallGateway beside(Settings settings, String memory, Path directory) throws IOException {
        Path ready = directory.resolve("ready");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx" + memory,
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SmallGateway.class.getName(),
                ready.toString()));
        settings(settings, directory).forEach((key, value) -> command.add(key + "=" + value));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(ready) || !process.isAlive());
        return new SmallGateway(process, URI.create(Files.readString(ready)));
    }

    private static Map<String, String> settings(Settings settings, Path directory) {
        return Map.ofEntries(
                Map.entry("data.directory", directory.resolve("data").toString()),
                Map.entry("http.port", "0"),
                Map.entry("http.workers", "16"),
                Map.entry("gateway.key", settings.gatewayKey().toString()),
                Map.entry("routes.directory", settings.routes().toString()),
                Map.entry("mappings.directory", settings.mappings().toString()),
                // contents that one node has taken are there for the others
                Map.entry("attachments.directory", settings.attachments().directory().toString()),
                Map.entry("database.url", settings.database().url().orElseThrow()),
                Map.entry("database.user", settings.database().user()),
                Map.entry("database.password", settings.database().password()),
                Map.entry("kafka.bootstrap-servers", settings.kafka().servers().orElseThrow()),
                Map.entry("kafka.prefix", settings.kafka().prefix()),
                Map.entry("secrets.key", settings.secretsKey().toString()),
                Map.entry("outbound.loopback", "true"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        Gateway gateway = Gateway.start(Settings.load(Optional.empty(), Map.of(), settings), Machine.present(), progress -> {});
        Path ready = Path.of(arguments[0]);
        Files.writeString(ready.resolveSibling("almost"), gateway.url().toString());
        Files.move(ready.resolveSibling("almost"), ready);
        System.in.read();
        gateway.close();
    }
}
