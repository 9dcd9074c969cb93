package io.yizhan.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.yizhan.contract.Contract;
import io.yizhan.convention.Conventions;
import io.yizhan.partner.Registry;
import io.yizhan.signature.SharedSecretAlgorithm;
import io.yizhan.vocabulary.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The dialects, conventions and kinds there are, read off the mapping tree: what a partners file may name, and what goes with it. */
final class MappingNames {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String CONVENTIONS = "conventions";
    private static final String DESCRIPTION = ".yaml";
    /** Any key id that needs no escapes in a signature's parameters. */
    private static final Pattern KEY_ID = Pattern.compile("[!-~]{1,200}");

    private MappingNames() {}

    static Registry.Words in(Path mappings) {
        Map<String, Registry.Proof> conventions = conventions(mappings.resolve(CONVENTIONS));
        Path canonical = mappings.resolve(Contract.CANONICAL);
        Set<String> kinds = names(canonical, Files::isDirectory);
        return new Registry.Words(dialects(mappings, conventions.keySet()), conventions, kinds, durable(canonical, kinds), least(canonical, kinds), facets(canonical, kinds));
    }

    private static Set<String> durable(Path canonical, Set<String> kinds) {
        Set<String> durable = new TreeSet<>(kinds);
        durable.removeIf(kind -> !Despatch.DURABLE.contains(read(canonical.resolve(kind).resolve("kind.yaml")).path("pattern").asText()));
        return durable;
    }

    private static Map<String, Release> least(Path canonical, Set<String> kinds) {
        Map<String, Release> least = new TreeMap<>();
        for (String kind : kinds) {
            Path file = canonical.resolve(kind).resolve("kind.yaml");
            Optional.of(read(file).path("released").asText()).filter(word -> !word.isEmpty()).ifPresent(word -> least.put(kind, release(file, word)));
        }
        return least;
    }

    private static Map<String, Set<String>> facets(Path canonical, Set<String> kinds) {
        Map<String, Set<String>> facets = new TreeMap<>();
        for (String kind : kinds) {
            JsonNode feed = read(canonical.resolve(kind).resolve("kind.yaml")).path("feed");
            if (feed.isObject()) {
                Set<String> names = new TreeSet<>();
                feed.path("facets").fieldNames().forEachRemaining(names::add);
                facets.put(kind, names);
            }
        }
        return facets;
    }

    private static Release release(Path file, String word) {
        return Stream.of(Release.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new CannotStart(file + ": released: expected verdict, masked or full", null));
    }

    private static Map<String, Registry.Speech> dialects(Path mappings, Set<String> conventions) {
        Map<String, Registry.Speech> dialects = new TreeMap<>();
        Set<String> folders = names(mappings, Files::isDirectory);
        folders.removeAll(Set.of(Contract.CANONICAL, CONVENTIONS));
        for (String name : folders) {
            Path file = mappings.resolve(name).resolve("dialect.yaml");
            JsonNode dialect = read(file);
            String convention = dialect.path("convention").asText();
            if (!conventions.contains(convention)) {
                throw new CannotStart(file + ": convention: expected one of " + String.join(", ", conventions), null);
            }
            Set<String> kinds = new TreeSet<>();
            dialect.path("services").fieldNames().forEachRemaining(kinds::add);
            dialects.put(name, new Registry.Speech(convention, kinds));
        }
        return dialects;
    }

    /** The described ones sign a few fields, as their files say; the native one signs whole messages. */
    private static Map<String, Registry.Proof> conventions(Path folder) {
        Map<String, Registry.Proof> conventions = new TreeMap<>();
        for (String file : names(folder, entry -> entry.toString().endsWith(DESCRIPTION))) {
            conventions.put(file.substring(0, file.length() - DESCRIPTION.length()), proof(folder.resolve(file)));
        }
        conventions.put(Conventions.NATIVE, new Registry.Proof(Registry.Proof.By.WHOLE_MESSAGE, KEY_ID, false));
        return conventions;
    }

    private static Registry.Proof proof(Path convention) {
        JsonNode description = read(convention);
        boolean shared = SharedSecretAlgorithm.named(description.path("signature").path("algorithm").asText()).isPresent();
        return new Registry.Proof(
                shared ? Registry.Proof.By.SHARED_SECRET : Registry.Proof.By.PRIVATE_KEY, callers(convention, description), description.has("tokens"));
    }

    private static Pattern callers(Path convention, JsonNode description) {
        try {
            return Pattern.compile(description.path("caller").path("form").asText());
        } catch (PatternSyntaxException another) {
            throw new CannotStart(convention + ": caller.form: expected a set of characters and a length", another);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new CannotStart(file + ": expected YAML that can be read", unreadable);
        }
    }

    private static Set<String> names(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> entries = Files.list(folder)) {
            return new TreeSet<>(entries.filter(wanted).map(entry -> entry.getFileName().toString()).toList());
        } catch (IOException unreadable) {
            throw new CannotStart(folder + ": expected a folder that can be read", unreadable);
        }
    }
}
