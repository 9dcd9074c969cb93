package io.yizhan.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.yizhan.exchange.Arrival;
import java.util.List;

/** What partners find on the gateway's port besides the doors of the exchange. */
public interface PartnerApi {
    /** Where the gateway's public keys are: {@code {"keys":[{"keyId","algorithm","publicKey"}]}}, the key as base64 of its DER form. */
    String KEYS = "/.well-known/yizhan/keys";

    /** Puts the handlers on the router, before and after the routes of the exchange. */
    static void mount(Router router, Arrival arrival, GateLimits limits, List<PublishedKey> keys) {
        Gate gate = new Gate(arrival, limits);
        BodyHandler body = BodyHandler.create(false).setBodyLimit(limits.largestMessage());
        String published = published(keys);
        router.route().order(-4).handler(gate::enter).failureHandler(gate::failed);
        router.route().order(-3).handler(body);
        router.route().order(-2).handler(gate::read);
        router.get(KEYS).order(-1).handler((RoutingContext ctx) -> ctx.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "max-age=300")
                .end(published));
        router.route().last().handler(gate::nobodyHere);
    }

    private static String published(List<PublishedKey> keys) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode list = document.putArray("keys");
        for (PublishedKey key : keys) {
            list.addObject().put("keyId", key.keyId()).put("algorithm", key.algorithm()).put("publicKey", key.publicKey());
        }
        return document.toString();
    }
}
