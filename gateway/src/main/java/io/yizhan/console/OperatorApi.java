package io.yizhan.console;

import io.vertx.core.Vertx;
import io.yizhan.casework.Casework;
import io.yizhan.catalogue.Quality;
import io.yizhan.delivery.Outbox;
import io.yizhan.vocabulary.Environment;
import java.util.Optional;

/**
 * What programs of the operator's find on a port of their own: JSON over HTTP, each request with {@code Authorization: Bearer} and the token.
 * GET {@code /dead-letters}, {@code /dead-letters/<message>?target=}, {@code /cases}, {@code /cases/<id>}, {@code /unmappable}, {@code /follow-ups}, {@code /outbox},
 * {@code /quality/<kind>} and {@code /reconciliation}; POST {@code /dead-letters/<message>/replay}, {@code discard} and {@code resolve}, with
 * {@code {"target", "by", "reason"?, "arrived"?}} as the body.
 */
public interface OperatorApi extends AutoCloseable {
    /**
     * Listens.
     *
     * @param token who has it may do everything
     * @throws java.io.UncheckedIOException when the port is taken
     */
    static OperatorApi open(Vertx vertx, Shelves shelves, String token, String host, int port) {
        return new HttpOperatorApi(vertx, shelves, token, host, port);
    }

    /** The one it listens on. */
    int port();

    @Override
    void close();

    /** What is shown and worked on. */
    record Shelves(DeadLetters letters, Casework casework, FollowUps followUps, Outbox outbox, Reconciliation reconciliation, Inspector inspector) {}

    /** Looks how well items are published. */
    @FunctionalInterface
    interface Inspector {
        /** Empty where there are no items of the kind. */
        Optional<Quality.Survey> survey(String kind, Environment environment);
    }
}
