package io.yizhan.sandbox.platforms;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/** Four x-tif headers of which the last is a SHA-256 over the time, the token, a nonce and the time again. */
final class TifSeal implements Seal {
    static final String PAASID = "x-tif-paasid";
    static final String TIMESTAMP = "x-tif-timestamp";
    static final String NONCE = "x-tif-nonce";
    static final String SIGNATURE = "x-tif-signature";
    /** Seconds a call may be old or early. */
    private static final long WINDOW = 180;

    private final Secret token;
    private final Outside outside;

    TifSeal(Secret token, Outside outside) {
        this.token = token;
        this.outside = outside;
    }

    @Override
    public Asker.Call sign(URI to, Asker.Draft draft) {
        String time = Long.toString(outside.clock().instant().getEpochSecond());
        String nonce = outside.id().substring(0, 16);
        Map<String, String> headers = Asker.Call.fields(
                draft.headers(),
                PAASID, token.id(),
                TIMESTAMP, time,
                NONCE, nonce,
                SIGNATURE, signature(time, token.value(), nonce));
        return new Asker.Call(draft.method(), to.resolve(draft.path()), headers, draft.body());
    }

    @Override
    public boolean vouchesFor(Asker.Call call) {
        String time = call.header(TIMESTAMP);
        String nonce = call.header(NONCE);
        // one form each, or a character could move from one of the joined texts into the next
        return call.header(PAASID).equals(token.id())
                && time.matches("\\d{10}")
                && nonce.matches("[A-Za-z0-9]{16}")
                && Math.abs(outside.clock().instant().getEpochSecond() - Long.parseLong(time)) <= WINDOW
                && signature(time, token.value(), nonce).equalsIgnoreCase(call.header(SIGNATURE));
    }

    static String signature(String time, String token, String nonce) {
        try {
            byte[] text = (time + token + nonce + time).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().withUpperCase().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }
}
