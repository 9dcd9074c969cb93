package io.yizhan.envelope;

import io.yizhan.envelope.Told.Meaning;
import io.yizhan.vocabulary.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of a dialect's answer codes. */
record Answers(Map<String, Meaning> meanings) {
    Answers {
        meanings = Map.copyOf(meanings);
    }

    static Answers none() {
        return new Answers(Map.of());
    }

    static Answers of(Keys keys) {
        Map<String, Meaning> meanings = new LinkedHashMap<>();
        keys.texts().forEach((code, word) -> meanings.put(code, Meaning.named(word).orElseThrow(() -> keys.wrong(code, "must be one of " + words()))));
        return new Answers(meanings);
    }

    private static String words() {
        return Arrays.stream(Meaning.values()).map(Meaning::word).collect(Collectors.joining(", "));
    }

    /** A code without a line means a refusal. */
    Meaning meaning(String code) {
        return named(code).orElse(Meaning.REFUSE);
    }

    Optional<Meaning> named(String code) {
        return Optional.ofNullable(meanings.get(code));
    }

    /**
     * What an HTTP status alone says of an answer: empty for 2xx, whose body has the word.
     * Statuses that ask for another try are those of RFC 9110 and RFC 6585, the same for every platform.
     */
    static Optional<Meaning> byStatus(int status) {
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        boolean again = status >= 500 || status == 408 || status == 425 || status == 429;
        return Optional.of(again ? Meaning.RETRY : Meaning.REFUSE);
    }

    static Outcome<Told> told(Meaning meaning) {
        return Outcome.of(new Told(meaning, null));
    }
}
