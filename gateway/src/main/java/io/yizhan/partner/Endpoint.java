package io.yizhan.partner;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a partner answers one kind.
 *
 * @param credentialId the name this platform knows the gateway by; where whole messages are signed, the algorithm of the key
 *     the gateway signs with, or empty for the usual one
 * @param secret the secret that goes with it; empty likewise
 * @param renewed whether that secret only serves to get short-lived ones, which then sign calls
 * @param timeout of one attempt
 * @param concurrency how many calls at a time
 * @param fileHosts where its files may be besides: hosts, with the port where it is not the usual one
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
        int concurrency,
        Set<String> fileHosts) {
    public Endpoint {
        fileHosts = Set.copyOf(fileHosts);
    }

    /**
     * Whether a file may be fetched there: only from where the endpoint itself is or a place registered for it, and over TLS wherever the
     * endpoint is called over TLS. Elsewhere the call's credential would be shown to whoever an answer names.
     */
    public boolean keepsFilesAt(URI link) {
        boolean usable = link.getHost() != null && link.getRawUserInfo() == null && link.getRawFragment() == null;
        boolean encrypted = "https".equals(link.getScheme()) || url.getScheme().equals("http") && "http".equals(link.getScheme());
        return usable
                && encrypted
                && (sameAs(url, link) || fileHosts.stream().anyMatch(host -> sameAs(URI.create(link.getScheme() + "://" + host), link)));
    }

    private static boolean sameAs(URI place, URI link) {
        return link.getScheme().equals(place.getScheme()) && link.getHost().equalsIgnoreCase(place.getHost()) && port(link) == port(place);
    }

    private static int port(URI address) {
        return Optional.of(address.getPort()).filter(given -> given >= 0).orElse(address.getScheme().equals("https") ? 443 : 80);
    }

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
