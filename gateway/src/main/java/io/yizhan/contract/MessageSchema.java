package io.yizhan.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.path.NodePath;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One message's schema: the library's validator, and the shape with the names and marks of its fields.
 *
 * @param files whether such a message can speak of files at all
 */
record MessageSchema(Schema validator, Shape shape, boolean files) {
    private static final String UNKNOWN_FIELD = "additionalProperties";

    /** Deepest first: a wrong leaf says more than the container it makes wrong. Then by text, so that the same message gets the same answer. */
    private static final Comparator<Wrong> MOST_TELLING =
            Comparator.comparingInt(Wrong::depth).reversed().thenComparing(Wrong::pointer).thenComparing(Wrong::expected);

    MessageSchema(Schema validator, Shape shape) {
        this(validator, shape, shape.namesDigests());
    }

    private record Wrong(List<String> path, String expected) {
        int depth() {
            return path.size();
        }

        String pointer() {
            StringBuilder text = new StringBuilder();
            path.forEach(name -> text.append('/').append(name.replace("~", "~0").replace("/", "~1")));
            return text.toString();
        }
    }

    Optional<Refusal> firstWrong(JsonNode json) {
        return first(json, error -> true);
    }

    Optional<Refusal> firstWrongButUnknown(JsonNode json) {
        return first(json, error -> !error.getKeyword().equals(UNKNOWN_FIELD));
    }

    private Optional<Refusal> first(JsonNode json, Predicate<Error> matters) {
        return validator.validate(json).stream()
                .filter(matters)
                .map(this::wrong)
                .min(MOST_TELLING)
                .map(wrong -> Refusal.of(RefusalCode.SCHEMA_VIOLATION, wrong.pointer(), wrong.expected()));
    }

    /** The place of a missing field is that of the field; that of an unknown one is where it was found, since its name is the message's. */
    private Wrong wrong(Error error) {
        List<String> path = new ArrayList<>(names(error.getInstanceLocation()));
        if (error.getProperty() != null) {
            path.add(error.getProperty());
        }
        Shape.Known known = shape.known(path);
        return new Wrong(known.path(), Expectation.of(error, known.shape()));
    }

    private static List<String> names(NodePath path) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < path.getNameCount(); i++) {
            names.add(path.getName(i));
        }
        return names;
    }
}
