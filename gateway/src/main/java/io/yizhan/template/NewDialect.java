package io.yizhan.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A dialect to be begun.
 *
 * @param mappings the tree it becomes a folder of
 * @param kinds which it will speak, at least one
 * @param like the dialect whose samples say what is to be translated; empty for the first that speaks the kind
 * @param routes where doors are looked for, and a missing one is written; empty to do neither
 */
public record NewDialect(
        Path mappings, String name, List<String> kinds, String convention, Form envelope, Optional<String> like, Optional<Path> routes) {

    /** What a dialect puts around its payloads. */
    public enum Form {
        JSON,
        XML,
        CLOUDEVENTS
    }

    public NewDialect {
        Names.require(name);
        kinds = kinds.stream().distinct().toList();
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("a dialect speaks of one kind at least");
        }
    }
}
