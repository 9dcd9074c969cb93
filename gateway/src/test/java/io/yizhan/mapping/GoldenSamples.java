package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The golden samples of a mapping tree, {@code <dialect>/<kind>/samples/<message>-<case>.…}, and what is missing among them. */
record GoldenSamples(Path tree) {
    private static final Set<String> NO_DIALECTS = Set.of("canonical", "conventions");
    private static final Pattern NAME =
            Pattern.compile("([a-z]+)-([a-z0-9-]+)\\.(dialect|canonical|to-canonical\\.refused|from-canonical\\.refused)\\.json");

    /** One message of one kind in one dialect. */
    record Subject(String dialect, String kind, String message) {}

    /** One case: which of its four files are there. */
    record Sample(Subject subject, String name, Path folder) {

        boolean has(String ending) {
            return Files.isRegularFile(file(ending));
        }

        Path file(String ending) {
            return folder.resolve(subject.message() + "-" + name + "." + ending);
        }

        JsonNode read(String ending) {
            try {
                return Trees.json(Files.readString(file(ending)));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        boolean pair() {
            return has("dialect.json") && has("canonical.json");
        }

        boolean translatesToCanonical() {
            return pair() && !name.endsWith("-write");
        }

        boolean translatesFromCanonical() {
            return pair() && !name.endsWith("-read");
        }

        boolean refusedToCanonical() {
            return has("dialect.json") && has("to-canonical.refused.json");
        }

        boolean refusedFromCanonical() {
            return has("canonical.json") && has("from-canonical.refused.json");
        }

        @Override
        public String toString() {
            return subject.dialect() + "/" + subject.kind() + "/" + subject.message() + "-" + name;
        }
    }

    /** Every message of every kind in every dialect, whether it has samples or not. */
    List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        for (String dialect : Folder.of(tree).folders()) {
            if (!NO_DIALECTS.contains(dialect)) {
                Folder.of(tree.resolve(dialect)).folders().stream().filter(kind -> !kind.equals("codes")).forEach(kind ->
                        messages(kind).forEach(message -> subjects.add(new Subject(dialect, kind, message))));
            }
        }
        return subjects;
    }

    List<Sample> of(Subject subject) {
        Path folder = folder(subject);
        Set<String> names = new TreeSet<>();
        Folder.of(folder).files("").forEach(file -> {
            Matcher parts = NAME.matcher(file);
            if (parts.matches() && parts.group(1).equals(subject.message())) {
                names.add(parts.group(2));
            }
        });
        return names.stream().map(name -> new Sample(subject, name, folder)).toList();
    }

    List<Sample> all() {
        return subjects().stream().flatMap(subject -> of(subject).stream()).toList();
    }

    /** What a folder lacks, and files that prove nothing, in words. */
    List<String> missing() {
        return Stream.concat(subjects().stream().flatMap(this::missing), idle()).toList();
    }

    private Stream<String> missing(Subject subject) {
        List<Sample> samples = of(subject);
        List<String> missing = new ArrayList<>();
        require(samples.stream().anyMatch(Sample::translatesToCanonical), subject + " has no typical sample to canonical", missing);
        require(samples.stream().anyMatch(Sample::translatesFromCanonical), subject + " has no typical sample from canonical", missing);
        require(samples.stream().anyMatch(Sample::refusedToCanonical), subject + " has no refused sample to canonical", missing);
        require(samples.stream().anyMatch(Sample::refusedFromCanonical), subject + " has no refused sample from canonical", missing);
        return missing.stream();
    }

    private Stream<String> idle() {
        Stream<String> lonely = all().stream()
                .filter(sample -> !sample.pair() && !sample.refusedToCanonical() && !sample.refusedFromCanonical())
                .map(sample -> sample + " has no neighbour");
        Stream<String> misnamed = subjects().stream().map(this::folder).distinct().flatMap(folder -> Folder.of(folder).files("").stream())
                .filter(file -> !NAME.matcher(file).matches())
                .map(file -> file + " is no name of a sample");
        return Stream.concat(lonely, misnamed);
    }

    private Path folder(Subject subject) {
        return tree.resolve(subject.dialect()).resolve(subject.kind()).resolve("samples");
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
