package io.yizhan.envelope;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Attribute values in HTTP headers (CloudEvents HTTP binding 1.0.2, §3.1.3.2): what is not printable ASCII, and space, quote and per cent,
 * is percent-encoded UTF-8. So no id of a caller can end a header line.
 */
final class HeaderText {
    private HeaderText() {}

    static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > 0x20 && octet < 0x7F && octet != '"' && octet != '%';
            encoded.append(plain ? String.valueOf((char) octet) : "%" + HexFormat.of().withUpperCase().toHexDigits(octet));
        }
        return encoded.toString();
    }

    /** Empty when a per cent sign begins no octet, or the octets are not UTF-8. */
    static Optional<String> decode(String value) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(value.length());
        byte[] raw = value.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                octets.write(raw[i]);
            } else if (i + 2 < raw.length && HexFormat.isHexDigit(raw[i + 1]) && HexFormat.isHexDigit(raw[i + 2])) {
                octets.write(HexFormat.fromHexDigits(new String(raw, i + 1, 2, StandardCharsets.US_ASCII)));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.toByteArray())).toString());
        } catch (CharacterCodingException wrong) {
            return Optional.empty();
        }
    }
}
