package io.yizhan.console;

import io.vertx.core.Vertx;
import io.yizhan.casework.Casework;
import io.yizhan.catalogue.Quality;
import io.yizhan.delivery.Outbox;
import io.yizhan.vocabulary.Environment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What programs of the operator's find on a port of their own: JSON over HTTP, each request with {@code Authorization: Bearer} and the token.
 * GET {@code /dead-letters}, {@code /dead-letters/<message>?target=}, {@code /cases}, {@code /cases/<id>}, {@code /unmappable}, {@code /follow-ups}, {@code /sequels}, {@code /outbox},
 * {@code /catalogues}, {@code /feeds}, {@code /quality/<kind>} and {@code /reconciliation}; POST {@code /dead-letters/<message>/replay}, {@code discard} and
 * {@code resolve}, with {@code {"target", "by", "reason"?, "arrived"?}} as the body, {@code /sequels/<message>/retry} with {@code {"by"}},
 * {@code /feeds/<kind>/catch-up} with {@code {"partner", "by", "everything"?}}, and {@code /catalogues/<kind>/rebuild}.
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
    record Shelves(
            DeadLetters letters, CatchUps catchUps, Casework casework, FollowUps followUps, StuckSequels sequels, Outbox outbox, Reconciliation reconciliation,
            Inspector inspector, Librarian librarian) {}

    /** Looks how well items are published. */
    @FunctionalInterface
    interface Inspector {
        /** Empty where there are no items of the kind. */
        Optional<Quality.Survey> survey(String kind, Environment environment);
    }

    /** Looks after the catalogues of this node. */
    interface Librarian {
        /** How each stands that there is. */
        List<Standing> standing();

        /**
         * Begins to build one anew beside the one that goes on serving.
         *
         * @return false where there is none, or it is being built anew already
         */
        boolean rebuild(String kind, Environment environment);
    }

    /**
     * @param change the number of the last change it has come to
     * @param last the number of the last change there is
     * @param rebuilt the number of the last change one has come to that is being built anew; empty while none is
     */
    record Standing(String kind, Environment environment, long change, long last, OptionalLong rebuilt) {}
}
