package io.yizhan.signature;

import io.yizhan.vocabulary.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;

/** The value of a header field as it is signed (RFC 9421 §2.1). */
final class FieldValue {
    /** To serialise a structured field strictly one must know its type: these are dictionaries. */
    private static final Set<String> DICTIONARIES = Set.of(
            ContentDigest.FIELD, "repr-digest", "want-content-digest", "want-repr-digest", "priority", "accept-signature",
            MessageSignature.INPUT_FIELD, MessageSignature.SIGNATURE_FIELD);

    private FieldValue() {}

    /** Empty if the message lacks the field or the member, or the component asks for an encoding that is not known here. */
    static Optional<String> of(Component component, Headers headers) {
        List<String> lines = headers.all(component.name()).stream().map(FieldValue::oneLine).toList();
        if (lines.isEmpty() || !known(component)) {
            return Optional.empty();
        }
        if (component.has("key")) {
            return dictionary(lines).map(Dictionary::get).flatMap(members -> member(members, component));
        }
        if (component.has("sf")) {
            return DICTIONARIES.contains(component.name()) ? dictionary(lines).map(Dictionary::serialize) : Optional.empty();
        }
        return Optional.of(component.has("bs") ? bytes(lines) : String.join(", ", lines));
    }

    /** Unknown parameters fail, trailers are not kept, and bytes cannot be read as a structured field as well. */
    private static boolean known(Component component) {
        boolean contradiction = component.has("bs") && (component.has("sf") || component.has("key"));
        return Set.of("sf", "bs", "key", "req").containsAll(component.parameters().keySet()) && !contradiction;
    }

    private static Optional<String> member(Map<String, ListElement<? extends Object>> members, Component component) {
        return component.parameters().get("key") instanceof String key
                ? Optional.ofNullable(members.get(key)).map(ListElement::serialize)
                : Optional.empty();
    }

    private static Optional<Dictionary> dictionary(List<String> lines) {
        try {
            return Optional.of(new Parser(lines).parseDictionary());
        } catch (ParseException unreadable) {
            return Optional.empty();
        }
    }

    /** Header fields come off the wire one byte to a character. */
    private static String bytes(List<String> lines) {
        return lines.stream()
                .map(line -> ByteSequenceItem.valueOf(line.getBytes(StandardCharsets.ISO_8859_1)).serialize())
                .collect(Collectors.joining(", "));
    }

    /** Without the space around it and without folds (RFC 9112 §5.2). */
    private static String oneLine(String value) {
        String stripped = value.strip();
        return stripped.indexOf('\n') < 0 ? stripped : stripped.replaceAll("[ \t]*\r?\n[ \t]+", " ");
    }
}
