package io.yizhan.mapping;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The dialects in use, by name; one folder each. */
public interface Dialects {

    /**
     * Reads a mapping tree: {@code canonical/<kind>/} and one folder per dialect; every mapping is compiled, so that a broken one is found now.
     *
     * @throws InvalidMappings naming the file, and where it can, line and column
     */
    static Dialects load(Path mappings) {
        return MappingTree.load(mappings);
    }

    /**
     * Runs one mapping file on one sample, for the person who writes it. Code tables are those in {@code codes/} beside the kind's folder.
     *
     * @param mapping a {@code .jslt} file
     * @param sample a JSON file, UTF-8
     */
    static Trial trial(Path mapping, Path sample) {
        return MappingTree.trial(mapping, sample);
    }

    Optional<Dialect> named(String name);

    Set<String> names();

    /** What belongs to a kind and to no dialect. */
    Canonical canonical();
}
