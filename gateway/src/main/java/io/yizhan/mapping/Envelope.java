package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a dialect puts around its payloads. */
interface Envelope {
    Set<String> WORDS = Set.of("ok", "not-found", "retry", "refuse");

    /** @param kind what the path says the request is for, if it says so by itself */
    Outcome<Opened> open(WireRequest request, Optional<String> kind);

    Outcome<Told> hear(WireAnswer answer);

    Dialect.Parcel wrap(Letter letter, JsonNode payload);

    WireAnswer answer(Letter letter, JsonNode payload);

    WireAnswer refuse(Refusal refusal, String message);

    /**
     * What an HTTP status alone says of an answer: empty for 2xx, whose body has the word.
     * Statuses that ask for another try are those of RFC 9110 and RFC 6585, the same for every platform.
     */
    static Optional<Told.Meaning> byStatus(int status) {
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        boolean again = status >= 500 || status == 408 || status == 425 || status == 429;
        return Optional.of(again ? Told.Meaning.RETRY : Told.Meaning.REFUSE);
    }

    static Outcome<Told> told(Told.Meaning meaning) {
        return Outcome.of(new Told(meaning, null));
    }

    /** The table of answer codes; a code that is not in it means a refusal. */
    static Map<String, Told.Meaning> answers(Keys answers) {
        Map<String, Told.Meaning> meanings = new HashMap<>();
        answers.texts().forEach((code, word) -> {
            if (!WORDS.contains(word)) {
                throw answers.wrong(code, "must be one of ok, not-found, retry, refuse");
            }
            meanings.put(code, Told.Meaning.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
        });
        return Map.copyOf(meanings);
    }

    /** A refusal's details by the names dialect.yaml knows them by; empty ones are left out. */
    static Map<String, JsonNode> details(Refusal refusal, String message) {
        Map<String, JsonNode> details = new LinkedHashMap<>();
        details.put("refusal", TextNode.valueOf(refusal.code().code()));
        details.put("fault", TextNode.valueOf(refusal.fault().name().toLowerCase(Locale.ROOT)));
        details.put("place", TextNode.valueOf(refusal.place()));
        if (!refusal.expected().isEmpty()) {
            details.put("expected", TextNode.valueOf(refusal.expected()));
        }
        refusal.gatewayTime().ifPresent(time -> details.put("gateway-time", TextNode.valueOf(time.toString())));
        details.put("exchange", TextNode.valueOf(message));
        return details;
    }

    /** Both languages in one sentence, Chinese first. */
    static String sentence(RefusalCode code) {
        return code.chinese() + " " + code.english();
    }
}
