package io.yizhan.sandbox.platforms;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;

/** Three query parameters of which the last is an MD5 over the other two with the secret between them. */
final class ZhejiangSeal implements Seal {
    /** Seconds a call may be old or early. */
    private static final long WINDOW = 300;

    private final Secret secret;
    private final InstantSource clock;

    ZhejiangSeal(Secret secret, InstantSource clock) {
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public Asker.Call sign(URI to, Asker.Draft draft) {
        String time = Long.toString(clock.millis());
        String sign = signature(secret.id(), secret.value(), time);
        Parameters signed = Parameters.of(to.resolve(draft.path())).and("appKey", secret.id()).and("requestTime", time).and("sign", sign);
        return new Asker.Call(draft.method(), signed.uri(), draft.headers(), draft.body());
    }

    @Override
    public boolean vouchesFor(Asker.Call call) {
        Parameters parameters = Parameters.of(call.uri());
        String time = parameters.value("requestTime");
        return secret.id().equals(parameters.value("appKey"))
                && time.matches("\\d{13}")
                && Math.abs(clock.millis() - Long.parseLong(time)) <= WINDOW * 1000
                && MessageDigest.isEqual(bytes(signature(secret.id(), secret.value(), time)), bytes(parameters.value("sign")));
    }

    static String signature(String appKey, String secret, String time) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes(appKey + secret + time)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java platform has MD5", absent);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
