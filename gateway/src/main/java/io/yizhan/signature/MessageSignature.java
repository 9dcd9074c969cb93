package io.yizhan.signature;

import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parser;

/**
 * One signature of a message (RFC 9421 §4).
 *
 * @param label under which it stands in both fields
 * @param bytes the signature itself; not copied, so they must not be changed
 */
public record MessageSignature(String label, SignatureInput input, byte[] bytes) {
    /** The fields' names, lower-case. */
    public static final String INPUT_FIELD = "signature-input";

    public static final String SIGNATURE_FIELD = "signature";

    /** The most signatures looked at in one message. */
    private static final int MOST_SIGNATURES = 8;

    /**
     * Reads the signatures of a message, in order. A label that stands in one field only is passed over.
     *
     * @return at least one; refused bad-signature if there is none, malformed if the fields cannot be read
     */
    public static Outcome<List<MessageSignature>> read(Headers headers) {
        for (String field : List.of(INPUT_FIELD, SIGNATURE_FIELD)) {
            if (headers.first(field).isEmpty()) {
                return Outcome.refused(RefusalCode.BAD_SIGNATURE, field);
            }
        }
        return dictionary(headers, INPUT_FIELD)
                .then(inputs -> dictionary(headers, SIGNATURE_FIELD).then(signatures -> pair(inputs, signatures)));
    }

    /** Both fields with this signature alone. */
    public Headers fields() {
        Map<String, ListElement<? extends Object>> inputs = Map.of(label, input.list());
        Map<String, ListElement<? extends Object>> signatures = Map.of(label, ByteSequenceItem.valueOf(bytes));
        return Headers.of(
                INPUT_FIELD, Dictionary.valueOf(inputs).serialize(), SIGNATURE_FIELD, Dictionary.valueOf(signatures).serialize());
    }

    private static Outcome<Map<String, ListElement<? extends Object>>> dictionary(Headers headers, String field) {
        try {
            Map<String, ListElement<? extends Object>> members = new Parser(headers.all(field)).parseDictionary().get();
            boolean few = members.size() <= MOST_SIGNATURES;
            return few ? Outcome.of(members) : Outcome.refused(RefusalCode.MALFORMED, field);
        } catch (IllegalArgumentException unreadable) {
            return Outcome.refused(RefusalCode.MALFORMED, field);
        }
    }

    private static Outcome<List<MessageSignature>> pair(
            Map<String, ListElement<? extends Object>> inputs, Map<String, ListElement<? extends Object>> signatures) {
        List<MessageSignature> pairs = new ArrayList<>();
        for (Map.Entry<String, ListElement<? extends Object>> input : inputs.entrySet()) {
            ListElement<? extends Object> signature = signatures.get(input.getKey());
            if (signature != null && !(signature.get() instanceof ByteBuffer)) {
                return Outcome.refused(RefusalCode.MALFORMED, SIGNATURE_FIELD);
            }
            try {
                SignatureInput read = SignatureInput.read(input.getValue());
                if (signature != null) {
                    pairs.add(new MessageSignature(input.getKey(), read, bytes((ByteBuffer) signature.get())));
                }
            } catch (IllegalArgumentException unreadable) {
                return Outcome.refused(RefusalCode.MALFORMED, INPUT_FIELD);
            }
        }
        return pairs.isEmpty() ? Outcome.refused(RefusalCode.BAD_SIGNATURE, SIGNATURE_FIELD) : Outcome.of(pairs);
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return label;
    }
}
