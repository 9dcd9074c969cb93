package io.yizhan.mapping;

import java.util.Optional;
import java.util.Set;

/** The dialects in use, by name; one folder each. */
public interface Dialects {
    Optional<Dialect> named(String name);

    Set<String> names();

    /** What belongs to a kind and to no dialect. */
    Canonical canonical();
}
