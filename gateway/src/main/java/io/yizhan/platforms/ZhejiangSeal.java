package io.yizhan.platforms;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

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
        URI uri = to.resolve(draft.path() + "?appKey=" + secret.id() + "&requestTime=" + time + "&sign=" + sign);
        return new Asker.Call(draft.method(), uri, draft.headers(), draft.body());
    }

    @Override
    public boolean vouchesFor(Asker.Call call) {
        Map<String, String> parameters = parameters(call.uri());
        String time = parameters.getOrDefault("requestTime", "");
        return secret.id().equals(parameters.get("appKey"))
                && time.matches("\\d{13}")
                && Math.abs(clock.millis() - Long.parseLong(time)) <= WINDOW * 1000
                && MessageDigest.isEqual(
                        bytes(signature(secret.id(), secret.value(), time)), bytes(parameters.getOrDefault("sign", "")));
    }

    private static Map<String, String> parameters(URI uri) {
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> first));
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
