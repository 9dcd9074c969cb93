package io.yizhan.vocabulary;

import java.time.Instant;
import java.util.UUID;

/** The gateway's own name for one exchange, used in addresses and logs: a version 7 UUID (RFC 9562), so that names sort by time. */
public record MessageId(UUID value) {

    /**
     * Builds a version 7 UUID.
     *
     * @param at the moment, to the millisecond
     * @param high random bits, of which the lower 12 are used
     * @param low random bits, of which the lower 62 are used
     */
    public static MessageId of(Instant at, long high, long low) {
        long most = (at.toEpochMilli() << 16) | 0x7000L | (high & 0x0FFFL);
        long least = (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new MessageId(new UUID(most, least));
    }

    /** The smallest id of a moment: every id made before it is smaller, every later one larger or equal. */
    public static MessageId first(Instant at) {
        return new MessageId(new UUID((at.toEpochMilli() << 16) | 0x7000L, 0x8000_0000_0000_0000L));
    }

    /** When it was made, to the millisecond. */
    public Instant at() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    public static MessageId parse(String text) {
        return new MessageId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
