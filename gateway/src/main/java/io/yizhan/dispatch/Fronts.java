package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.dispatch.Dispatch.Begun;
import io.yizhan.exchange.Outgoing.Meaning;
import io.yizhan.frontdb.FrontRow;
import io.yizhan.partner.Endpoint;
import io.yizhan.vocabulary.WireRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages as rows of agreed tables, on their way out. */
final class Fronts {
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)\"?", Pattern.CASE_INSENSITIVE);

    private final Desk desk;

    Fronts(Desk desk) {
        this.desk = desk;
    }

    Meaning put(Begun begun) {
        Endpoint endpoint = begun.there();
        String name = endpoint.tables().down(endpoint.kind(), begun.before().before().said().message().part());
        FrontRow row = FrontRow.of(
                begun.claimed().name(), desk.now(), desk.author().self().value(), text(begun.sent().call()), columns(begun.before().payload()));
        return switch (desk.front(endpoint).put(name, row)) {
            case STORED -> Meaning.TAKEN;
            case REFUSED -> Meaning.REFUSED;
            case LATER -> Meaning.LATER;
        };
    }

    /** As it would have been sent, in the charset its header names. */
    private static String text(WireRequest call) {
        Charset charset = call.headers().first("Content-Type").map(CHARSET::matcher).filter(Matcher::find).map(found -> Charset.forName(found.group(1)))
                .orElse(StandardCharsets.UTF_8);
        return new String(call.body(), charset);
    }

    /** What a message says in a word each; lists and what is below stand in the payload only. */
    private static Map<String, String> columns(JsonNode payload) {
        Map<String, String> columns = new HashMap<>();
        payload.properties().stream()
                .filter(member -> member.getValue().isValueNode() && !member.getValue().isNull())
                .forEach(member -> {
                    columns.put(member.getKey().toLowerCase(Locale.ROOT), member.getValue().asText());
                    columns.put(apart(member.getKey()), member.getValue().asText());
                });
        return columns;
    }

    /** As columns are named: caseNo as case_no. */
    private static String apart(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
