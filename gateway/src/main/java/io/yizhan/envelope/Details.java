package io.yizhan.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a refusal says beyond its code. */
final class Details {
    private Details() {}

    /** By the names descriptions know them by; empty ones are left out. */
    static Map<String, JsonNode> of(Refusal refusal, Letter letter) {
        Map<String, JsonNode> details = new LinkedHashMap<>();
        details.put("refusal", TextNode.valueOf(refusal.code().code()));
        details.put("fault", TextNode.valueOf(refusal.fault().name().toLowerCase(Locale.ROOT)));
        details.put("place", TextNode.valueOf(refusal.place()));
        if (!refusal.expected().isEmpty()) {
            details.put("expected", TextNode.valueOf(refusal.expected()));
        }
        refusal.gatewayTime().ifPresent(time -> details.put("gateway-time", TextNode.valueOf(time.toString())));
        details.put("exchange", TextNode.valueOf(letter.id()));
        return details;
    }

    /** Both languages in one sentence, Chinese first. */
    static String sentence(RefusalCode code) {
        return code.chinese() + " " + code.english();
    }
}
