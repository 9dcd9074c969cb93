package io.yizhan.convention;

import io.yizhan.signature.Component;
import io.yizhan.signature.HttpMessage;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a signature of the native convention covers at least, in the order we sign it. */
final class Coverage {
    static final String CONTENT_TYPE = "content-type";
    private static final String EVENT_ATTRIBUTES = "ce-";

    private Coverage() {}

    static List<Component> of(WireRequest request) {
        List<Component> all = new ArrayList<>(List.of(Component.of("@method"), Component.of("@authority"), Component.of("@path")));
        if (request.uri().getRawQuery() != null) {
            all.add(Component.of("@query"));
        }
        fields(HttpMessage.of(request)).map(Component::of).forEach(all::add);
        return all;
    }

    /**
     * @param labels of the signatures of the request that is answered: covering one binds the answer to its request
     */
    static List<Component> of(WireAnswer answer, WireRequest request, List<String> labels) {
        List<Component> all = new ArrayList<>(List.of(Component.of("@status")));
        fields(HttpMessage.of(answer, request)).map(Component::of).forEach(all::add);
        labels.forEach(label -> all.add(Component.ofRequest("signature", label)));
        return all;
    }

    /**
     * The fields that say what a message is. Only a message without content may lack the two that describe it; one whose content is a part of
     * something says which.
     */
    static Stream<String> fields(HttpMessage message) {
        Stream<String> content = Stream.of(CONTENT_TYPE, message.digestField())
                .filter(field -> message.hasContent() || message.headers().first(field).isPresent());
        Stream<String> part = Stream.of(HttpMessage.CONTENT_RANGE).filter(field -> message.headers().first(field).isPresent());
        return Stream.concat(Stream.concat(content, part), message.headers().names().stream().filter(name -> name.startsWith(EVENT_ATTRIBUTES)));
    }
}
