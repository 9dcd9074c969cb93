package io.yizhan.template;

import java.nio.file.Path;
import java.util.List;

/**
 * What was written, and what is left to be done by hand.
 *
 * @param next sentences and commands, in order
 */
public record Written(List<Path> files, List<String> next) {
    public Written {
        files = List.copyOf(files);
        next = List.copyOf(next);
    }
}
