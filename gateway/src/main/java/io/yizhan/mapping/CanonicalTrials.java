package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.mapping.SampleTrial.Difference;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tries the canonical examples of one kind: whether they follow their schemas, and what the kind's own rules make of them. Examples of the
 * rules themselves are named after them: {@code forward-<case>}, {@code deadline-<case>} and {@code sequel-<case>}, with what is given and what comes of it.
 */
final class CanonicalTrials {
    private static final String SCHEMA = "by its schema";
    private static final String BY = "by ";

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
        return Stream.concat(nothing, Sample.of(folder, messages).stream().flatMap(this::tried));
    }

    private Stream<SampleTrial> tried(Sample sample) {
        if (sample.message().equals(stem(Rules.FORWARD))) {
            return made(sample, Rules.FORWARD, rules.forward(), messages.get(0));
        }
        if (sample.message().equals(stem(Rules.DEADLINE))) {
            return made(sample, Rules.DEADLINE, rules.deadline(), Canonical.DEADLINE_MESSAGE);
        }
        if (sample.message().equals(stem(Rules.SEQUEL))) {
            return made(sample, Rules.SEQUEL, rules.sequel(), this::sequel);
        }
        SampleTrial followed = followed(sample.toString(), sample.message(), sample::canonical);
        Optional<SampleTrial> terms = followed.worked() ? terms(sample) : Optional.empty();
        return Stream.concat(Stream.of(followed), terms.stream());
    }

    private SampleTrial followed(String name, String message, Supplier<JsonNode> json) {
        return trial(name, SCHEMA, () -> refused(schemas.written(Schemas.CANONICAL, kind, message, json.get()), fine -> List.of()));
    }

    private Optional<SampleTrial> terms(Sample sample) {
        if (rules.durable()) {
            String file = Rules.matter(sample.message());
            return Optional.ofNullable(rules.matters().get(sample.message())).map(terms -> trial(sample.toString(), BY + file,
                    () -> refused(terms.tried(sample.canonical()), made -> matter(sample, made))));
        }
        return rules.terms().filter(terms -> sample.message().equals(messages.get(0))).map(terms -> trial(sample.toString(), BY + Rules.TERMS,
                () -> refused(terms.tried(sample.canonical()), CanonicalTrials::lacking)));
    }

    private Stream<SampleTrial> made(Sample sample, String file, Optional<Mapping> rule, String message) {
        return made(sample, file, rule, json -> schemas.written(Schemas.CANONICAL, kind, message, json));
    }

    /** Nothing, or a message of another kind that follows its schema. */
    private Outcome<JsonNode> sequel(JsonNode made) {
        return made.isEmpty()
                ? Outcome.of(made)
                : schemas.written(Schemas.CANONICAL, made.path("kind").asText(), made.path("message").asText(), made.path("content")).map(fine -> made);
    }

    private Stream<SampleTrial> made(Sample sample, String file, Optional<Mapping> rule, Function<JsonNode, Outcome<JsonNode>> right) {
        return Stream.of(trial(sample.toString(), BY + file, () -> {
            JsonNode given = sample.given().orElseThrow(() -> new InvalidMappings(sample + ": lacks what is given, in a file ending in .given.json"));
            Mapping mapping = rule.orElseThrow(() -> new InvalidMappings(folder.name(file) + ": is missing"));
            Outcome<JsonNode> made = mapping.tried(given).then(right);
            return refused(made, json -> Difference.between(sample.canonical(), json));
        }));
    }

    private static String stem(String file) {
        return file.substring(0, file.indexOf('.'));
    }

    /** What nothing can be delivered without; and all of it, where the example says what it should be. */
    private List<Difference> matter(Sample sample, JsonNode made) {
        List<Difference> lacking = new ArrayList<>(sample.terms().map(expected -> Difference.between(expected, made)).orElse(List.of()));
        made.path("to").forEach(one -> nowhere(one, lacking));
        made.path("inform").forEach(one -> nowhere(one, lacking));
        if (rules.isCase()) {
            Set.of("step", "number").forEach(name -> require(made.path("case"), name, "/case/", lacking));
        }
        return lacking;
    }

    private static void nowhere(JsonNode addressed, List<Difference> lacking) {
        if (addressed.path("region").asText().isEmpty() && addressed.path("authority").asText().isEmpty()) {
            lacking.add(new Difference("/to", "a region or an authority for everyone", "neither"));
        }
    }

    /** Without these no agreement allows a question, and nobody is found to answer it. */
    private static List<Difference> lacking(JsonNode terms) {
        List<Difference> lacking = new ArrayList<>();
        List.of("purpose", "basis").forEach(name -> require(terms, name, "/", lacking));
        if (terms.path("region").asText().isEmpty() && terms.path("authority").asText().isEmpty()) {
            lacking.add(new Difference("/region", "a region here, or an authority in /authority", "neither"));
        }
        return lacking;
    }

    private static void require(JsonNode object, String name, String before, List<Difference> lacking) {
        if (object.path(name).asText().isEmpty()) {
            lacking.add(new Difference(before + name, "a text", object.path(name).toString()));
        }
    }

    private static List<Difference> refused(Outcome<JsonNode> outcome, Function<JsonNode, List<Difference>> otherwise) {
        return outcome.fold(otherwise, refusal -> List.of(refused(refusal)));
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
