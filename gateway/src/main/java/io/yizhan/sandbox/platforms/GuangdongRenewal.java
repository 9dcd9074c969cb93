package io.yizhan.sandbox.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Function;

/** A login, signed with the app's own token, brings an access token. */
final class GuangdongRenewal implements Renewal {
    private static final String PATH = "/ebus/auth/login";
    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private final Secret app;
    private final Outside outside;

    GuangdongRenewal(Secret app, Outside outside) {
        this.app = app;
        this.outside = outside;
    }

    @Override
    public Seal seal(String secret) {
        return Seal.accessToken(new Secret(app.id(), secret), outside);
    }

    @Override
    public Map<String, Lent> get(URI gateway, Map<String, Lent> held, Function<Asker.Call, byte[]> courier) {
        Asker.Draft login = new Asker.Draft(PATH, "", Map.of(), new byte[0]);
        JsonNode answer = Renewal.json(courier.apply(Seal.tif(app, outside).sign(gateway, login)));
        if (!answer.path("ack_code").asText().equals("SUCCESS")) {
            throw Renewal.refused(answer.at("/errors/0/code").asText());
        }
        JsonNode data = answer.path("data");
        return Map.of(CALLS, new Lent(data.path("access_token").asText(), outside.clock().instant().plusSeconds(data.path("expires_in").asLong())));
    }

    @Override
    public byte[] give(Asker.Call call, Mint mint) {
        boolean known = Seal.tif(app, outside).vouchesFor(call);
        ObjectNode answer = Renewal.object().put("ack_code", known ? "SUCCESS" : "FAILURE");
        answer.putArray("errors");
        answer.put("timestamp", TIME.format(outside.clock().instant())).put("correlation_id", "").put("response_id", outside.id());
        if (known) {
            answer.putObject("data").put("access_token", mint.give(CALLS, LIFE).value()).put("expires_in", LIFE.toSeconds());
        } else {
            answer.withArray("errors").addObject().put("code", "E401").put("message", "签名校验不通过");
        }
        return Renewal.bytes(answer);
    }
}
