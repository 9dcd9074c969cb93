package io.yizhan.sandbox.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Two steps: the app's own secret brings one for refreshing and one for requests; the one for refreshing brings new ones for requests. */
final class ZhejiangRenewal implements Renewal {
    private static final String REFRESH = "refresh";
    private static final String BY_KEY = "/gateway/app/refreshTokenByKey.htm";
    private static final String BY_SECRET = "/gateway/app/refreshTokenBySec.htm";
    private static final Duration REFRESH_LIFE = Duration.ofMinutes(10);
    private static final Duration REQUEST_LIFE = Duration.ofMinutes(2);

    private final Secret app;
    private final Outside outside;

    ZhejiangRenewal(Secret app, Outside outside) {
        this.app = app;
        this.outside = outside;
    }

    @Override
    public Seal seal(String secret) {
        return Seal.zhejiang(new Secret(app.id(), secret), outside.clock());
    }

    @Override
    public Map<String, Lent> get(URI gateway, Map<String, Lent> held, Function<Asker.Call, byte[]> courier) {
        if (held.containsKey(REFRESH)) {
            JsonNode refreshed = asked(gateway, BY_SECRET, held.get(REFRESH).value(), courier);
            if (refreshed.path("code").asText().equals("00")) {
                return lent(refreshed.path("datas"));
            }
        }
        JsonNode answer = asked(gateway, BY_KEY, app.value(), courier);
        if (!answer.path("code").asText().equals("00")) {
            throw Renewal.refused(answer.path("code").asText());
        }
        return lent(answer.path("datas"));
    }

    private JsonNode asked(URI gateway, String path, String secret, Function<Asker.Call, byte[]> courier) {
        return Renewal.json(courier.apply(seal(secret).sign(gateway, new Asker.Draft(path, "", Map.of(), new byte[0]))));
    }

    private static Map<String, Lent> lent(JsonNode datas) {
        Map<String, Lent> lent = new HashMap<>();
        lent.put(CALLS, lent(datas, "requestSecret"));
        if (datas.has("refreshSecret")) {
            lent.put(REFRESH, lent(datas, "refreshSecret"));
        }
        return lent;
    }

    private static Lent lent(JsonNode datas, String name) {
        return new Lent(datas.path(name).asText(), Instant.ofEpochMilli(datas.path(name + "EndTime").asLong()));
    }

    @Override
    public byte[] give(Asker.Call call, Mint mint) {
        boolean byKey = call.uri().getPath().equals(BY_KEY);
        List<String> secrets = byKey ? List.of(app.value()) : mint.alive(REFRESH);
        ObjectNode answer = Renewal.object();
        if (secrets.stream().noneMatch(secret -> seal(secret).vouchesFor(call))) {
            return Renewal.bytes(answer.put("code", "03").put("msg", "签名校验不通过").put("dataCount", 0).put("requestId", outside.id()).putNull("datas"));
        }
        ObjectNode datas = answer.put("code", "00").put("msg", "成功").put("dataCount", 1).put("requestId", outside.id()).putObject("datas");
        told(datas, "requestSecret", mint.give(CALLS, REQUEST_LIFE));
        if (byKey) {
            told(datas, "refreshSecret", mint.give(REFRESH, REFRESH_LIFE));
        }
        return Renewal.bytes(answer);
    }

    private static void told(ObjectNode datas, String name, Lent lent) {
        datas.put(name, lent.value()).put(name + "EndTime", lent.ends().toEpochMilli());
    }
}
