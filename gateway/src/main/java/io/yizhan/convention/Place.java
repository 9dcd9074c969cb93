package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a request carries the fields of its convention. */
enum Place implements Labelled {
    HEADER("header") {
        @Override
        List<String> values(WireRequest request, String field) {
            return request.headers().all(field);
        }

        @Override
        WireRequest with(WireRequest request, Map<String, String> fields) {
            Headers headers = Fields.without(
                    request.headers(), fields.keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
            for (Map.Entry<String, String> field : fields.entrySet()) {
                headers = headers.with(field.getKey(), field.getValue());
            }
            return request.with(headers);
        }
    },
    QUERY("query") {
        @Override
        List<String> values(WireRequest request, String field) {
            String query = request.uri().getRawQuery() == null ? "" : request.uri().getRawQuery();
            return Arrays.stream(query.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .filter(pair -> decoded(pair[0]).equals(field))
                    .map(pair -> pair.length < 2 ? "" : decoded(pair[1]))
                    .toList();
        }

        @Override
        WireRequest with(WireRequest request, Map<String, String> fields) {
            String parameters = fields.entrySet().stream()
                    .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                    .collect(Collectors.joining("&"));
            String separator = request.uri().getRawQuery() == null ? "?" : "&";
            return request.at(URI.create(request.uri() + separator + parameters));
        }
    };

    private final String label;

    Place(String label) {
        this.label = label;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Place of(String label) {
        return Labelled.named(values(), label);
    }

    @Override
    public String label() {
        return label;
    }

    /** The values a request has of a field, in order. */
    abstract List<String> values(WireRequest request, String field);

    /** The request with these fields beside its own. */
    abstract WireRequest with(WireRequest request, Map<String, String> fields);

    /** A URI's escapes were checked when it was built. */
    private static String decoded(String raw) {
        return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
