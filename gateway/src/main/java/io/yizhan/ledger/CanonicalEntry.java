package io.yizhan.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.yizhan.vocabulary.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * The one byte form of an entry, which its commitment is made of: the JSON Canonicalization Scheme (RFC 8785) in UTF-8.
 *
 * <p>Members, all text but {@code took}: {@code assurance}, {@code at} (UTC, {@code 2026-11-22T08:00:00.000000Z}, always six digits),
 * {@code consent}, {@code delivered} (lower-case hexadecimal), {@code environment} (lower-case), {@code from}, {@code id}, {@code kind},
 * {@code mappings}, {@code message}, {@code outcome}, {@code received} (hexadecimal), {@code signature}, {@code step}, {@code to},
 * {@code took} (whole microseconds). {@code delivered} and {@code to} are left out where the entry has none. Whatever is finer than a
 * microsecond is cut off, because the database keeps no more.
 */
final class CanonicalEntry {
    private static final JsonFactory JSON = JsonFactory.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();
    private static final int EXPECTED = 1_024;
    private static final int ONE_SECOND = 1_000_000;

    private CanonicalEntry() {}

    /** Written member by member in their order: every message leaves several entries. */
    static byte[] bytes(Entry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(EXPECTED);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("assurance", entry.assurance().label());
            json.writeStringField("at", text(entry.at()));
            json.writeStringField("consent", entry.consent());
            writeIfPresent(json, "delivered", entry.delivered());
            json.writeStringField("environment", entry.environment().name().toLowerCase(Locale.ROOT));
            json.writeStringField("from", entry.from().value());
            json.writeStringField("id", entry.id().toString());
            json.writeStringField("kind", entry.kind());
            json.writeStringField("mappings", entry.mappings());
            json.writeStringField("message", entry.message().toString());
            json.writeStringField("outcome", entry.outcome());
            json.writeStringField("received", entry.received().toString());
            json.writeStringField("signature", entry.signature());
            json.writeStringField("step", entry.step());
            writeIfPresent(json, "to", entry.to());
            json.writeNumberField("took", micros(entry));
            json.writeEndObject();
        } catch (IOException notText) {
            throw new IllegalArgumentException("an entry holds text that is no Unicode", notText);
        }
        return bytes.toByteArray();
    }

    private static void writeIfPresent(JsonGenerator json, String name, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get().toString());
        }
    }

    /** Always six digits, which no ready-made form has without being slow. */
    private static String text(Instant at) {
        String micros = Integer.toString(ONE_SECOND + at.getNano() / 1_000);
        String seconds = Instant.ofEpochSecond(at.getEpochSecond()).toString();
        return seconds.substring(0, seconds.length() - 1) + '.' + micros.substring(1) + 'Z';
    }

    static long micros(Entry entry) {
        return entry.took().toNanos() / 1_000;
    }

    static Instant at(Entry entry) {
        return entry.at().truncatedTo(ChronoUnit.MICROS);
    }

    /** SHA-256(salt ‖ canonical form). */
    static Digest commitment(byte[] salt, Entry entry) {
        return Digest.sha256(salt, bytes(entry));
    }
}
