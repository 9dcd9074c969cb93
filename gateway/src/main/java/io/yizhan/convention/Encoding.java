package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** How a signature is written. Read, hexadecimal may be in either case. */
enum Encoding implements Labelled {
    BASE64("base64", Base64.getEncoder()::encodeToString, Base64.getDecoder()::decode),
    HEX_LOWER("hex-lower", HexFormat.of()::formatHex, HexFormat.of()::parseHex),
    HEX_UPPER("hex-upper", HexFormat.of().withUpperCase()::formatHex, HexFormat.of()::parseHex);

    private final String label;
    private final Function<byte[], String> write;
    private final Function<String, byte[]> read;

    Encoding(String label, Function<byte[], String> write, Function<String, byte[]> read) {
        this.label = label;
        this.write = write;
        this.read = read;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Encoding of(String label) {
        return Labelled.named(values(), label);
    }

    @Override
    public String label() {
        return label;
    }

    String write(byte[] bytes) {
        return write.apply(bytes);
    }

    /** Empty if the text is not so encoded, or not in the one way it is written (base64 can carry bits that mean nothing). */
    Optional<byte[]> read(String text) {
        try {
            return Optional.of(read.apply(text)).filter(bytes -> write(bytes).equalsIgnoreCase(text));
        } catch (IllegalArgumentException otherwiseEncoded) {
            return Optional.empty();
        }
    }
}
