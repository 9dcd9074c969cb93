package io.yizhan.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.yizhan.console.DeadLetters.Ending;
import io.yizhan.delivery.Deliveries.Key;
import io.yizhan.delivery.Deliveries.Selection;
import io.yizhan.delivery.Queue.State;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Followers.Follower;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Workers of its own do what takes the database. */
final class HttpOperatorApi implements OperatorApi {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorApi.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int WORKERS = 2;
    private static final int PAGE = 50;
    private static final int LARGEST = 64 << 10;

    private final Shelves shelves;
    private final byte[] authorisation;
    private final WorkerExecutor workers;
    private final HttpServer server;

    HttpOperatorApi(Vertx vertx, Shelves shelves, String token, String host, int port) {
        this.shelves = shelves;
        this.authorisation = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.workers = vertx.createSharedWorkerExecutor("operators", WORKERS);
        Router router = Router.router(vertx);
        // the library wants the body taken before anything else; it is small
        router.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST)).handler(this::admit);
        router.get("/dead-letters").handler(answering(this::letters));
        router.get("/dead-letters/:message").handler(answering(this::letter));
        router.post("/dead-letters/:message/:decision").handler(answering(this::decide));
        router.get("/cases").handler(answering(this::cases));
        router.get("/cases/:id").handler(answering(this::oneCase));
        router.get("/unmappable").handler(answering(ctx -> Answer.of(Shown.unmapped(shelves.casework().unmapped(PAGE)))));
        router.get("/follow-ups").handler(answering(ctx -> Answer.of(Shown.missing(shelves.followUps().missing(PAGE)))));
        router.get("/sequels").handler(answering(ctx -> Answer.of(Shown.sequels(shelves.sequels().list(PAGE)))));
        router.post("/sequels/:message/retry").handler(answering(this::retry));
        router.get("/outbox").handler(answering(ctx -> Answer.of(JsonNodeFactory.instance.objectNode().put("size", shelves.outbox().size()))));
        router.get("/catalogues").handler(answering(ctx -> Answer.of(Shown.standing(shelves.librarian().standing()))));
        router.post("/catalogues/:kind/rebuild").handler(answering(this::rebuild));
        router.get("/feeds").handler(answering(ctx -> Answer.of(Shown.followers(shelves.catchUps().standing()))));
        router.post("/feeds/:kind/catch-up").handler(answering(this::catchUp));
        router.get("/quality/:kind").handler(answering(this::quality));
        router.get("/reconciliation").handler(answering(this::reconciliation));
        this.server = vertx.createHttpServer().requestHandler(router);
        try {
            server.listen(port, host).toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException taken) {
            throw new UncheckedIOException("nothing can listen on " + host + ":" + port, new IOException(taken.getCause()));
        }
    }

    private record Answer(int status, JsonNode body) {
        static Answer of(JsonNode body) {
            return new Answer(200, body);
        }

        static Answer no(int status, String why) {
            return new Answer(status, JsonNodeFactory.instance.objectNode().put("error", why));
        }
    }

    private void admit(RoutingContext ctx) {
        String given = Optional.ofNullable(ctx.request().getHeader("Authorization")).orElse("");
        if (MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorisation)) {
            ctx.next();
        } else {
            tell(ctx, Answer.no(401, "the operators' token is needed"));
        }
    }

    private Handler<RoutingContext> answering(Function<RoutingContext, Answer> work) {
        return ctx -> workers.executeBlocking(() -> attempt(ctx, work), false).onSuccess(answer -> tell(ctx, answer)).onFailure(defect -> {
            LOG.error("an operator's request failed: {}", defect.getClass().getName());
            tell(ctx, Answer.no(500, "the gateway failed"));
        });
    }

    /** What a request says wrongly is told; it is the operator's own. */
    private static Answer attempt(RoutingContext ctx, Function<RoutingContext, Answer> work) {
        try {
            return work.apply(ctx);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            return Answer.no(400, wrong.getMessage());
        }
    }

    private static void tell(RoutingContext ctx, Answer answer) {
        ctx.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(answer.body().toString());
    }

    private static Optional<String> parameter(RoutingContext ctx, String name) {
        return Optional.ofNullable(ctx.request().getParam(name)).filter(value -> !value.isEmpty());
    }

    private static String needed(RoutingContext ctx, String name) {
        return parameter(ctx, name).orElseThrow(() -> new IllegalArgumentException("the parameter " + name + " is needed"));
    }

    private Answer letters(RoutingContext ctx) {
        State state = parameter(ctx, "state").map(word -> State.valueOf(word.toUpperCase(Locale.ROOT))).orElse(State.DEAD);
        Selection selection = new Selection(
                state, parameter(ctx, "kind"), parameter(ctx, "partner").map(PartnerId::new), parameter(ctx, "endpoint"), parameter(ctx, "reason"),
                parameter(ctx, "before").map(Instant::parse));
        Optional<Key> after = parameter(ctx, "after").map(MessageId::parse).map(message -> new Key(message, needed(ctx, "afterTarget")));
        return Answer.of(Shown.all(shelves.letters().list(selection, after, PAGE)));
    }

    private static Key key(RoutingContext ctx, String target) {
        return new Key(MessageId.parse(ctx.pathParam("message")), target);
    }

    private Answer letter(RoutingContext ctx) {
        return shelves.letters().find(key(ctx, needed(ctx, "target"))).map(found -> Answer.of(Shown.one(found))).orElseGet(() -> Answer.no(404, Ending.NONE.words()));
    }

    private Answer decide(RoutingContext ctx) {
        JsonNode said = body(ctx);
        Key key = key(ctx, text(said, "target"));
        Operator who = new Operator(text(said, "by"));
        Ending ending = switch (ctx.pathParam("decision")) {
            case "replay" -> shelves.letters().replay(key, who);
            case "discard" -> shelves.letters().discard(key, who, text(said, "reason"));
            case "resolve" -> shelves.letters().resolve(key, said.path("arrived").asBoolean(), who);
            default -> throw new IllegalArgumentException("replay, discard or resolve");
        };
        return new Answer(ending == Ending.NONE ? 404 : 200, JsonNodeFactory.instance.objectNode().put("ending", ending.words()));
    }

    private Answer retry(RoutingContext ctx) {
        boolean again = shelves.sequels().retry(MessageId.parse(ctx.pathParam("message")), new Operator(text(body(ctx), "by")));
        return again ? Answer.of(JsonNodeFactory.instance.objectNode().put("ending", Ending.DONE.words())) : Answer.no(404, "none that is stuck");
    }

    private static JsonNode body(RoutingContext ctx) {
        try {
            return JSON.readTree(Optional.ofNullable(ctx.body().asString()).orElse(""));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("a JSON object is needed", broken);
        }
    }

    private static String text(JsonNode said, String name) {
        if (!said.path(name).isTextual()) {
            throw new IllegalArgumentException("the member " + name + " is needed");
        }
        return said.path(name).asText();
    }

    private Answer cases(RoutingContext ctx) {
        return Answer.of(Shown.cases(shelves.casework().newest(parameter(ctx, "olderThan").map(MessageId::parse), PAGE)));
    }

    private Answer oneCase(RoutingContext ctx) {
        return shelves.casework().named(MessageId.parse(ctx.pathParam("id"))).map(found -> Answer.of(Shown.whole(found))).orElseGet(() -> Answer.no(404, "no such case"));
    }

    private Answer quality(RoutingContext ctx) {
        return shelves.inspector().survey(ctx.pathParam("kind"), environment(ctx)).map(survey -> Answer.of(Shown.survey(survey)))
                .orElseGet(() -> Answer.no(404, "there is no catalogue of that kind"));
    }

    private Answer rebuild(RoutingContext ctx) {
        return shelves.librarian().rebuild(ctx.pathParam("kind"), environment(ctx))
                ? new Answer(202, Shown.standing(shelves.librarian().standing()))
                : Answer.no(409, "there is none, or it is being built anew already");
    }

    private Answer catchUp(RoutingContext ctx) {
        JsonNode said = body(ctx);
        Follower follower = new Follower(new Feed.Line(ctx.pathParam("kind"), environment(ctx)), new PartnerId(text(said, "partner")));
        return shelves.catchUps().catchUp(follower, said.path("everything").asBoolean(), new Operator(text(said, "by")))
                .map(superseded -> new Answer(202, JsonNodeFactory.instance.objectNode().put("superseded", superseded)))
                .orElseGet(() -> Answer.no(404, "that partner has no endpoint for such a feed"));
    }

    private static Environment environment(RoutingContext ctx) {
        return Environment.valueOf(parameter(ctx, "environment").orElse("production").toUpperCase(Locale.ROOT));
    }

    private Answer reconciliation(RoutingContext ctx) {
        PartnerId partner = new PartnerId(needed(ctx, "partner"));
        return Answer.of(shelves.reconciliation().of(partner, environment(ctx), LocalDate.parse(needed(ctx, "day")), parameter(ctx, "kind")).json());
    }

    @Override
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        workers.close();
    }
}
