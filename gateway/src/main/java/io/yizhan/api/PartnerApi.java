package io.yizhan.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yizhan.exchange.Arrival;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What partners find on the gateway's port besides the doors of the exchange. */
public interface PartnerApi {
    /** Where the gateway's public keys are: {@code {"keys":[{"keyId","algorithm","publicKey"}]}}, the key as base64 of its DER form. */
    String KEYS = "/.well-known/yizhan/keys";

    /**
     * Puts the handlers on the router, before and after the routes of the exchange, and a server in front of it.
     *
     * @param desk where materials are brought and fetched
     * @param many where items are sent by the thousand
     * @param mailboxes where partners fetch what waits for them
     * @param enquiries where messages are asked about
     * @param feeds where partners ask what changed
     * @param catalogue where partners look for what was published
     * @param router a route that names no method takes all of them; what no route wants is refused with the methods that are
     * @param serving while it says no, requests are told to come again: what a router without its routes says would be final. The keys can be
     *     had all the same, since who is still answered needs them to believe it
     */
    static Reception open(
            Vertx vertx, Router router, Arrival.Porter porter, GateLimits limits, List<PublishedKey> keys, MaterialDesk desk, BatchDesk many, InboxDesk mailboxes,
            EnquiryDesk enquiries, FeedDesk feeds, CatalogueDesk catalogue,
            BooleanSupplier serving) {
        TurningAway away = new TurningAway(porter);
        Gate gate = new Gate(away, limits, serving);
        MaterialDoor door = new MaterialDoor(vertx, desk, away, serving);
        BatchDoor batches = new BatchDoor(vertx, many, away, serving);
        Lobby lobby = new Lobby(router, away, limits, request -> door.streams(request) || batches.streams(request));
        for (String path : many.places().keySet()) {
            // whatever else is sent there goes on to the routes of the exchange
            router.route(path).method(HttpMethod.POST).order(-4)
                    .handler(ctx -> meet(batches, ctx, gate::hold))
                    .handler(ctx -> meet(batches, ctx, batches::enter));
        }
        for (String path : desk.places().keySet()) {
            router.route(path + "/*").method(HttpMethod.PUT).method(HttpMethod.GET).method(HttpMethod.HEAD).order(-4).handler(gate::hold).handler(door::enter);
        }
        InboxDoor inbox = new InboxDoor(vertx, mailboxes, away, serving);
        for (String path : mailboxes.places().keySet()) {
            // who waits for messages brings none: nothing of it is held meanwhile, and its connection is counted
            router.route(path).method(HttpMethod.GET).order(-4).handler(inbox::enter);
            router.route(path + "/*").method(HttpMethod.DELETE).order(-4).handler(gate::hold).handler(inbox::enter);
        }
        EnquiryDoor enquiry = new EnquiryDoor(vertx, enquiries, away, serving);
        for (String path : enquiries.places().keySet()) {
            router.route(path + "/*").method(HttpMethod.GET).method(HttpMethod.HEAD).order(-4).handler(gate::hold).handler(enquiry::enter);
        }
        FeedDoor feed = new FeedDoor(vertx, feeds, away, serving);
        for (String path : feeds.places().keySet()) {
            router.route(path + "/*").method(HttpMethod.GET).method(HttpMethod.HEAD).order(-4).handler(feed::enter);
        }
        String published = published(keys);
        router.route().order(-3).handler(gate::enter).failureHandler(gate::failed);
        router.route(KEYS).method(HttpMethod.GET).method(HttpMethod.HEAD).order(-2).handler((RoutingContext ctx) -> ctx.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "max-age=300")
                // said here, since it is not counted for who asks for the head only
                .putHeader("Content-Length", String.valueOf(published.length()))
                .end(published));
        CatalogueDoor looking = new CatalogueDoor(vertx, catalogue, away, serving);
        for (String path : catalogue.places().keySet()) {
            router.route(path + "/*").method(HttpMethod.GET).method(HttpMethod.HEAD).method(HttpMethod.POST).method(HttpMethod.PUT).method(HttpMethod.DELETE).order(-2)
                    .handler(looking::enter);
        }
        router.route().order(-1).handler(gate::pass);
        router.route().last().handler(lobby::unwanted);
        return new HttpReception(vertx, lobby, limits);
    }

    private static void meet(BatchDoor batches, RoutingContext ctx, Handler<RoutingContext> handler) {
        if (batches.streams(ctx.request())) {
            handler.handle(ctx);
        } else {
            ctx.next();
        }
    }

    /** In ASCII throughout. */
    private static String published(List<PublishedKey> keys) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode list = document.putArray("keys");
        for (PublishedKey key : keys) {
            list.addObject().put("keyId", key.keyId()).put("algorithm", key.algorithm()).put("publicKey", key.publicKey());
        }
        return document.toString();
    }
}
