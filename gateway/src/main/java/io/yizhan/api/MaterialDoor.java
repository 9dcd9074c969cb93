package io.yizhan.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Materials;
import io.yizhan.exchange.Received;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where materials come in and go out, past the gate: their bytes are neither held nor waited for by a worker. Workers of its own do what takes
 * the disk or the database, one buffer at a time.
 */
final class MaterialDoor {
    static final int BUFFER = 256 << 10;

    private static final int WORKERS = 8;
    private static final Pattern ADDRESS = Pattern.compile("(/.+)/([^/]*)");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final String CONTINUE = "100-continue";

    private final MaterialDesk desk;
    private final TurningAway away;
    private final BooleanSupplier serving;
    private final Backstage backstage;

    MaterialDoor(Vertx vertx, MaterialDesk desk, TurningAway away, BooleanSupplier serving) {
        this.desk = desk;
        this.away = away;
        this.serving = serving;
        this.backstage = new Backstage(vertx, "materials", WORKERS, away);
    }

    /** Whether what a request brings is taken here. */
    boolean streams(HttpServerRequest request) {
        return request.method() == HttpMethod.PUT && convention(request).isPresent();
    }

    private Optional<String> convention(HttpServerRequest request) {
        return Optional.ofNullable(request.path()).map(ADDRESS::matcher).filter(Matcher::matches).map(parts -> desk.places().get(parts.group(1)));
    }

    private static Optional<Digest> digest(HttpServerRequest request) {
        String name = request.path().substring(request.path().lastIndexOf('/') + 1);
        return DIGEST.matcher(name).matches() ? Optional.of(Digest.of(HexFormat.of().parseHex(name))) : Optional.empty();
    }

    void enter(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        Optional<String> convention = convention(request);
        Optional<URI> uri = Arrival.address(desk.external(), request.scheme(), String.valueOf(request.authority()), request.uri());
        if (!serving.getAsBoolean()) {
            away.turn(request, Refusal.of(RefusalCode.GATEWAY_UNAVAILABLE, ""));
        } else if (convention.isEmpty() || digest(request).isEmpty()) {
            away.turn(request, Refusal.of(RefusalCode.NO_SUCH_FILE, "", "an address that ends in 64 lower-case hexadecimal digits"));
        } else if (uri.isEmpty()) {
            away.turn(request, Refusal.of(RefusalCode.MALFORMED, "", "an address of RFC 3986"));
        } else if (expectsOther(request)) {
            away.turn(request, Refusal.of(RefusalCode.MALFORMED, "Expect", CONTINUE).told(417));
        } else {
            receive(request, uri.get(), convention.get(), digest(request).get());
        }
    }

    /** HTTP/1.0 knows no expectations (RFC 9110 §10.1.1). */
    static boolean expects(HttpServerRequest request) {
        return request.getHeader("Expect") != null && request.version() != HttpVersion.HTTP_1_0;
    }

    /** Whether something is expected that nobody knows. */
    static boolean expectsOther(HttpServerRequest request) {
        return expects(request) && !CONTINUE.equalsIgnoreCase(request.getHeader("Expect"));
    }

    /** Nothing of what is brought is read before it is known who brings it. */
    private void receive(HttpServerRequest request, URI uri, String convention, Digest digest) {
        Materials materials = desk.materials().get();
        Outcome<Received> received = materials.receive(request.method().name(), uri, Backstage.fields(request), Backstage.peer(request), convention, digest);
        received.fold(
                known -> {
                    if (request.method() == HttpMethod.PUT) {
                        request.pause();
                    }
                    backstage.work(request, () -> identified(materials, known, digest, request), next -> next.accept(request));
                    return null;
                },
                refusal -> {
                    away.turn(request, refusal);
                    return null;
                });
    }

    /** What to do next, on the connection's own thread. */
    private Consumer<HttpServerRequest> identified(Materials materials, Received received, Digest digest, HttpServerRequest request) {
        Outcome<Materials.Asked> asked = materials.identify(received, digest);
        return asked.fold(known -> asked(materials, known, request), refusal -> telling(materials.refuse(received, refusal)));
    }

    private Consumer<HttpServerRequest> asked(Materials materials, Materials.Asked asked, HttpServerRequest request) {
        Outcome<Consumer<HttpServerRequest>> next = switch (request.method().name()) {
            case "PUT" -> materials.take(asked).map(incoming -> incoming.there()
                    ? telling(ended(materials, incoming))
                    : coming -> new Bringing(backstage, new Part(materials, incoming), coming, desk.patience()).begin());
            case "HEAD" -> materials.look(asked).map(this::telling);
            default -> materials.give(asked, Optional.ofNullable(request.getHeader("Range")))
                    .map(outgoing -> going -> new Handing(backstage, outgoing, going, desk.patience()).begin());
        };
        return next.fold(found -> found, refusal -> telling(materials.refuse(asked, refusal)));
    }

    /** What was taken stays, whoever leaves: it can be continued. */
    private record Part(Materials materials, Materials.Incoming incoming) implements Bringing.Taker {
        @Override
        public Optional<Refusal> take(ByteBuffer bytes) {
            return incoming.take(bytes);
        }

        @Override
        public WireAnswer ended() {
            return MaterialDoor.ended(materials, incoming);
        }

        @Override
        public WireAnswer refuse(Refusal refusal) {
            return materials.refuse(incoming.stage(), refusal);
        }

        @Override
        public void left() {
            // it may come again
        }

        @Override
        public void close() {
            incoming.close();
        }
    }

    private static WireAnswer ended(Materials materials, Materials.Incoming incoming) {
        return materials.end(incoming).fold(answer -> answer, refusal -> materials.refuse(incoming.stage(), refusal));
    }

    private Consumer<HttpServerRequest> telling(WireAnswer answer) {
        return request -> backstage.tell(request, answer);
    }
}
