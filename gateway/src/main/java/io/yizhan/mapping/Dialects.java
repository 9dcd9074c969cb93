package io.yizhan.mapping;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
     * @param sample a JSON file, or the payload alone in the dialect's XML; UTF-8
     */
    static Trial trial(Path mapping, Path sample) {
        return MappingTree.trial(mapping, sample);
    }

    /**
     * Tries every sample in a folder, both ways, as the gateway would translate it; also says which files among them prove nothing.
     *
     * @param folder of a dialect in a mapping tree, or of a kind in one; or {@code canonical/<kind>}, whose examples are held against their schemas
     *     and whose question against what agreements need to know of it
     * @param schemas those of a mapping tree
     * @return one for each sample and direction, in the order of the files
     * @throws InvalidMappings if there is no such folder, or the dialect cannot be loaded
     */
    static List<SampleTrial> tryAll(Path folder, Function<Path, Schemas> schemas) {
        return SampleTrials.of(folder, schemas);
    }

    Optional<Dialect> named(String name);

    Set<String> names();

    /** What belongs to a kind and to no dialect. */
    Canonical canonical();
}
