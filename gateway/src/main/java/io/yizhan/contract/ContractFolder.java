package io.yizhan.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.yizhan.vocabulary.Release;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Walks a mappings folder for kinds and schemas. A dialect speaks of the kinds it has a folder for, and then of all their messages. */
final class ContractFolder {
    private static final String SCHEMA = ".schema.json";

    private final ObjectMapper yaml = YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private final SchemaReader reader = new SchemaReader();
    private final Map<String, Kind> kinds = new TreeMap<>();
    private final Map<SchemaContract.Place, MessageSchema> schemas = new LinkedHashMap<>();
    private final Path mappings;

    /** As {@code 30d}. */
    private record KeptFor(String payload, String message) {
        Kind.Kept read() {
            return new Kind.Kept(days(payload, Kind.Kept.USUAL.payload()), days(message, Kind.Kept.USUAL.message()));
        }

        private static Duration days(String text, Duration usual) {
            return text == null ? usual : ContractFolder.days("kept", text);
        }
    }

    private record Awaited(String message, String at, List<String> values, String answer, List<String> same, String within) {
        Kind.Awaits read() {
            if (message == null || at == null || values == null || answer == null || same == null || within == null) {
                throw new IllegalArgumentException("awaits names message, at, values, answer, same and within");
            }
            return new Kind.Awaits(message, at, values, answer, same, days("awaits.within", within));
        }
    }

    private static Duration days(String name, String text) {
        if (!text.matches("[1-9][0-9]{0,4}d")) {
            throw new IllegalArgumentException(name + " is told in days, for instance 30d");
        }
        return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
    }

    private record Published(
            String collection, String id, String version, String withdrawn, Map<String, Integer> search, Map<String, String> facets,
            Map<String, String> dates, Map<String, String> compare, Matching match, Kind.Notice notice, String unanswered,
            List<Wanting> must) {
        Kind.Feed read() {
            if (collection == null || id == null || version == null || withdrawn == null || search == null) {
                throw new IllegalArgumentException("feed names collection, id, version, withdrawn and search");
            }
            return new Kind.Feed(collection, id, version, withdrawn, search, orNone(facets), orNone(dates), orNone(compare), Optional.ofNullable(match).map(Matching::read),
                    Optional.ofNullable(notice), Optional.ofNullable(unanswered), must == null ? List.of() : must.stream().map(Wanting::read).toList());
        }

        private static Map<String, String> orNone(Map<String, String> named) {
            return named == null ? Map.of() : named;
        }
    }

    private record Wanting(List<String> any, String unless, List<String> is) {
        Kind.Feed.Must read() {
            return new Kind.Feed.Must(any == null ? List.of() : any, Optional.ofNullable(unless), is == null ? List.of() : is);
        }
    }

    private record Matching(String conditions, String benefits, String when, String audience) {
        Kind.Feed.Match read() {
            return new Kind.Feed.Match(conditions, benefits, when, Optional.ofNullable(audience));
        }
    }

    private record Counting(String of, List<Counted> count) {
        Kind.Figures read() {
            if (of == null || count == null) {
                throw new IllegalArgumentException("figures says of which kind, and what counts");
            }
            return new Kind.Figures(of, count.stream().map(Counted::read).toList());
        }
    }

    private record Counted(
            String message, String as, String item, String region, String at, List<String> values, String amount, Map<String, BigDecimal> worth) {
        Kind.Count read() {
            return new Kind.Count(
                    String.valueOf(message), String.valueOf(as), Optional.ofNullable(item), Optional.ofNullable(region), Optional.ofNullable(at),
                    values == null ? List.of() : values, Optional.ofNullable(amount), worth == null ? Map.of() : worth);
        }
    }

