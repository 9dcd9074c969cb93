package io.yizhan.api;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Looks at the head of every request before any route does, and answers what no route wants. */
final class Lobby {
    private static final int LONGEST_NUMBER = 18;
    private static final List<String> FORMS = List.of("multipart/", "application/x-www-form-urlencoded");

    private final Router router;
    private final TurningAway away;
    private final GateLimits limits;
    private final Predicate<HttpServerRequest> streamed;

    /** @param streamed which requests have no body that is held, so that it may be as large as it likes here */
    Lobby(Router router, TurningAway away, GateLimits limits, Predicate<HttpServerRequest> streamed) {
        this.router = router;
        this.away = away;
        this.limits = limits;
        this.streamed = streamed;
    }

    void arrived(HttpServerRequest request) {
        Optional<Refusal> refusal = wrong(request);
        if (refusal.isPresent()) {
            away.turn(request, refusal.get(), belonging(refusal.get()));
        } else {
            router.handle(request);
        }
    }

    private Optional<Refusal> wrong(HttpServerRequest request) {
        if (request.headers().getAll("Host").size() > 1) {
            return Optional.of(Refusal.of(RefusalCode.MALFORMED, "Host", "once"));
        }
        if (!isTarget(request.uri())) {
            return Optional.of(Refusal.of(RefusalCode.MALFORMED, "", "an address as RFC 3986 writes it"));
        }
        if (announced(request) > limits.largestMessage() && !streamed.test(request)) {
            return Optional.of(limits.tooLarge());
        }
        if (isForm(request)) {
            return Optional.of(Refusal.of(RefusalCode.MALFORMED, "Content-Type", "the message itself as the body, not a form"));
        }
        return isPacked(request)
                ? Optional.of(Refusal.of(RefusalCode.MALFORMED, "Content-Encoding", "the message itself, not packed").told(415))
                : Optional.empty();
    }

    /** Who packed a message learns which packing would be understood (RFC 9110 §12.5.3). */
    private static Headers belonging(Refusal refusal) {
        return refusal.http().orElse(0) == 415 ? Headers.of("Accept-Encoding", "identity") : Headers.none();
    }

    /** Origin form or absolute form (RFC 9112 §3.2); the latter is what proxies are sent, and servers have to take it as well. */
    private static boolean isTarget(String target) {
        try {
            URI uri = new URI(target);
            boolean absolute = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean named = uri.getHost() != null && uri.getRawUserInfo() == null;
            return uri.getPath() != null && uri.getRawFragment() == null && (target.startsWith("/") || absolute && named);
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** HTTP's own parser has refused what is not a number; one beyond a long is beyond any limit. */
    private static long announced(HttpServerRequest request) {
        String length = Optional.ofNullable(request.getHeader("Content-Length")).orElse("0");
        return length.length() > LONGEST_NUMBER ? Long.MAX_VALUE : Long.parseLong(length);
    }

    private static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && FORMS.stream().anyMatch(form -> type.regionMatches(true, 0, form, 0, form.length()));
    }

    private static boolean isPacked(HttpServerRequest request) {
        return request.headers().getAll("Content-Encoding").stream()
                .map(String::strip)
                .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"));
    }

    /** What the parser of HTTP gave up on. */
    void unreadable(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            away.turn(request, tooLong("a request line", HttpReception.LONGEST_LINE).told(414));
        } else if (cause instanceof TooLongHttpHeaderException) {
            away.turn(request, tooLong("header fields", HttpReception.LARGEST_HEAD).told(431));
        } else {
            away.turn(request, Refusal.of(RefusalCode.MALFORMED, "", "HTTP/1.1 as RFC 9112 writes it"));
        }
    }

    private static Refusal tooLong(String what, int most) {
        return Refusal.of(RefusalCode.TOO_LARGE, "", what + " of at most " + most + " bytes");
    }

    /** No route took the request: there is none at its path, or none for its method. */
    void unwanted(RoutingContext ctx) {
        Set<String> wanted = wanted(ctx.normalizedPath());
        if (wanted.isEmpty()) {
            away.turn(ctx.request(), Refusal.of(RefusalCode.UNKNOWN_KIND, ""));
        } else {
            String methods = String.join(", ", wanted);
            away.turn(ctx.request(), Refusal.of(RefusalCode.MALFORMED, "method", methods).told(405), Headers.of("Allow", methods));
        }
    }

    /** The methods of the routes at a path. */
    private Set<String> wanted(String path) {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && isAt(route, path))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isAt(Route route, String path) {
        return route.getPath() != null && (route.isExactPath() ? path.equals(route.getPath()) : path.startsWith(route.getPath()));
    }
}
