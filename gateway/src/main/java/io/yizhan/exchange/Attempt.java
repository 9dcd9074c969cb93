package io.yizhan.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.delivery.Lane;
import io.yizhan.envelope.Letter;
import io.yizhan.exchange.Query.Located;
import io.yizhan.exchange.Query.Recorded;
import io.yizhan.mapping.Service;
import io.yizhan.vault.LiveSecret;
import io.yizhan.vocabulary.WireRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One attempt to get an answer: with most platforms one call, with some several.
 *
 * @param number from 1
 * @param renewed whether an earlier call of the exchange was not let in because its secret was over
 * @param said what the platform has answered to the steps before, by step, in its dialect
 * @param posted the call to make now; not signed yet before it is asked for
 */
public record Attempt(Recorded recorded, int number, boolean renewed, Lane.Permit permit, Map<String, JsonNode> said, Posted posted) {
    public Attempt {
        said = Map.copyOf(said);
    }

    /**
     * A call on its way.
     *
     * @param letter what it says of itself; its answer is held against it
     * @param secret the short-lived one it is signed with; empty where the endpoint has a fixed one
     * @param deadline how long it may take
     */
    public record Posted(Letter letter, WireRequest call, Optional<LiveSecret> secret, Duration deadline) {}

    /** The name of the endpoint called. */
    public String endpoint() {
        return recorded.since(Located.class).answerer().endpoint().name();
    }

    /** The route its calls go by: {@code call}, or the one the answerer's dialect names for this kind. */
    public String way() {
        Located located = recorded.since(Located.class);
        return located.dialect().serviceFor(recorded.since(Identified.class).kind()).flatMap(Service::route).orElse("call");
    }

    Attempt posting(Posted next) {
        return new Attempt(recorded, number, renewed, permit, said, next);
    }

    Attempt told(String step, JsonNode payload) {
        Map<String, JsonNode> all = new HashMap<>(said);
        all.put(step, payload);
        return new Attempt(recorded, number, renewed, permit, all, posted);
    }

    /** Gives the attempt's place back when it cannot be settled; does nothing to a settled one. */
    public void abandon() {
        permit.failed();
    }
}
