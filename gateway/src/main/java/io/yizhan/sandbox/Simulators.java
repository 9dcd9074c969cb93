package io.yizhan.sandbox;

import io.yizhan.sandbox.cases.Letters;
import io.yizhan.sandbox.cases.Office;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Seal;
import io.yizhan.sandbox.platforms.Tokens;
import io.yizhan.sandbox.tongues.Clerk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RouteController;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The simulated platforms as answerers: all of them in one Camel context of their own, on one port of 127.0.0.1.
 *
 * @param url where they answer; each has its own paths
 * @param revoking makes a platform forget the secrets it gave
 * @param offices where messages about cases arrive
 * @param fetching ends what fetches them where a platform is not called
 * @param parting ends what else was begun
 */
public record Simulators(URI url, CamelContext context, Consumer<Platform> revoking, Map<Platform, Office> offices, AtomicReference<Runnable> fetching, Runnable parting) implements AutoCloseable {

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
        Map<Platform, Office> offices = new EnumMap<>(Platform.class);
        for (Platform platform : Platform.values()) {
            offices.put(platform, Office.of(Letters.of(platform, outside), outside.clock()));
        }
        Map<Platform, Desk> desks = desks(world, gateway, offices, outside);
        desks.forEach((platform, desk) -> {
            bind(context, platform, ".verify", desk::verify);
            bind(context, platform, ".answer", desk::answer);
            bind(context, platform, ".sign", desk::sign);
            bind(context, platform, ".give", desk::give);
            bind(context, platform, ".file", desk::file);
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
        Optional<FrontTables> tables = world.front().map(front -> FrontTables.open(front, offices.get(Platform.GUANGDONG), world.platforms()));
        return new Simulators(world.platforms(), context, platform -> desks.get(platform).revoke(), Map.copyOf(offices), new AtomicReference<>(() -> {}), tables.<Runnable>map(open -> open::close).orElse(() -> {}));
    }

    private static Map<Platform, Desk> desks(World world, Supplier<URI> gateway, Map<Platform, Office> offices, Outside outside) {
        Signatures signatures = new Signatures(world);
        Map<Platform, Desk> desks = new EnumMap<>(Platform.class);
        for (Platform platform : Platform.values()) {
            Clerk clerk = Clerk.of(platform, world.platforms(), outside);
            Optional<Tokens> tokens = signatures.giving(platform, outside);
            Seal seal = signatures.answering(platform, tokens, gateway, outside);
            desks.put(platform, new Desk(world.platforms(), seal, tokens, clerk, offices.get(platform), outside));
        }
        return desks;
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

    public Office office(Platform platform) {
        return offices.get(platform);
    }

    /** Lets Jiangxi fetch from this gateway what it is not called for, until these stop or it fetches from another one. */
    public void fetchFrom(URI gateway, World world, Outside outside) {
        Mailbox mailbox = Mailbox.open(world.asker(Platform.JIANGXI, gateway, outside), office(Platform.JIANGXI), url.resolve("/exchange/joint-approval"));
        fetching.getAndSet(mailbox::close).run();
    }

    /** Takes one platform off the network: its paths are answered with 404. */
    public void stop(Platform platform) {
        routes(platform, RouteController::stopRoute);
    }

    /** Puts it back. */
    public void resume(Platform platform) {
        routes(platform, RouteController::startRoute);
    }

    private void routes(Platform platform, RouteAction action) {
        for (Route route : List.copyOf(context.getRoutes())) {
            if (route.getId().equals(platform.id()) || route.getId().startsWith(platform.id() + "-")) {
                try {
                    action.on(context.getRouteController(), route.getId());
                } catch (Exception defect) {
                    throw new IllegalStateException("the route " + route.getId() + " does not obey", defect);
                }
            }
        }
    }

    @FunctionalInterface
    private interface RouteAction {
        void on(RouteController controller, String route) throws Exception;
    }

    /** Makes a platform accept none of the short-lived secrets it gave, as one does that was restarted. */
    public void revoke(Platform platform) {
        revoking.accept(platform);
    }

    @Override
    public void close() {
        fetching.getAndSet(() -> {}).run();
        parting.run();
        context.stop();
    }
}
