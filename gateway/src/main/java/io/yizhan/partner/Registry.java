package io.yizhan.partner;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The registry of partners, kept in PostgreSQL and cached in memory. Safe for use by many threads. */
public interface Registry {
    /** The newest version known to this node; never waits for the database. */
    Directory directory();

    /** Looks whether another node or command changed the registry, and loads it if so. */
    void refresh();

    /**
     * What applying a file would change, one line each, secrets shown as changed or not and never themselves; empty when nothing would.
     *
     * @param environment for {@code env:} references
     * @throws InvalidPartners naming the place in the file
     */
    List<String> plan(Path partnersFile, Map<String, String> environment);

    /** Makes the registry what the file says, in one transaction, and returns what changed. Idempotent. */
    List<String> apply(Path partnersFile, Map<String, String> environment);
}
