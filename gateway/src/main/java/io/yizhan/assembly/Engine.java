package io.yizhan.assembly;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import io.yizhan.api.BatchDesk;
import io.yizhan.api.CatalogueDesk;
import io.yizhan.api.EnquiryDesk;
import io.yizhan.api.FeedDesk;
import io.yizhan.api.GateLimits;
import io.yizhan.api.InboxDesk;
import io.yizhan.api.MaterialDesk;
import io.yizhan.api.PartnerApi;
import io.yizhan.api.PublishedKey;
import io.yizhan.api.Reception;
import io.yizhan.exchange.Arrival;
import io.yizhan.outbound.Outbound;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.ExplicitCamelContextNameStrategy;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Camel with an HTTP server before it: it loads the route files and runs the steps they name. The server is our own, because Camel's lets
 * nobody limit the connections and heads it takes; the two meet in the router.
 */
final class Engine implements AutoCloseable {
    private static final int SHUTDOWN_SECONDS = 15;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Vertx vertx;
    private final Router router;
    private final Closing closing = new Closing();
    private volatile boolean serving;

    Engine(int workers, Outbound outbound) {
        vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(workers));
        closing.add(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        router = Router.router(vertx);
        camel.getRegistry().bind("outbound", outbound.client());
        // the name under which routes look for their router when no server of Camel's runs
        String name = VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO;
        camel.getRegistry().bind(name, new VertxPlatformHttpRouter(null, vertx, router, name));
        camel.setNameStrategy(new ExplicitCamelContextNameStrategy("yizhan"));
        camel.setStreamCaching(false);
        camel.disableJMX();
        // Steps turn their own failures into refusals; Camel's default handler would log what was exchanged.
        camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
        camel.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
        camel.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
    }

    /** For whoever listens elsewhere. */
    Vertx vertx() {
        return vertx;
    }

    /**
     * Listens before the routes are there: the port it gets is part of the names callers sign. Until they are, callers are told to come again.
     *
     * @return the port
     */
    int open(Settings.Http http, Arrival.Porter porter, GateLimits limits, List<PublishedKey> keys, MaterialDesk desk, BatchDesk many, InboxDesk mailboxes,
            EnquiryDesk enquiries, FeedDesk feeds, CatalogueDesk catalogue) {
        Reception reception = closing.add(PartnerApi.open(vertx, router, porter, limits, keys, desk, many, mailboxes, enquiries, feeds, catalogue, () -> serving));
        try {
            int port = reception.listen(http.host(), http.port());
            camel.start();
            closing.add(camel::stop);
            return port;
        } catch (UncheckedIOException taken) {
            String address = http.host() + ":" + http.port();
            throw new CannotStart("nothing can listen on " + address + "; is the port taken, or the address not this machine's?", taken);
        } catch (Exception failed) {
            throw new CannotStart("the HTTP server does not start", failed);
        }
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
        serving = true;
    }

    CamelContext camel() {
        return camel;
    }

    private void checkRoute(String name, String otherwise) {
        if (camel.getRoutes().stream().noneMatch(route -> route.getConsumer().getEndpoint().getEndpointUri().equals("direct://" + name))) {
            throw new CannotStart(otherwise, null);
        }
    }

    /** Lets what is under way finish while everything new is told to come again, then stops; idempotent. */
    @Override
    public void close() {
        serving = false;
        closing.close();
    }
}
