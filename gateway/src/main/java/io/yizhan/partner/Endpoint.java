package io.yizhan.partner;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * Where a partner answers one kind.
 *
 * @param credentialId the name this platform knows the gateway by; where whole messages are signed, the algorithm of the key
 *     the gateway signs with, or empty for the usual one
 * @param secret the secret that goes with it; empty likewise
 * @param renewed whether that secret only serves to get short-lived ones, which then sign calls
 * @param timeout of one attempt
 * @param concurrency how many calls at a time
 */
public record Endpoint(
        PartnerId owner,
        String kind,
        Environment environment,
        URI url,
        String credentialId,
        byte[] secret,
        boolean renewed,
        Duration timeout,
        int concurrency) {
    /** Unique: partner, kind, environment. */
    public String name() {
        return name(owner, kind, environment);
    }

    static String name(PartnerId owner, String kind, Environment environment) {
        return owner + "/" + kind + "/" + environment.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name();
    }
}