    private record KindFile(
            String pattern, List<String> messages, List<String> stages, Boolean idempotent, Kind.Numbers numbers, KeptFor kept, Awaited awaits,
            Published feed, Counting figures, String released) {
        Kind named(String name) {
            return new Kind(name, pattern, messages, stages == null ? List.of() : stages, idempotent == null || idempotent, Optional.ofNullable(numbers),
                    kept == null ? Kind.Kept.USUAL : kept.read(), Optional.ofNullable(awaits).map(Awaited::read),
                    Optional.ofNullable(feed).map(Published::read), Optional.ofNullable(figures).map(Counting::read));
        }
    }

    private ContractFolder(Path mappings) {
        this.mappings = mappings;
    }

    static Contract read(Path mappings) {
        ContractFolder folder = new ContractFolder(mappings);
        folder.readKinds();
        folders(mappings).forEach(folder::readDialect);
        return new SchemaContract(folder.kinds, folder.schemas);
    }

    private void readKinds() {
        folders(mappings.resolve(Contract.CANONICAL)).forEach(folder -> kinds.put(name(folder), kind(folder)));
        kinds.values().forEach(this::othersAreKnown);
    }

    private void othersAreKnown(Kind kind) {
        known(kind, kind.figures().map(Kind.Figures::of), other -> other.feed().isPresent(), "figures.of names no kind of the pattern feed");
        known(kind, kind.feed().flatMap(Kind.Feed::notice).map(Kind.Notice::kind), other -> true, "feed.notice names no kind");
        known(kind, kind.feed().flatMap(Kind.Feed::unanswered), Kind::isCase, "feed.unanswered names no kind of the pattern case");
    }

    private void known(Kind kind, Optional<String> other, Predicate<Kind> right, String wrong) {
        if (other.isPresent() && other.flatMap(name -> Optional.ofNullable(kinds.get(name))).filter(right).isEmpty()) {
            throw new InvalidContract(mappings.resolve(Contract.CANONICAL).resolve(kind.name()).resolve("kind.yaml"), wrong);
        }
    }

    private Kind kind(Path folder) {
        Path file = folder.resolve("kind.yaml");
        if (!Files.isRegularFile(file)) {
            throw new InvalidContract(file, "is missing");
        }
        try {
            KindFile written = yaml.readValue(file.toFile(), KindFile.class);
            if (written == null || written.pattern() == null || written.messages() == null) {
                throw new InvalidContract(file, "names a pattern and messages");
            }
            return written.named(name(folder));
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            throw new InvalidContract(file, wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new InvalidContract(file, "cannot be read", unreadable);
        }
    }

    private void readDialect(Path dialect) {
        folders(dialect).forEach(folder -> {
            Kind kind = kinds.get(name(folder));
            if (kind != null) {
                kind.messages().forEach(message -> readSchema(name(dialect), kind.name(), message, folder.resolve(message + SCHEMA)));
                if (name(dialect).equals(Contract.CANONICAL) && kind.feed().flatMap(Kind.Feed::match).isPresent()) {
                    readSchema(name(dialect), kind.name(), Contract.PROFILE, folder.resolve(Contract.PROFILE + SCHEMA));
                }
            } else if (holdsSchemas(folder)) {
                throw new InvalidContract(folder, "is the name of no kind");
            }
        });
    }

    private void readSchema(String dialect, String kind, String message, Path file) {
        MessageSchema schema = reader.read(file);
        if (dialect.equals(Contract.CANONICAL) && schema.shape().seenBy() != Release.VERDICT) {
            throw new InvalidContract(file, "nothing in it is marked x-release: verdict");
        }
        schemas.put(new SchemaContract.Place(dialect, kind, message), schema);
    }

    private static boolean holdsSchemas(Path folder) {
        return !list(folder, file -> file.getFileName().toString().endsWith(SCHEMA)).isEmpty();
    }

    private static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidContract(folder, "is missing");
        }
        return list(folder, Files::isDirectory);
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(wanted).sorted().toList();
        } catch (IOException unreadable) {
            throw new InvalidContract(folder, "cannot be read", unreadable);
        }
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }
}
