package io.yizhan.sandbox.cases;

import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.util.List;

/** A platform's codes for the constants of an enum, in their order. */
record Codes(List<? extends Enum<?>> constants, List<String> codes) {
    Codes {
        if (constants.size() != codes.size()) {
            throw new IllegalArgumentException("a code for each of " + constants);
        }
    }

    static <E extends Enum<E>> Codes of(Class<E> type, String... codes) {
        return new Codes(List.of(type.getEnumConstants()), List.of(codes));
    }

    String code(String name) {
        return codes.get(constants.stream().map(Enum::name).toList().indexOf(name));
    }

    /** Throws {@link UncheckedIOException} for a code this platform does not know. */
    String name(String code) {
        if (!codes.contains(code)) {
            throw new UncheckedIOException(new ProtocolException("a code this platform does not know; it knows " + codes));
        }
        return constants.get(codes.indexOf(code)).name();
    }
}
