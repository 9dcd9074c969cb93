package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.node.TextNode;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a request carries a field of its convention. */
enum Place implements Descriptions.Word {
    HEADER("header") {
        @Override
        List<String> values(WireRequest request, Optional<JsonBody> body, String field) {
            return request.headers().all(field);
        }

        @Override
        WireRequest with(WireRequest request, Map<String, String> fields) {
            Headers headers = request.headers().without(fields.keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
            for (Map.Entry<String, String> field : fields.entrySet()) {
                headers = headers.with(field.getKey(), field.getValue());
            }
            return request.with(headers);
        }
    },
    QUERY("query") {
        @Override
        List<String> values(WireRequest request, Optional<JsonBody> body, String field) {
            return pairs(request.uri())
                    .map(pair -> pair.split("=", 2))
                    .filter(pair -> decoded(pair[0]).equals(field))
                    .map(pair -> pair.length < 2 ? "" : decoded(pair[1]))
                    .toList();
        }

        @Override
        WireRequest with(WireRequest request, Map<String, String> fields) {
            List<String> pairs = new ArrayList<>(pairs(request.uri())
                    .filter(pair -> !fields.containsKey(decoded(pair.split("=", 2)[0])))
                    .toList());
            fields.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
            return request.at(URI.create(request.uri().toString().split("[?#]", 2)[0] + "?" + String.join("&", pairs)));
        }
    },
    /** Members of a JSON object, each by its name or by its pointer (RFC 6901); a request without a body gets one. */
    BODY("body") {
        @Override
        List<String> values(WireRequest request, Optional<JsonBody> body, String field) {
            return body.flatMap(object -> object.text(JsonBody.pointer(field))).stream().toList();
        }

        @Override
        WireRequest with(WireRequest request, Map<String, String> fields) {
            boolean nothing = request.body().length == 0;
            JsonBody body = JsonBody.read(nothing ? NO_MEMBERS : request.body())
                    .orElseThrow(() -> new IllegalArgumentException("a body that is no JSON object cannot carry a signature"));
            fields.forEach((field, value) -> body.put(JsonBody.pointer(field), TextNode.valueOf(value)));
            Headers headers = nothing ? request.headers().without(Set.of("content-type")).with("Content-Type", "application/json") : request.headers();
            return new WireRequest(request.method(), request.uri(), headers, body.bytes());
        }
    };

    /**
     * Where one field stands, so that no other does.
     *
     * @param at its name as the place tells names apart; that of a member ends in a slash, so that it begins those of its own members
     */
    record Slot(Place place, String at, String field) {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
        private static final Pattern POINTER = Pattern.compile("(/" + NAME + ")+");

        /**
         * @throws IllegalArgumentException if no field can be called that
         */
        static Slot of(Place place, String field) {
            boolean pointer = place == BODY && POINTER.matcher(field).matches();
            Description.require(pointer || NAME.matcher(field).matches(),
                    "field: expected a name of letters, digits, '_', '.' and '-', or in a body a pointer such as /head/id");
            String member = place == BODY ? JsonBody.pointer(field) + "/" : field;
            return new Slot(place, place == HEADER ? member.toLowerCase(Locale.ROOT) : member, field);
        }

        boolean isIn(Slot other) {
            return place == other.place && (place == BODY ? at.startsWith(other.at) : at.equals(other.at));
        }
    }

    private static final byte[] NO_MEMBERS = {'{', '}'};

    private final String label;

    Place(String label) {
        this.label = label;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Place of(String label) {
        return Descriptions.Word.named(values(), label);
    }

    @Override
    public String label() {
        return label;
    }

    /**
     * The values a request has of a field, in order.
     *
     * @param body the request's, where it was read
     */
    abstract List<String> values(WireRequest request, Optional<JsonBody> body, String field);

    /** The request with these fields beside its own; one of the same name is replaced. */
    abstract WireRequest with(WireRequest request, Map<String, String> fields);

    /** As they stand there, escaped. */
    private static Stream<String> pairs(URI uri) {
        return uri.getRawQuery() == null ? Stream.empty() : Arrays.stream(uri.getRawQuery().split("&"));
    }

    /** A URI's escapes were checked when it was built. */
    private static String decoded(String raw) {
        return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
