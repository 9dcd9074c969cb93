package io.yizhan.partner;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * Where a partner answers one kind.
 *
 * @param credentialId the name this platform knows the gateway by; empty for conventions that use the gateway's own key
 * @param secret the secret that goes with it; empty likewise
 * @param timeout of one attempt
 * @param concurrency how many calls at a time
 */
public record Endpoint(
        PartnerId owner, String kind, Environment environment, URI url, String credentialId, byte[] secret, Duration timeout, int concurrency) {
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
