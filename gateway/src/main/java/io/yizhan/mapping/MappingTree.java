package io.yizhan.mapping;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The mapping tree of one configuration, read whole. */
record MappingTree(Map<String, Dialect> dialects, Canonical canonical) implements Dialects {
    private static final String CANONICAL = "canonical";
    private static final Set<String> NO_DIALECTS = Set.of(CANONICAL, "conventions");

    static MappingTree load(Path mappings) {
        if (!Files.isDirectory(mappings)) {
            throw new InvalidMappings(mappings + " is no folder of mappings");
        }
        Folder tree = new Folder(mappings, mappings.getFileName() == null ? "mappings" : mappings.getFileName().toString());
        FileCanonical canonical = FileCanonical.load(tree.in(CANONICAL));
        Map<String, Dialect> dialects = new TreeMap<>();
        for (String name : tree.folders()) {
            if (!NO_DIALECTS.contains(name)) {
                dialects.put(name, FileDialect.load(tree.in(name), name, canonical));
            }
        }
        return new MappingTree(Map.copyOf(dialects), canonical);
    }

    static Trial trial(Path mapping, Path sample) {
        try {
            Path file = mapping.toAbsolutePath().normalize();
            Folder kind = new Folder(file.getParent(), mapping.getParent() == null ? "." : mapping.getParent().toString());
            CodeTables codes = CodeTables.in(Folder.of(kind.path().resolveSibling("codes")));
            Mapping compiled = Mapping.compile(kind, file.getFileName().toString(), codes);
            Path from = sample.toAbsolutePath().normalize();
            Folder samples = new Folder(from.getParent(), sample.getParent() == null ? "." : sample.getParent().toString());
            String message = file.getFileName().toString().split("\\.", 2)[0];
            Folder dialect = Folder.of(kind.path().getParent());
            return compiled.attempt(Sample.payload(samples, from.getFileName().toString(), message, () -> FileDialect.envelope(dialect)));
        } catch (InvalidMappings invalid) {
            return new Trial(false, invalid.getMessage());
        }
    }

    @Override
    public Optional<Dialect> named(String name) {
        return Optional.ofNullable(dialects.get(name));
    }

    @Override
    public Set<String> names() {
        return dialects.keySet();
    }
}
