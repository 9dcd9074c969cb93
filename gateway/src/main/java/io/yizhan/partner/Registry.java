package io.yizhan.partner;

import io.yizhan.vault.Vault;
import io.yizhan.vocabulary.Release;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/** The registry of partners, kept in PostgreSQL and cached in memory. Safe for use by many threads. */
public interface Registry {
    /** The newest version known to this node; never waits for the database. */
    Directory directory();

    /**
     * Looks whether another node or command changed the registry, and loads it if so.
     *
     * @throws SealedOtherwise when a secret cannot be opened with this vault's key; the version known before stays in use
     */
    void refresh();

    /**
     * What applying a file would change, one line each, secrets shown as changed or not and never themselves; empty when nothing would.
     *
     * @param environment for {@code env:} references
     * @throws InvalidPartners naming the place in the file
     */
    List<String> plan(Path partnersFile, Map<String, String> environment);

    /**
     * Whether applying a file would leave nobody of those there are now, which is more often a slip than a wish.
     *
     * @param environment for {@code env:} references
     * @throws InvalidPartners naming the place in the file
     */
    boolean empties(Path partnersFile, Map<String, String> environment);

    /**
     * Makes the registry what the file says and nothing else, in one transaction, and returns what changed. Idempotent; of two at the same
     * time, one comes after the other. This node goes by it at once, others when they next refresh.
     *
     * @throws InvalidPartners naming the place in the file; nothing is changed then
     */
    List<String> apply(Path partnersFile, Map<String, String> environment);

    /**
     * The registry as the database has it now.
     *
     * @throws SealedOtherwise as {@link #refresh()}
     */
    static Registry in(Jdbi jdbi, Vault vault, Regions regions, Words words) {
        Registry registry = unread(jdbi, vault, regions, words);
        registry.refresh();
        return registry;
    }

    /** The same before it was first read: its directory is empty. Plans and applies even where no secret in the database opens any more. */
    static Registry unread(Jdbi jdbi, Vault vault, Regions regions, Words words) {
        return new PostgresRegistry(jdbi, vault, regions, words);
    }

    /**
     * The names a partners file may use, and what goes with them, as far as they are known elsewhere.
     *
     * @param dialects what each speaks, by its name
     * @param conventions what each proves a caller by, by its name
     * @param durable the kinds whose messages may wait for their receiver
     * @param least what an agreement must release at least, of kinds that make no sense with less
     * @param facets of the kinds that are followed, the names of what their items can be chosen by
     */
    record Words(
            Map<String, Speech> dialects, Map<String, Proof> conventions, Set<String> kinds, Set<String> durable, Map<String, Release> least,
            Map<String, Set<String>> facets) {
        public Words {
            dialects = new TreeMap<>(dialects);
            conventions = new TreeMap<>(conventions);
            kinds = new TreeSet<>(kinds);
            durable = Set.copyOf(durable);
            least = Map.copyOf(least);
            facets = Map.copyOf(facets);
        }

        /** Where nothing is accepted for later. */
        public Words(Map<String, Speech> dialects, Map<String, Proof> conventions, Set<String> kinds) {
            this(dialects, conventions, kinds, Set.of(), Map.of(), Map.of());
        }

        /** What calls to a platform of this dialect are proven by. */
        Proof proof(String dialect) {
            return conventions.get(dialects.get(dialect).convention());
        }
    }

    /**
     * How a dialect is spoken.
     *
     * @param convention how its messages are signed
     * @param kinds what it can speak of
     */
    record Speech(String convention, Set<String> kinds) {
        public Speech {
            kinds = new TreeSet<>(kinds);
        }
    }

    /**
     * What a convention proves a caller by.
     *
     * @param names what the name of a caller looks like
     * @param tokens whether short-lived secrets can be got with the one both sides hold
     */
    record Proof(By by, Pattern names, boolean tokens) {
        /** Whether both sides hold a secret; otherwise the other side has the public half of a key. */
        public boolean shared() {
            return by == By.SHARED_SECRET;
        }

        /** The kinds of proof. */
        public enum By {
            /** A secret both sides hold, over a few fields. */
            SHARED_SECRET,
            /** A private key, over a few fields. */
            PRIVATE_KEY,
            /** A private key, over the whole message. */
            WHOLE_MESSAGE
        }
    }

    /** A secret in the database was sealed with another key than this vault's. The message names what it belongs to. */
    final class SealedOtherwise extends RuntimeException {
        SealedOtherwise(String place) {
            super("the secret of " + place + " was sealed with another key");
        }
    }
}
