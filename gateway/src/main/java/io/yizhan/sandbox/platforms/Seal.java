package io.yizhan.sandbox.platforms;

import java.net.URI;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** How one platform signs its calls and verifies calls made to it. Written against the conventions' text, not against the gateway's code. */
public interface Seal {
    /** Four headers with an HMAC, as the national platform has them. */
    static Seal national(Secret secret, InstantSource clock) {
        return new NationalSeal(secret, clock);
    }

    /** Three query parameters with an MD5, as Zhejiang has them. */
    static Seal zhejiang(Secret secret, InstantSource clock) {
        return new ZhejiangSeal(secret, clock);
    }

    /** The four x-tif headers, as Guizhou has them. */
    static Seal tif(Secret token, Outside outside) {
        return new TifSeal(token, outside);
    }

    /** The four x-tif headers with an access token, which is also in the query, as Guangdong has them. */
    static Seal accessToken(Secret token, Outside outside) {
        return new AccessTokenSeal(new TifSeal(token, outside), token.value());
    }

    /**
     * HTTP message signatures (RFC 9421), as Jiangxi has them.
     *
     * @param kind of the keys of both sides
     * @param others where keys of the other side are found by their id
     */
    static Seal messages(KeyKind kind, String keyId, KeyPair keys, Function<String, Optional<PublicKey>> others, Outside outside) {
        return new MessageSeal(kind, keyId, keys.getPrivate(), others, outside);
    }

    /** One seal for some paths, another for all others. */
    static Seal byPath(Map<String, Seal> paths, Seal others) {
        return new SealByPath(paths, others);
    }

    /**
     * The public keys of a gateway, fetched when one is first needed.
     *
     * @param gateway asked late, because the platforms may start before the gateway knows its port
     */
    static Function<String, Optional<PublicKey>> published(Supplier<URI> gateway) {
        return new GatewayKeys(gateway);
    }

    Asker.Call sign(URI to, Asker.Draft draft);

    boolean vouchesFor(Asker.Call call);

    /** Forgets a secret that may be over, so that the next call is signed with a new one; false where there is only one for ever. */
    default boolean renew() {
        return false;
    }

    /** The headers that sign an answer; none where the convention signs no answers. */
    default Map<String, String> signAnswer(Answered answer, Asker.Call question) {
        return Map.of();
    }

    /** Whether an answer carries a signature that verifies; never where the convention signs no answers. */
    default boolean vouchesForAnswer(Answered answer, Asker.Call question) {
        return false;
    }

    /** An answer with all its headers. */
    record Answered(int status, Map<String, String> headers, byte[] body) {
        public Answered {
            headers = Asker.Call.fields(headers);
        }
    }
}
