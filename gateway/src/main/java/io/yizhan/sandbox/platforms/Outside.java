package io.yizhan.sandbox.platforms;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.LongSupplier;

/**
 * What the simulated platforms take from outside.
 *
 * @param clock the platforms' time
 * @param random for keys, secrets and the ids of messages
 * @param nanos for measuring how long things take
 */
public record Outside(InstantSource clock, SecureRandom random, LongSupplier nanos) {

    /** The same at another time. */
    public Outside at(InstantSource other) {
        return new Outside(other, random, nanos);
    }

    /** A new id: 32 hexadecimal digits. */
    public String id() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
