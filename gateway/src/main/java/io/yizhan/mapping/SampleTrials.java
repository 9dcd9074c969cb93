package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.yizhan.mapping.SampleTrial.Difference;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Tries the samples of a dialect, or of one kind in it, both ways, as the gateway would translate them. */
final class SampleTrials {
    private static final String TO = "to canonical";
    private static final String FROM = "from canonical";

    private final FileDialect dialect;
    private final Schemas schemas;
    private final String kind;

    private SampleTrials(FileDialect dialect, Schemas schemas, String kind) {
        this.dialect = dialect;
        this.schemas = schemas;
        this.kind = kind;
    }

    static List<SampleTrial> of(Path folder, Function<Path, Schemas> schemas) {
        Path here = folder.toAbsolutePath().normalize();
        return CanonicalTrials.of(here, schemas).orElseGet(() -> ofDialect(folder, here, schemas));
    }

    private static List<SampleTrial> ofDialect(Path folder, Path here, Function<Path, Schemas> schemas) {
        boolean whole = Folder.of(here).has(FileDialect.FILE);
        Path home = whole ? here : here.getParent();
        if (home == null || !Folder.of(home).has(FileDialect.FILE) || home.getParent() == null) {
            throw new InvalidMappings(folder + " is no folder of a dialect, nor of a kind in one, nor of a kind's canonical side");
        }
        String name = home.getFileName().toString();
        Folder files = new Folder(home, name);
        FileDialect dialect = FileDialect.load(files, name, FileCanonical.load(new Folder(home.resolveSibling(Schemas.CANONICAL), Schemas.CANONICAL)));
        Schemas rules = schemas.apply(home.getParent());
        Stream<String> kinds = whole ? dialect.services().byKind().keySet().stream() : Stream.of(here.getFileName().toString());
        return kinds.sorted().flatMap(kind -> new SampleTrials(dialect, rules, kind).all(files.in(kind))).toList();
    }

    private Stream<SampleTrial> all(Folder folder) {
        Stream<SampleTrial> misnamed =
                Sample.misnamed(folder).stream().map(file -> idle(folder.in(Sample.FOLDER).name(file), "the name of a sample"));
        return Stream.concat(Sample.of(folder, dialect.translations().messages(kind)).stream().flatMap(this::both), misnamed);
    }

    private static SampleTrial idle(String file, String expected) {
        return new SampleTrial(file, "", List.of(new Difference("", expected, "none")));
    }

    private Stream<SampleTrial> both(Sample sample) {
        List<SampleTrial> trials = new ArrayList<>();
        if (sample.translatesToCanonical()) {
            trials.add(trial(sample, TO, sample::canonical, () -> accepted(toCanonical(sample))));
        }
        if (sample.refusedToCanonical()) {
            trials.add(trial(sample, TO, sample::refusedTo, () -> refused(toCanonical(sample))));
        }
        if (sample.translatesFromCanonical()) {
            trials.add(trial(sample, FROM, () -> sample.dialect(dialect), () -> accepted(fromCanonical(sample))));
        }
        if (sample.refusedFromCanonical()) {
            trials.add(trial(sample, FROM, sample::refusedFrom, () -> refused(fromCanonical(sample))));
        }
        return sample.provesSomething() ? trials.stream() : Stream.of(idle(sample.toString(), "a neighbour to compare it with"));
    }

    private static SampleTrial trial(Sample sample, String direction, Supplier<JsonNode> expected, Supplier<Result> found) {
        List<Difference> differences = new ArrayList<>();
        try {
            Result result = found.get();
            if (result.asExpected()) {
                differences.addAll(Difference.between(expected.get(), result.json()));
            } else {
                differences.add(new Difference(result.place(), result.wanted(), result.words()));
            }
        } catch (InvalidMappings | Mapping.Broken wrong) {
            differences.add(new Difference("", "a sample and a mapping that can be used", wrong.getMessage()));
        }
        return new SampleTrial(sample.toString(), direction, differences);
    }

    /** As the gateway does with what arrives and with what it has made of it. */
    private Outcome<JsonNode> toCanonical(Sample sample) {
        return schemas.received(dialect.name(), kind, sample.message(), sample.dialect(dialect))
                .then(json -> translations(sample).to().tried(json))
                .then(json -> schemas.written(Schemas.CANONICAL, kind, sample.message(), json));
    }

    private Outcome<JsonNode> fromCanonical(Sample sample) {
        return schemas.written(Schemas.CANONICAL, kind, sample.message(), sample.canonical())
                .then(json -> translations(sample).from().tried(json))
                .then(json -> dialect.envelope().carry(sample.message(), json))
                .then(json -> schemas.written(dialect.name(), kind, sample.message(), json));
    }

    private Translations.Both translations(Sample sample) {
        return dialect.translations()
                .find(kind, sample.message())
                .orElseThrow(() -> new InvalidMappings(sample + ": there is no mapping of that message"));
    }

    /** What a translation came to: a tree to compare, or words where it did not even come to that. */
    private record Result(boolean asExpected, JsonNode json, String place, String wanted, String words) {}

    private static Result accepted(Outcome<JsonNode> outcome) {
        return outcome.fold(
                json -> new Result(true, json, "", "", ""),
                refusal -> new Result(false, MissingNode.getInstance(), refusal.place(), "a translation", words(refusal)));
    }

    private static String words(Refusal refusal) {
        return "refused as " + refusal.code().code() + (refusal.expected().isEmpty() ? "" : ": expected " + refusal.expected());
    }

    private static Result refused(Outcome<JsonNode> outcome) {
        return outcome.fold(
                json -> new Result(false, MissingNode.getInstance(), "", "a refusal", json.toString()),
                refusal -> new Result(true,
                        JsonNodeFactory.instance.objectNode().put("code", refusal.code().code()).put("place", refusal.place()), "", "", ""));
    }
}
