package io.yizhan.sandbox.platforms;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Signed with an access token, which is also a parameter of the query. */
final class AccessTokenSeal implements Seal {
    private static final String PARAMETER = "access_token";

    private final Seal seal;
    private final String token;

    AccessTokenSeal(Seal seal, String token) {
        this.seal = seal;
        this.token = token;
    }

    @Override
    public Asker.Call sign(URI to, Asker.Draft draft) {
        Asker.Call call = seal.sign(to, draft);
        return call.at(Parameters.of(call.uri()).and(PARAMETER, token).uri());
    }

    @Override
    public boolean vouchesFor(Asker.Call call) {
        String told = Parameters.of(call.uri()).value(PARAMETER);
        return MessageDigest.isEqual(told.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8)) && seal.vouchesFor(call);
    }
}
