package io.yizhan.signature;

import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The derived components of a request (RFC 9421 §2.2). */
final class Target {
    private static final Map<String, Function<WireRequest, String>> DERIVED = Map.of(
            "@method", WireRequest::method,
            "@target-uri", request -> withoutFragment(request.uri()),
            "@authority", request -> authority(request.uri()),
            "@scheme", request -> scheme(request.uri()),
            "@request-target", request -> path(request.uri()) + (request.uri().getRawQuery() == null ? "" : query(request.uri())),
            "@path", request -> path(request.uri()),
            "@query", request -> query(request.uri()));

    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

    private Target() {}

    /** Empty if the request has no such component, or has it with parameters it does not take. */
    static Optional<String> of(Component component, WireRequest request) {
        if (component.name().equals("@query-param")) {
            return queryParameter(component, request.uri());
        }
        boolean plain = Set.of("req").containsAll(component.parameters().keySet());
        return Optional.ofNullable(DERIVED.get(component.name())).filter(known -> plain).map(known -> known.apply(request));
    }

    /** Host and port in lower case, without the port that goes without saying (RFC 9110 §4.2.3). */
    static String authority(URI uri) {
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority().toLowerCase(Locale.ROOT);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        Integer goesWithoutSaying = DEFAULT_PORTS.get(scheme(uri));
        return uri.getPort() >= 0 && Integer.valueOf(uri.getPort()).equals(goesWithoutSaying)
                ? host.substring(0, host.lastIndexOf(':'))
                : host;
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static String path(URI uri) {
        return uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }

    private static String query(URI uri) {
        return uri.getRawQuery() == null ? "?" : "?" + uri.getRawQuery();
    }

    private static String withoutFragment(URI uri) {
        return uri.toString().split("#", 2)[0];
    }

    /** A parameter that occurs more than once must not be signed by name (RFC 9421 §2.2.8). */
    private static Optional<String> queryParameter(Component component, URI uri) {
        boolean known = Set.of("name", "req").containsAll(component.parameters().keySet());
        if (!known || uri.getRawQuery() == null || !(component.parameters().get("name") instanceof String name)) {
            return Optional.empty();
        }
        List<String> values = Arrays.stream(uri.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> recoded(pair[0]).equals(name))
                .map(pair -> pair.length < 2 ? "" : recoded(pair[1]))
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** One spelling for all: decoded as a form, then percent-encoded with {@code %20} for a space. */
    private static String recoded(String raw) {
        return URLEncoder.encode(URLDecoder.decode(raw, StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
