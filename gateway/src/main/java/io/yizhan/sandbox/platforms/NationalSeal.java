package io.yizhan.sandbox.platforms;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Four headers of which the last is an HMAC of the other three. */
final class NationalSeal implements Seal {
    static final String SID = "gjgxjhpt_sid";
    private static final String RID = "gjgxjhpt_rid";
    private static final String RTIME = "gjgxjhpt_rtime";
    private static final String SIGN = "gjgxjhpt_sign";
    static final List<String> FIELDS = List.of(SID, RID, RTIME, SIGN);

    /** Seconds a call may be old or early. */
    private static final long WINDOW = 300;

    private final Secret secret;
    private final InstantSource clock;

    NationalSeal(Secret secret, InstantSource clock) {
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public Asker.Call sign(URI to, Asker.Draft draft) {
        String time = Long.toString(clock.millis());
        String sign = signature(secret.value(), draft.service(), secret.id(), time);
        return new Asker.Call(
                draft.method(),
                to.resolve(draft.path()),
                Asker.Call.fields(draft.headers(), RID, secret.id(), SID, draft.service(), RTIME, time, SIGN, sign),
                draft.body());
    }

    @Override
    public boolean vouchesFor(Asker.Call call) {
        String time = call.header(RTIME);
        String right = signature(secret.value(), call.header(SID), secret.id(), time);
        return call.header(RID).equals(secret.id())
                && time.matches("\\d{13}")
                && Math.abs(clock.millis() - Long.parseLong(time)) <= WINDOW * 1000
                && MessageDigest.isEqual(bytes(right), bytes(call.header(SIGN)));
    }

    static String signature(String key, String sid, String rid, String rtime) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(bytes(sid + rid + rtime)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java platform has HmacSHA256", absent);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
