package io.yizhan.template;

import java.nio.file.Path;

/**
 * A kind to be begun.
 *
 * @param mappings the tree whose canonical side it joins
 * @param routes the routes it gets a file in
 */
public record NewKind(Path mappings, String name, Path routes) {
    public NewKind {
        Names.require(name);
    }
}
