package io.yizhan.convention;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** The text a description signs: its parts laid end to end, UTF-8. */
final class SignedText {
    private SignedText() {}

    static byte[] of(List<Part> parts, Function<Part, String> values, byte[] secret) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (Part part : parts) {
            text.writeBytes(part == Part.SECRET ? secret : values.apply(part).getBytes(StandardCharsets.UTF_8));
        }
        return text.toByteArray();
    }
}
