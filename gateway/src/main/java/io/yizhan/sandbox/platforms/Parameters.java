package io.yizhan.sandbox.platforms;

import java.net.URI;
import java.util.Arrays;

/** The parameters of an address's query, which need no escapes. */
record Parameters(URI uri) {
    static Parameters of(URI uri) {
        return new Parameters(uri);
    }

    /** Empty where it is absent. */
    String value(String name) {
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].equals(name))
                .map(pair -> pair[1])
                .findFirst()
                .orElse("");
    }

    /** The address with one more. */
    Parameters and(String name, String value) {
        return of(URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + name + "=" + value));
    }
}
