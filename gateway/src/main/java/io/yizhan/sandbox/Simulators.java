package io.yizhan.sandbox;

import io.yizhan.platforms.KeyKind;
import io.yizhan.platforms.Outside;
import io.yizhan.platforms.Platform;
import io.yizhan.platforms.Seal;
import io.yizhan.tongues.Clerk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The simulated platforms as answerers: three of them in one Camel context of their own, on one port of 127.0.0.1.
 *
 * @param url where they answer; each has its own paths
 */
public record Simulators(URI url, CamelContext context) implements AutoCloseable {

    /**
     * Starts them; they serve when this returns.
     *
     * @param routes the directory that holds {@code sandbox/<region>.camel.yaml}
     * @param gateway asked when the first signature of the gateway is to be verified, so the gateway may start later
     */
    public static Simulators start(World world, Path routes, Supplier<URI> gateway, Outside outside) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName("sandbox");
        context.disableJMX();
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
        desks(world, gateway, outside).forEach((platform, desk) -> {
            bind(context, platform, ".verify", desk::verify);
            bind(context, platform, ".answer", desk::answer);
            bind(context, platform, ".sign", desk::sign);
        });
        try {
            context.addService(server(world.platforms()));
            for (Platform platform : Platform.values()) {
                Path file = routes.resolve("sandbox").resolve(platform.id() + ".camel.yaml");
                PluginHelper.getRoutesLoader(context)
                        .loadRoutes(ResourceHelper.fromString(file.getFileName().toString(), Files.readString(file)));
            }
            context.start();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (Exception defect) {
            throw new IllegalStateException("the simulated platforms do not start", defect);
        }
        return new Simulators(world.platforms(), context);
    }

    private static Map<Platform, Desk> desks(World world, Supplier<URI> gateway, Outside outside) {
        URI here = world.platforms();
        Seal jiangxi = Seal.messages(KeyKind.ED25519, World.JIANGXI_KEY, world.jiangxi(), Seal.published(gateway), outside);
        Seal national = Seal.national(world.gateways().get(Platform.NATIONAL), outside.clock());
        Seal zhejiang = Seal.zhejiang(world.gateways().get(Platform.ZHEJIANG), outside.clock());
        return Map.of(
                Platform.JIANGXI, new Desk(here, jiangxi, Clerk.of(Platform.JIANGXI), outside),
                Platform.NATIONAL, new Desk(here, national, Clerk.of(Platform.NATIONAL), outside),
                Platform.ZHEJIANG, new Desk(here, zhejiang, Clerk.of(Platform.ZHEJIANG), outside));
    }

    private static void bind(CamelContext context, Platform platform, String step, Processor processor) {
        context.getRegistry().bind(platform.id() + step, Processor.class, processor);
    }

    private static VertxPlatformHttpServer server(URI url) {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(url.getHost());
        configuration.setBindPort(url.getPort());
        return new VertxPlatformHttpServer(configuration);
    }

    /** Takes one platform off the network: its paths are answered with 404. */
    public void stop(Platform platform) {
        try {
            context.getRouteController().stopRoute(platform.id());
        } catch (Exception defect) {
            throw new IllegalStateException("the route of " + platform.id() + " does not stop", defect);
        }
    }

    /** Puts it back. */
    public void resume(Platform platform) {
        try {
            context.getRouteController().startRoute(platform.id());
        } catch (Exception defect) {
            throw new IllegalStateException("the route of " + platform.id() + " does not start", defect);
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
