package io.yizhan.sandbox;

import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.tongues.Case;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** A gateway and simulated platforms around it, in a made-up world. */
public record Sandbox(World world, Simulators platforms, Relay gateway, Outside outside, Screen out) implements AutoCloseable {

    /**
     * A running gateway.
     *
     * @param closing stops it
     */
    public record Relay(URI url, Runnable closing) {}

    /** How a gateway is started with these settings, telling its progress in a few words. */
    @FunctionalInterface
    public interface Starter {
        Relay start(Map<String, String> settings, Consumer<String> progress);
    }

    /**
     * Starts platforms and gateway side by side; both serve when this returns.
     *
     * @param directory where the made-up world is kept; written anew
     * @param routes the directory that holds {@code sandbox/<region>.camel.yaml}
     * @param settings of the gateway that replace the sandbox's own
     * @param front Guangdong's front-end database, where it has one
     * @param out told each line as it comes, the first at once
     */
    public static Sandbox start(
            Path directory, Path routes, Map<String, String> settings, Optional<Front> front, Starter gateway, Outside outside, Screen out) {
        out.line("驿站 Yizhan：沙箱启动，数据全部虚构 · sandbox starting, everything in it is made up");
        World world = World.make(directory, World.freePort(), outside.random(), true, front);
        Map<String, String> all = new HashMap<>(world.settings());
        all.putAll(settings);
        // set up by one thread first: two at once make SLF4J complain on the terminal
        LoggerFactory.getILoggerFactory();
        CompletableFuture<URI> address = new CompletableFuture<>();
        CompletableFuture<Simulators> platforms = CompletableFuture.supplyAsync(
                () -> Simulators.start(world, routes, address::join, outside), task -> new Thread(task, "simulated platforms").start());
        Relay relay = started(gateway, all, platforms, out);
        address.complete(relay.url());
        try {
            Sandbox sandbox = new Sandbox(world, platforms.join(), relay, outside, out);
            sandbox.platforms().fetchFrom(relay.url(), world, outside);
            out.line("网关 gateway %s · 模拟平台 simulated platforms %s".formatted(relay.url(), world.platforms()));
            return sandbox;
        } catch (RuntimeException noPlatforms) {
            relay.closing().run();
            throw noPlatforms;
        }
    }

    private static Relay started(Starter gateway, Map<String, String> settings, CompletableFuture<Simulators> platforms, Screen out) {
        try {
            return gateway.start(settings, line -> out.line("  " + line));
        } catch (RuntimeException noGateway) {
            platforms.thenAccept(Simulators::close);
            throw noGateway;
        }
    }

    /** Plays the story; returns the steps that did not come out as expected, one line each. */
    public List<String> play() {
        List<String> wrong = new ArrayList<>(new Story(out::line).play(Episodes.all(world, gateway.url(), outside, platforms::revoke)));
        wrong.addAll(new JointCase(platforms, correspondents(), world.front().isPresent(), outside, out).play());
        wrong.addAll(new PolicyStory(platforms, correspondents(), outside, out).play());
        return List.copyOf(wrong);
    }

    private Map<Platform, Correspondent> correspondents() {
        Map<Platform, Correspondent> correspondents = new EnumMap<>(Platform.class);
        for (Platform platform : Platform.values()) {
            correspondents.put(platform, world.correspondent(platform, gateway.url(), outside));
        }
        return correspondents;
    }

    /** Tells what a person needs to send messages by hand. */
    public void tellHowToCall() {
        out.line("""

                网关 gateway                %s
                登记簿 registry              %s
                江西 Jiangxi (RFC 9421)      keyid %s, private key %s
                国家平台 national (gjgxjhpt)  rid %s, secret in %s
                浙江 Zhejiang                appKey %s, secret in %s
                贵州 Guizhou (x-tif)         paasid %s, token in %s
                广东 Guangdong (x-tif)       paasid %s, token in %s
                短期密钥 short-lived secrets  %s
                可查的证照 licences to ask for: %s
                """.formatted(
                gateway.url(),
                world.partnersFile(),
                World.JIANGXI_KEY,
                world.keys().resolve("jiangxi.pem"),
                id(Platform.NATIONAL),
                file(Platform.NATIONAL),
                id(Platform.ZHEJIANG),
                file(Platform.ZHEJIANG),
                id(Platform.GUIZHOU),
                file(Platform.GUIZHOU),
                id(Platform.GUANGDONG),
                file(Platform.GUANGDONG),
                world.apps().values().stream().map(app -> world.keys().resolve(app.id() + ".secret").toString()).collect(Collectors.joining(", ")),
                identifiers()));
    }

    private String id(Platform platform) {
        return world.own().get(platform).id();
    }

    private Path file(Platform platform) {
        return world.keys().resolve(id(platform) + ".secret");
    }

    private static String identifiers() {
        StringBuilder text = new StringBuilder();
        for (Platform platform : Platform.values()) {
            Question.Licence valid = (Question.Licence) Case.of(platform, "valid").question();
            text.append(System.lineSeparator()).append("  ").append(platform.id()).append("  ").append(valid.identifier());
        }
        return text.toString();
    }

    @Override
    public void close() {
        gateway.closing().run();
        platforms.close();
    }
}
