package io.yizhan.envelope;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.RefusalCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a dialect tells a refusal.
 *
 * @param status the HTTP status of every refusal, or empty for the refusal's own
 * @param otherwise the code of refusals that have none in {@code codes}
 * @param details where each detail is written; one without a place is not told
 * @param with what else every refusal holds, by its place
 */
record Refusals(
        Optional<Integer> status, String otherwise, Map<String, String> codes, Map<String, JsonPointer> details, Map<JsonPointer, JsonNode> with) {
    private static final List<String> DETAILS = List.of("refusal", "fault", "place", "expected", "gateway-time", "exchange");

    static Refusals of(Keys keys) {
        Keys details = keys.under("details");
        Map<String, JsonPointer> places = new HashMap<>();
        DETAILS.forEach(name -> details.optionalPlace(name).ifPresent(place -> places.put(name, place)));
        details.nothingElse();
        Refusals refusals =
                new Refusals(status(keys), keys.text("default"), codes(keys), Map.copyOf(places), keys.optionalValues("with"));
        keys.nothingElse();
        return refusals;
    }

    String code(RefusalCode refusal) {
        return codes.getOrDefault(refusal.code(), otherwise);
    }

    Optional<JsonPointer> place(String detail) {
        return Optional.ofNullable(details.get(detail));
    }

    private static Optional<Integer> status(Keys keys) {
        String status = keys.text("status");
        if (!status.matches("own|[2-5]\\d\\d")) {
            throw keys.wrong("status", "must be \"own\" or an HTTP status in quotes");
        }
        return status.equals("own") ? Optional.empty() : Optional.of(Integer.valueOf(status));
    }

    private static Map<String, String> codes(Keys keys) {
        Map<String, String> codes = keys.optionalUnder("codes").map(Keys::texts).orElse(Map.of());
        List<String> known = Arrays.stream(RefusalCode.values()).map(RefusalCode::code).toList();
        codes.keySet().stream().filter(code -> !known.contains(code)).findFirst().ifPresent(code -> {
            throw keys.wrong("codes." + code, "is not a refusal; there are " + String.join(", ", known));
        });
        return codes;
    }
}
