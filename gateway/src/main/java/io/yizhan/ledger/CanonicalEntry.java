package io.yizhan.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.yizhan.vocabulary.Digest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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
    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

    private CanonicalEntry() {}

    static byte[] bytes(Entry entry) {
        Map<String, Object> members = new TreeMap<>();
        members.put("assurance", entry.assurance().label());
        members.put("at", AT.format(entry.at()));
        members.put("consent", entry.consent());
        entry.delivered().ifPresent(digest -> members.put("delivered", digest.toString()));
        members.put("environment", entry.environment().name().toLowerCase(Locale.ROOT));
        members.put("from", entry.from().value());
        members.put("id", entry.id().toString());
        members.put("kind", entry.kind());
        members.put("mappings", entry.mappings());
        members.put("message", entry.message().toString());
        members.put("outcome", entry.outcome());
        members.put("received", entry.received().toString());
        members.put("signature", entry.signature());
        members.put("step", entry.step());
        entry.to().ifPresent(partner -> members.put("to", partner.value()));
        members.put("took", micros(entry));
        return write(members);
    }

    private static byte[] write(Map<String, Object> members) {
        try {
            return JSON.writeValueAsBytes(members);
        } catch (JsonProcessingException notText) {
            throw new IllegalArgumentException("an entry holds text that is no Unicode", notText);
        }
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
