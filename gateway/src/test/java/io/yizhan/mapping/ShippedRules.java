package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.mapping.Canonical.Terms;
import io.yizhan.vocabulary.Outcome;
import java.nio.file.Path;
import java.time.LocalDate;

/** The rules of one shipped kind, asked about on one day. In texts single quotes stand for double ones. */
record ShippedRules(Canonical canonical, String kind) {
    private static final Canonical SHIPPED = Dialects.load(Path.of("..", "mappings")).canonical();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    static ShippedRules of(String kind) {
        return new ShippedRules(SHIPPED, kind);
    }

    static JsonNode json(String text) {
        return Trees.json(text.replace('\'', '"'));
    }

    Outcome<Terms> terms(String request) {
        return canonical.terms(kind, json(request));
    }

    JsonNode complete(String request, String reply) {
        return canonical.complete(kind, json(request), json(reply), TODAY).fold(json -> json, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    JsonNode notFound() {
        return canonical.notFound(kind).orElseThrow();
    }
}
