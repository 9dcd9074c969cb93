package io.yizhan.mapping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is missing among the golden samples of a mapping tree, {@code <dialect>/<kind>/samples/<message>-<case>.…}. */
record GoldenSamples(Path tree) {
    private static final Set<String> NO_DIALECTS = Set.of("canonical", "conventions");

    /** One message of one kind in one dialect. */
    record Subject(String dialect, String kind, String message) {}

    List<String> dialects() {
        return Folder.of(tree).folders().stream().filter(name -> !NO_DIALECTS.contains(name)).toList();
    }

    /** Every message of every kind in every dialect, whether it has samples or not. */
    List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        for (String dialect : dialects()) {
            Folder.of(tree.resolve(dialect)).folders().stream().filter(kind -> !kind.equals("codes")).forEach(kind ->
                    messages(kind).forEach(message -> subjects.add(new Subject(dialect, kind, message))));
        }
        return subjects;
    }

    /** What a folder lacks, in words. */
    List<String> missing() {
        return subjects().stream().flatMap(this::missing).toList();
    }

    private Stream<String> missing(Subject subject) {
        Folder kind = Folder.of(tree.resolve(subject.dialect()).resolve(subject.kind()));
        List<Sample> samples = Sample.of(kind, messages(subject.kind())).stream().filter(sample -> sample.message().equals(subject.message())).toList();
        List<String> missing = new ArrayList<>();
        require(samples.stream().anyMatch(Sample::translatesToCanonical), subject + " has no typical sample to canonical", missing);
        require(samples.stream().anyMatch(Sample::translatesFromCanonical), subject + " has no typical sample from canonical", missing);
        require(samples.stream().anyMatch(Sample::refusedToCanonical), subject + " has no refused sample to canonical", missing);
        require(samples.stream().anyMatch(Sample::refusedFromCanonical), subject + " has no refused sample from canonical", missing);
        return missing.stream();
    }

    private List<String> messages(String kind) {
        return YamlKeys.of(Folder.of(tree.resolve("canonical").resolve(kind)), "kind.yaml").list("messages");
    }

    private static void require(boolean there, String otherwise, List<String> missing) {
        if (!there) {
            missing.add(otherwise);
        }
    }
}
