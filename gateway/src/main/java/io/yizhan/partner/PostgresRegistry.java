package io.yizhan.partner;

import io.yizhan.vault.Vault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** The registry in its tables; each node holds the newest version it has seen as an immutable snapshot. */
final class PostgresRegistry implements Registry {
    private static final long NEVER = -1;

    private final Jdbi jdbi;
    private final RosterTables tables;
    private final Regions regions;
    private final Words words;
    private volatile Snapshot snapshot;

    PostgresRegistry(Jdbi jdbi, Vault vault, Regions regions, Words words) {
        this.jdbi = jdbi;
        this.tables = new RosterTables(vault);
        this.regions = regions;
        this.words = words;
        this.snapshot = Snapshot.of(NEVER, Roster.empty(), regions);
    }

    @Override
    public Directory directory() {
        return snapshot;
    }

    /**
     * Version and tables are read from one view of the database, or they might not belong together. One reader at a time, or a slow one might
     * put an older version in the place of a newer. Any other version is taken, lower ones too: the database may have been restored.
     */
    @Override
    public synchronized void refresh() {
        long known = snapshot.version();
        if (jdbi.withHandle(PostgresRegistry::version) != known) {
            snapshot = jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle ->
                    Snapshot.of(version(handle), tables.read(handle, PostgresRegistry::refuse), regions));
        }
    }

    private static byte[] refuse(String place) {
        throw new SealedOtherwise(place);
    }

    @Override
    public List<String> plan(Path partnersFile, Map<String, String> environment) {
        Roster wanted = PartnersFile.read(partnersFile, environment, regions, words);
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> Change.between(present(handle), wanted));
    }

    @Override
    public boolean empties(Path partnersFile, Map<String, String> environment) {
        Roster wanted = PartnersFile.read(partnersFile, environment, regions, words);
        return wanted.members().isEmpty() && jdbi.withHandle(handle -> !present(handle).members().isEmpty());
    }

    @Override
    public List<String> apply(Path partnersFile, Map<String, String> environment) {
        Roster wanted = PartnersFile.read(partnersFile, environment, regions, words);
        List<String> changes = jdbi.inTransaction(handle -> {
            // Whoever comes second waits here and then compares with what the first has made of it.
            handle.createQuery("SELECT version FROM registry_version FOR UPDATE").mapTo(Long.class).one();
            List<String> lines = Change.between(present(handle), wanted);
            if (!lines.isEmpty()) {
                tables.replace(handle, wanted);
                handle.execute("UPDATE registry_version SET version = version + 1");
            }
            return lines;
        });
        refresh();
        return changes;
    }

    /** A secret that does not open any more counts as changed, so that applying the file again is the way out after the key was lost. */
    private Roster present(Handle handle) {
        return tables.read(handle, place -> new byte[0]);
    }

    private static long version(Handle handle) {
        return handle.createQuery("SELECT version FROM registry_version").mapTo(Long.class).one();
    }
}
