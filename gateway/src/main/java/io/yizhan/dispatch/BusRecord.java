package io.yizhan.dispatch;

import io.yizhan.dispatch.Dispatch.Begun;
import io.yizhan.envelope.Letter;
import io.yizhan.partner.Endpoint.Topic;
import io.yizhan.vocabulary.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A delivery as a record of a topic: CloudEvents' binary mode for Kafka, in the target's dialect.
 *
 * @param key those of one subject stay in one partition, in their order
 * @param body not copied, so it must not be changed
 */
public record BusRecord(String topic, String key, Headers headers, byte[] body) {
    private static final Set<String> PASSED_ON = Set.of("content-type", "traceparent");

    static BusRecord of(Begun begun) {
        if (begun.there().way() instanceof Topic topic) {
            String key = begun.claimed().subject().orElse(begun.claimed().message().toString());
            return new BusRecord(topic.name(), key, fields(begun), begun.sent().call().body());
        }
        throw new IllegalStateException("the endpoint " + begun.there().name() + " has no topic");
    }

    /** CloudEvents' attributes, whatever the dialect; where the dialect itself writes some, as it has them. */
    private static Headers fields(Begun begun) {
        Letter letter = begun.sent().letter();
        Headers own = begun.sent().call().headers();
        Stream<Headers.Field> attributes = Stream.of(
                        new Headers.Field("ce_specversion", "1.0"),
                        new Headers.Field("ce_id", letter.id()),
                        new Headers.Field("ce_source", letter.source()),
                        new Headers.Field("ce_type", "yizhan." + letter.kind() + "." + letter.message()),
                        new Headers.Field("ce_time", letter.at().toString()))
                .filter(field -> own.first(field.name().replace('_', '-')).isEmpty());
        Stream<Headers.Field> dialect = own.fields().stream()
                .map(field -> new Headers.Field(name(field.name().toLowerCase(Locale.ROOT)), field.value()))
                .filter(field -> field.name().startsWith("ce_") || PASSED_ON.contains(field.name()));
        Headers.Field delivery = new Headers.Field("ce_delivery", begun.claimed().name());
        return new Headers(Stream.of(attributes, dialect, Stream.of(delivery)).flatMap(fields -> fields).toList());
    }

    private static String name(String field) {
        return field.startsWith("ce-") ? "ce_" + field.substring("ce-".length()) : field;
    }

    /** Neither what it says nor its header fields. */
    @Override
    public String toString() {
        return topic + " (" + body.length + " bytes)";
    }
}
