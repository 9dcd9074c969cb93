package io.yizhan.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.rw.CloudEventRWException;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one CloudEvent with a JSON payload from an HTTP message, in binary or structured mode. Refuses with the place that is wrong. */
final class EventReader {
    static final String STRUCTURED = "application/cloudevents+json";
    private static final String PREFIX = "ce-";

    /** What is wanted of an event. */
    record Event(String id, String source, String type, JsonNode payload) {}

    private final Charset charset;
    private final Set<String> types;
    private final RefusalCode otherwise;

    private EventReader(Charset charset, Set<String> types, RefusalCode otherwise) {
        this.charset = charset;
        this.types = types;
        this.otherwise = otherwise;
    }

    /**
     * @param types the event types that are expected here
     * @param otherwise the code to refuse with
     */
    static Outcome<Event> read(Headers headers, byte[] body, Charset charset, Set<String> types, RefusalCode otherwise) {
        EventReader reader = new EventReader(charset, types, otherwise);
        boolean structured = headers.first("content-type").filter(media -> media(media).equals(STRUCTURED)).isPresent();
        return structured ? reader.structured(headers, body) : reader.binary(headers, body);
    }

    /** The media type without its parameters, lower-case. */
    static String media(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a content type is that of JSON, and not of an event or several that hold it. */
    static boolean json(String contentType) {
        String media = media(contentType);
        return media.equals("application/json") || (media.endsWith("+json") && !media.startsWith("application/cloudevents"));
    }

    /** What a text that identifies something may hold: no control characters and none that are no characters (CloudEvents 1.0.2, §2.3). */
    static boolean plain(String text) {
        return text.codePoints().noneMatch(point -> Character.isISOControl(point)
                || (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF)
                || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }

    private Outcome<Event> binary(Headers headers, byte[] body) {
        if (headers.all("content-type").size() != 1 || !json(headers.first("content-type").orElse(""))) {
            return refused("content-type");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : headers.names()) {
            if (name.startsWith(PREFIX)) {
                Optional<String> value = HeaderText.decode(headers.first(name).orElse(""));
                if (headers.all(name).size() != 1 || value.isEmpty()) {
                    return refused(name);
                }
                attributes.put(name.substring(PREFIX.length()), value.get());
            }
        }
        return Json.read(body, headers, charset, otherwise).then(payload -> event(attributes, payload, PREFIX));
    }

    private Outcome<Event> structured(Headers headers, byte[] body) {
        return Json.read(body, headers, charset, otherwise).then(event -> {
            Map<String, String> attributes = new LinkedHashMap<>();
            for (var field : event.properties()) {
                boolean data = field.getKey().equals("data") || field.getKey().equals("data_base64");
                if (!data && !field.getValue().isNull()) {
                    if (!field.getValue().isValueNode()) {
                        return refused("/" + field.getKey());
                    }
                    attributes.put(field.getKey(), field.getValue().asText());
                }
            }
            if (!json(attributes.getOrDefault("datacontenttype", "application/json"))) {
                return refused("/datacontenttype");
            }
            return data(event).then(payload -> event(attributes, payload, "/"));
        });
    }

    private Outcome<JsonNode> data(JsonNode event) {
        if (event.has("data") == event.has("data_base64")) {
            return refused("/data");
        }
        if (event.has("data")) {
            return Outcome.of(event.get("data"));
        }
        try {
            return Json.read(Base64.getDecoder().decode(event.get("data_base64").asText()), Headers.none(), charset, otherwise);
        } catch (IllegalArgumentException noBase64) {
            return refused("/data_base64");
        }
    }

    private Outcome<Event> event(Map<String, String> attributes, JsonNode payload, String prefix) {
        if (!SpecVersion.V1.toString().equals(attributes.get("specversion"))) {
            return refused(prefix + "specversion");
        }
        for (String required : Set.of("id", "source", "type")) {
            if (attributes.getOrDefault(required, "").isEmpty()) {
                return refused(prefix + required);
            }
        }
        if (!types.contains(attributes.get("type"))) {
            return refused(prefix + "type");
        }
        return build(attributes, prefix).map(event -> new Event(event.getId(), attributes.get("source"), event.getType(), payload));
    }

    /** The library checks the form of every attribute, extensions too, but not which characters texts are of. */
    private Outcome<CloudEvent> build(Map<String, String> attributes, String prefix) {
        CloudEventBuilder builder = CloudEventBuilder.fromSpecVersion(SpecVersion.V1);
        for (var attribute : attributes.entrySet()) {
            if (!plain(attribute.getValue())) {
                return refused(prefix + attribute.getKey());
            }
            try {
                if (!attribute.getKey().equals("specversion")) {
                    builder.withContextAttribute(attribute.getKey(), attribute.getValue());
                }
            } catch (CloudEventRWException wrong) {
                return refused(prefix + attribute.getKey());
            }
        }
        return Outcome.of(builder.build());
    }


    private <T> Outcome<T> refused(String place) {
        return Outcome.refused(otherwise, place);
    }
}
