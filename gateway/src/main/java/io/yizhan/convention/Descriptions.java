package io.yizhan.convention;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the files that describe conventions. A key too many or too few is refused, so that a misspelt one is not passed over. */
final class Descriptions {
    private static final String SUFFIX = ".yaml";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Descriptions() {}

    /** A word that descriptions use. */
    interface Word {
        String label();

        /**
         * @throws IllegalArgumentException if the word is none of them, saying which there are
         */
        static <E extends Word> E named(E[] all, String label) {
            return Arrays.stream(all).filter(one -> one.label().equals(label)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                    "expected " + Arrays.stream(all).map(Word::label).collect(Collectors.joining(", "))));
        }
    }

    /** Every description in a directory, by the name of its file. */
    static Map<String, Description> in(Path directory) {
        Map<String, Description> all = new TreeMap<>();
        for (Path file : files(directory)) {
            all.put(name(file), read(file));
        }
        return all;
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException unreadable) {
            throw new InvalidConvention(directory + ": expected a folder of conventions that can be read", unreadable);
        }
    }

    private static String name(Path file) {
        String whole = file.getFileName().toString();
        String name = whole.substring(0, whole.length() - SUFFIX.length());
        if (!NAME.matcher(name).matches() || name.equals(Conventions.NATIVE)) {
            throw new InvalidConvention(file + ": a convention's name is of a-z, 0-9 and '-', begins with a letter and is not " + Conventions.NATIVE);
        }
        return name;
    }

    private static Description read(Path file) {
        try {
            Description read = YAML.readValue(file.toFile(), Description.class);
            if (read == null) {
                throw new InvalidConvention(file + ": is empty");
            }
            return read;
        } catch (JsonProcessingException unreadable) {
            throw new InvalidConvention(file + ": " + trouble(unreadable), unreadable);
        } catch (IOException unreadable) {
            throw new InvalidConvention(file + ": cannot be read", unreadable);
        }
    }

    private static String trouble(JsonProcessingException unreadable) {
        if (unreadable instanceof UnrecognizedPropertyException unknown) {
            return key(unknown) + ": no such key";
        }
        if (unreadable instanceof ValueInstantiationException invalid && invalid.getCause() != null) {
            String key = key(invalid);
            return (key.isEmpty() ? "" : key + ": ") + invalid.getCause().getMessage();
        }
        if (unreadable instanceof JsonMappingException other && !other.getPath().isEmpty()) {
            return key(other) + ": a value of the wrong kind";
        }
        return "not YAML: " + unreadable.getOriginalMessage();
    }

    /** For instance {@code time.unit}. */
    private static String key(JsonMappingException trouble) {
        return trouble.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
