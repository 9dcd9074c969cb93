package io.yizhan.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.PartnerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * An item as it stands, or its tombstone.
 *
 * @param content the canonical item as JSON in UTF-8, written in one way only, which is that of RFC 8785 but for numbers it would round or give an
 *     exponent: members sorted by their names' UTF-16 code units, no white space, in strings only {@code " \ } and control characters escaped
 *     ({@code \b \t \n \f \r}, the others by their number in four small hexadecimal digits), numbers in plain decimal notation without exponent,
 *     leading {@code +} or zeros that mean nothing ({@code 1.50} is {@code 1.5}, {@code 2.0} is {@code 2}, {@code -0.0} is {@code 0})
 * @param digest SHA-256 of the content
 * @param change its number among the changes of its feed
 */
public record Item(
        PartnerId publisher, String id, long version, boolean withdrawn, byte[] content, Digest digest, Instant published, long change) {
    /** Numbers stay as they are: who computes digests must find them so. */
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** What it says. */
    public JsonNode json() {
        return read(content);
    }

    static JsonNode read(byte[] content) {
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException broken) {
            // not its message, which quotes what was read
            throw new IllegalStateException("what was published is not JSON any more");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Never the content. */
    @Override
    public String toString() {
        return publisher + " " + id + " version " + version;
    }
}
