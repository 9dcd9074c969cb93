package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.envelope.Envelope;
import io.yizhan.envelope.Unreadable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One case among the samples of a kind in a dialect: up to four files that begin with the same name.
 *
 * @param folder where they are
 */
record Sample(String message, String name, Folder folder) {
    static final String FOLDER = "samples";
    private static final String CANONICAL = "canonical.json";
    private static final String TO_REFUSED = "to-canonical.refused.json";
    private static final String FROM_REFUSED = "from-canonical.refused.json";
    private static final List<String> DIALECT = List.of("dialect.json", "dialect.xml");
    private static final String GIVEN = "given.json";
    private static final String TERMS = "terms.json";
    private static final Pattern NAME = Pattern.compile(
            "([a-z]+(?:-[a-z0-9]+)+)\\.(dialect\\.json|dialect\\.xml|canonical\\.json|(to|from)-canonical\\.refused\\.json|given\\.json|terms\\.json)");

    /**
     * All of a kind's, by message and name.
     *
     * @param messages those of the kind; a name that begins with none of them begins with the word up to its first hyphen
     */
    static List<Sample> of(Folder kind, Collection<String> messages) {
        Folder folder = kind.in(FOLDER);
        Set<String> cases = new TreeSet<>();
        folder.files("").stream().map(NAME::matcher).filter(Matcher::matches).forEach(parts -> cases.add(parts.group(1)));
        return cases.stream().map(name -> of(name, messages, folder)).toList();
    }

    private static Sample of(String name, Collection<String> messages, Folder folder) {
        String message = messages.stream()
                .filter(known -> name.startsWith(known + "-"))
                .max(Comparator.comparingInt(String::length))
                .orElseGet(() -> name.substring(0, name.indexOf('-')));
        return new Sample(message, name.substring(message.length() + 1), folder);
    }

    /** Files among a kind's samples that are none by their name. */
    static List<String> misnamed(Folder kind) {
        return kind.in(FOLDER).files("").stream().filter(file -> !NAME.matcher(file).matches()).toList();
    }

    boolean translatesToCanonical() {
        return pair() && !name.endsWith("-write");
    }

    boolean translatesFromCanonical() {
        return pair() && !name.endsWith("-read");
    }

    boolean refusedToCanonical() {
        return dialectFile().isPresent() && has(TO_REFUSED);
    }

    boolean refusedFromCanonical() {
        return has(CANONICAL) && has(FROM_REFUSED);
    }

    /** Whether one of its files is the neighbour of another, so that something is proved. */
    boolean provesSomething() {
        return pair() || refusedToCanonical() || refusedFromCanonical();
    }

    private boolean pair() {
        return dialectFile().isPresent() && has(CANONICAL);
    }

    /** What a rule is given to make the canonical message of. */
    Optional<JsonNode> given() {
        return has(GIVEN) ? Optional.of(folder.json(file(GIVEN))) : Optional.empty();
    }

    /** What has to be known of the canonical message. */
    Optional<JsonNode> terms() {
        return has(TERMS) ? Optional.of(folder.json(file(TERMS))) : Optional.empty();
    }

    JsonNode canonical() {
        return folder.json(file(CANONICAL));
    }

    /** The payload in the dialect, in its own notation or in JSON. */
    JsonNode dialect(FileDialect dialect) {
        return payload(folder, dialectFile().orElseThrow(), message, dialect::envelope);
    }

    /**
     * A payload in a dialect's own notation or in JSON, by the ending of its file.
     *
     * @param envelope only asked for where the notation is not JSON
     */
    static JsonNode payload(Folder folder, String file, String message, Supplier<Envelope> envelope) {
        if (!file.endsWith(".xml")) {
            return folder.json(file);
        }
        try {
            return envelope.get().sample(message, folder.text(file));
        } catch (Unreadable wrong) {
            throw new InvalidMappings(folder.name(file) + ":" + wrong.line() + ":" + wrong.column() + ": " + wrong.getMessage(), wrong);
        }
    }

    JsonNode refusedTo() {
        return folder.json(file(TO_REFUSED));
    }

    JsonNode refusedFrom() {
        return folder.json(file(FROM_REFUSED));
    }

    private Optional<String> dialectFile() {
        return DIALECT.stream().map(this::file).filter(folder::has).findFirst();
    }

    private boolean has(String ending) {
        return folder.has(file(ending));
    }

    private String file(String ending) {
        return message + "-" + name + "." + ending;
    }

    /** For instance {@code kind/samples/request-case}. */
    @Override
    public String toString() {
        return folder.name(message + "-" + name);
    }
}
