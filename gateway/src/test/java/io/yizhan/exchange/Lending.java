package io.yizhan.exchange;

import static io.yizhan.exchange.Neighbours.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/** Neighbours that give the gateway short-lived secrets, in Zhejiang's way. */
final class Lending {
    private Lending() {}

    /** To be called with short-lived secrets, all neighbours of that dialect are registered with a long-lived one, each by a name of its own. */
    static void renewed(ObjectNode file) {
        for (JsonNode partner : file.path("partners")) {
            boolean neighbour = partner.path("id").asText().matches("n\\d{6}") && partner.path("dialect").asText().equals("zhejiang");
            JsonNode credential = partner.path("endpoints").path(0).path("credential");
            if (neighbour && credential instanceof ObjectNode known) {
                known.put("id", partner.path("id").asText()).set("long-lived", known.remove("secret"));
            }
        }
    }

    static ResponseDefinitionBuilder both(String refresh, Instant refreshEnds, String request, Instant requestEnds) {
        return json("""
                {"code":"00","msg":"成功","datas":{"refreshSecret":"%s","refreshSecretEndTime":"%d","requestSecret":"%s","requestSecretEndTime":"%d"}}"""
                .formatted(refresh, refreshEnds.toEpochMilli(), request, requestEnds.toEpochMilli()));
    }

    /** For calls and for the next secrets alike, until the same end. */
    static ResponseDefinitionBuilder both(String name, Instant ends) {
        return both(name + "-refresh", ends, name, ends);
    }

    /** Whether a request was signed with this secret: MD5 of the name, the secret and the time, all but the secret in the query. */
    static boolean signed(LoggedRequest request, String secret) {
        String text = request.queryParameter("appKey").firstValue() + secret + request.queryParameter("requestTime").firstValue();
        try {
            String digest = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
            return request.queryParameter("sign").firstValue().equals(digest);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
