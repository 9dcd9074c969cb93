package io.yizhan.assembly;

import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Route;
import io.yizhan.outbound.Outbound;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.ExplicitCamelContextNameStrategy;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Camel with its HTTP server: it loads the route files and runs the steps they name. */
final class Engine implements AutoCloseable {
    private static final int SHUTDOWN_SECONDS = 15;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final VertxPlatformHttpServer server;
    private final InetSocketAddress address;
    /** Answers "come again" until the routes are there, since a 404 would be final for who asks. */
    private Route closed;

    Engine(Settings settings, Outbound outbound) {
        VertxOptions workers = new VertxOptions().setWorkerPoolSize(settings.http().workers());
        camel.getRegistry().bind("workers", workers);
        camel.getRegistry().bind("outbound", outbound.client());
        camel.setNameStrategy(new ExplicitCamelContextNameStrategy("yizhan"));
        camel.setStreamCaching(false);
        camel.disableJMX();
        // Steps turn their own failures into refusals; Camel's default handler would log what was exchanged.
        camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
        camel.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
        camel.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        address = new InetSocketAddress(settings.http().host(), settings.http().port());
        server = new VertxPlatformHttpServer(configuration(settings));
    }

    private static VertxPlatformHttpServerConfiguration configuration(Settings settings) {
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost(settings.http().host());
        http.setBindPort(settings.http().port());
        http.setMaxBodySize((long) settings.http().largestMessage());
        http.getBodyHandler().setHandleFileUploads(false);
        return http;
    }

    /** Starts the server before the routes are there: the port it gets is part of the names callers sign. */
    VertxPlatformHttpRouter open() {
        // Camel's server logs that it cannot listen and then carries on without listening.
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(address);
        } catch (IOException taken) {
            throw new CannotStart("nothing can listen on " + address + "; is the port taken, or the address not this machine's?", taken);
        }
        try {
            camel.addService(server);
            camel.start();
        } catch (Exception failed) {
            throw new CannotStart("the HTTP server does not start", failed);
        }
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(server.getConfigurationPort()));
        closed = router.route().order(Integer.MIN_VALUE).handler(ctx -> ctx.response().setStatusCode(503).putHeader("Retry-After", "1").end());
        return router;
    }

    /**
     * Loads the routes; the steps they name must be among these.
     *
     * @param kinds each must have its route
     * @param ways routes to platforms that dialects name: likewise
     */
    void load(RouteFiles routes, Map<String, Processor> steps, Set<String> kinds, Set<String> ways) {
        steps.forEach((name, step) -> camel.getRegistry().bind(name, Processor.class, step));
        Resource[] resources = routes.files().stream()
                .map(file -> ResourceHelper.resolveResource(camel, "file:" + file))
                .toArray(Resource[]::new);
        try {
            PluginHelper.getRoutesLoader(camel).loadRoutes(resources);
        } catch (Exception broken) {
            throw new CannotStart("the routes cannot be loaded", broken);
        }
        kinds.forEach(kind -> checkRoute(kind, "the kind " + kind + " has no route: routes/kinds must hold one"));
        ways.forEach(way -> checkRoute(way, "a dialect names the route " + way + ": routes/dialects must hold it"));
        closed.remove();
    }

    private void checkRoute(String name, String otherwise) {
        if (camel.getRoutes().stream().noneMatch(route -> route.getConsumer().getEndpoint().getEndpointUri().equals("direct://" + name))) {
            throw new CannotStart(otherwise, null);
        }
    }

    int port() {
        return server.getPort();
    }

    /** Lets what is under way finish, then stops serving; idempotent. */
    @Override
    public void close() {
        camel.stop();
    }
}
