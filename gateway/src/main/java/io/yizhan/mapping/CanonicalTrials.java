package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.mapping.FileCanonical.Rules;
import io.yizhan.mapping.SampleTrial.Difference;
import io.yizhan.vocabulary.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Tries the canonical examples of one kind: whether they follow their schemas, and what the kind's own rules make of its question. */
final class CanonicalTrials {
    private static final String SCHEMA = "by its schema";
    private static final String TERMS = "by terms.jslt";

    private final Folder folder;
    private final String kind;
    private final Rules rules;
    private final Schemas schemas;
    private final List<String> messages;

    private CanonicalTrials(Folder folder, String kind, Rules rules, Schemas schemas) {
        this.folder = folder;
        this.kind = kind;
        this.rules = rules;
        this.schemas = schemas;
        this.messages = List.copyOf(rules.messages().keySet());
    }

    /** Empty where the folder is that of no kind. */
    static Optional<List<SampleTrial>> of(Path here, Function<Path, Schemas> schemas) {
        Path kinds = here.getParent();
        boolean kind = kinds != null && kinds.endsWith(Schemas.CANONICAL) && kinds.getParent() != null && Folder.of(here).has("kind.yaml");
        return kind ? Optional.of(of(new Folder(kinds, Schemas.CANONICAL), here.getFileName().toString(), schemas.apply(kinds.getParent()))) : Optional.empty();
    }

    private static List<SampleTrial> of(Folder canonical, String kind, Schemas schemas) {
        Rules rules = FileCanonical.load(canonical).kinds().get(kind);
        return new CanonicalTrials(canonical.in(kind), kind, rules, schemas).all().toList();
    }

    private Stream<SampleTrial> all() {
        String answer = messages.get(messages.size() - 1);
        Stream<SampleTrial> nothing = rules.notFound().stream().map(json -> followed(folder.name("not-found.json"), answer, () -> json));
        return Stream.concat(nothing, Sample.of(folder).stream().flatMap(this::tried));
    }

    private Stream<SampleTrial> tried(Sample sample) {
        SampleTrial followed = followed(sample.toString(), sample.message(), sample::canonical);
        boolean asks = sample.message().equals(messages.get(0));
        return followed.worked() && asks ? Stream.of(followed, terms(sample)) : Stream.of(followed);
    }

    private SampleTrial followed(String name, String message, Supplier<JsonNode> json) {
        return trial(name, SCHEMA, () -> schemas.written(Schemas.CANONICAL, kind, message, json.get())
                .fold(fine -> List.of(), refusal -> List.of(refused(refusal))));
    }

    private SampleTrial terms(Sample sample) {
        return trial(sample.toString(), TERMS, () -> rules.terms().tried(sample.canonical())
                .fold(CanonicalTrials::lacking, refusal -> List.of(refused(refusal))));
    }

    /** Without these no agreement allows a question, and nobody is found to answer it. */
    private static List<Difference> lacking(JsonNode terms) {
        List<Difference> lacking = new ArrayList<>();
        for (String name : List.of("purpose", "basis")) {
            if (terms.path(name).asText().isEmpty()) {
                lacking.add(new Difference("/" + name, "a text", terms.path(name).toString()));
            }
        }
        if (terms.path("region").asText().isEmpty() && terms.path("authority").asText().isEmpty()) {
            lacking.add(new Difference("/region", "a region here, or an authority in /authority", "neither"));
        }
        return lacking;
    }

    private static Difference refused(Refusal refusal) {
        return new Difference(refusal.place(), refusal.expected().isEmpty() ? "what its rules ask" : refusal.expected(), refusal.code().code());
    }

    private static SampleTrial trial(String name, String direction, Supplier<List<Difference>> trial) {
        try {
            return new SampleTrial(name, direction, trial.get());
        } catch (InvalidMappings | Mapping.Broken wrong) {
            return new SampleTrial(name, direction, List.of(new Difference("", "a file that can be used", wrong.getMessage())));
        }
    }
}
