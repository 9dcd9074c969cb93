package io.yizhan.sandbox.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.stream.StreamSupport;

/** One thing said, and where a platform says it: a path like {@code applicant/name}. What is empty is not written. */
interface Entry {
    void write(JsonNode said, ObjectNode theirs);

    void read(JsonNode theirs, ObjectNode said);

    /** Whether what stands there is something this platform's stories say. */
    default boolean fits(JsonNode theirs) {
        return true;
    }

    static Entry text(String name, String path) {
        return shaped(name, path, Shape.PLAIN);
    }

    static Entry shaped(String name, String path, Shape shape) {
        return new Text(name, path, shape);
    }

    static <E extends Enum<E>> Entry coded(String name, String path, Class<E> type, String... codes) {
        return shaped(name, path, Shape.coded(Codes.of(type, codes)));
    }

    /** A number; 0 is not written. */
    static Entry number(String name, String path) {
        return new Number(name, path);
    }

    /** @param yes what stands there where it is so */
    static Entry flag(String name, String path, JsonNode yes) {
        return new Flag(name, path, yes);
    }

    static Entry list(String name, String path, Form items) {
        return new Items(name, path, items);
    }

    static Entry texts(String name, String path) {
        return new Texts(name, path);
    }

    /** A list, of which these platforms only ever write one. */
    static Entry only(String name, String path, Shape shape) {
        return new Only(name, path, shape);
    }

    /** The same, of codes. */
    static <E extends Enum<E>> Entry only(String name, String path, Class<E> type, String... codes) {
        return only(name, path, Shape.coded(Codes.of(type, codes)));
    }

    /** A list of the one thing that these say. */
    static Entry alone(String path, Form item) {
        return new Alone(path, item);
    }

    /** What this platform always says there; anything else is not understood. */
    static Entry always(String path, Object value) {
        return new Always(path, value instanceof Integer number ? JsonNodeFactory.instance.numberNode(number) : JsonNodeFactory.instance.textNode(value.toString()));
    }

    private static JsonNode at(JsonNode tree, String path) {
        return tree.at("/" + path);
    }

    private static JsonNode one(JsonNode tree, String path) {
        JsonNode list = at(tree, path);
        if (list.size() != 1) {
            throw new UncheckedIOException(new ProtocolException("at " + path + " this platform expects one, not " + list.size()));
        }
        return list.path(0);
    }

    private static void put(ObjectNode tree, String path, JsonNode value) {
        int last = path.lastIndexOf('/');
        ObjectNode parent = last < 0 ? tree : tree.withObject("/" + path.substring(0, last));
        parent.set(path.substring(last + 1), value);
    }

    record Text(String name, String path, Shape shape) implements Entry {
        @Override
        public void write(JsonNode said, ObjectNode theirs) {
            String text = said.path(name).asText();
            if (!text.isEmpty()) {
                put(theirs, path, JsonNodeFactory.instance.textNode(shape.write().apply(text)));
            }
        }

        @Override
        public void read(JsonNode theirs, ObjectNode said) {
            String text = at(theirs, path).asText();
            said.put(name, text.isEmpty() ? text : shape.read().apply(text));
        }

        @Override
        public boolean fits(JsonNode theirs) {
            return shape.fits().test(at(theirs, path).asText());
        }
    }

    record Number(String name, String path) implements Entry {
        @Override
        public void write(JsonNode said, ObjectNode theirs) {
            if (said.path(name).asInt() != 0) {
                put(theirs, path, said.path(name));
            }
        }

        @Override
        public void read(JsonNode theirs, ObjectNode said) {
            said.put(name, at(theirs, path).asInt());
        }
    }

    record Flag(String name, String path, JsonNode yes) implements Entry {
        @Override
        public void write(JsonNode said, ObjectNode theirs) {
            if (said.path(name).booleanValue()) {
                put(theirs, path, yes);
            }
        }

        @Override
        public void read(JsonNode theirs, ObjectNode said) {
            said.put(name, at(theirs, path).asText().equals(yes.asText()));
        }
    }

    record Items(String name, String path, Form form) implements Entry {
        @Override
        public void write(JsonNode said, ObjectNode theirs) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            said.path(name).forEach(item -> list.add(form.write(item)));
            if (!list.isEmpty()) {
                put(theirs, path, list);
            }
        }

        @Override
        public void read(JsonNode theirs, ObjectNode said) {
            ArrayNode list = said.putArray(name);
            at(theirs, path).forEach(item -> list.add(form.read(item)));
        }

        @Override
        public boolean fits(JsonNode theirs) {
            return StreamSupport.stream(at(theirs, path).spliterator(), false).allMatch(form::fits);
        }
    }

    record Texts(String name, String path) implements Entry {
        @Override
        public void write(JsonNode said, ObjectNode theirs) {
            if (!said.path(name).isEmpty()) {
                put(theirs, path, said.path(name));
            }
        }

        @Override
        public void read(JsonNode theirs, ObjectNode said) {
            List<JsonNode> texts = StreamSupport.stream(at(theirs, path).spliterator(), false).toList();
            said.putArray(name).addAll(texts);
        }
    }

    record Only(String name, String path, Shape shape) implements Entry {
        @Override
        public void write(JsonNode said, ObjectNode theirs) {
            put(theirs, path, JsonNodeFactory.instance.arrayNode().add(shape.write().apply(said.path(name).asText())));
        }

        @Override
        public void read(JsonNode theirs, ObjectNode said) {
            said.put(name, shape.read().apply(one(theirs, path).asText()));
        }

        @Override
        public boolean fits(JsonNode theirs) {
            JsonNode list = at(theirs, path);
            return list.size() == 1 && shape.fits().test(list.path(0).asText());
        }
    }

    record Alone(String path, Form item) implements Entry {
        @Override
        public void write(JsonNode said, ObjectNode theirs) {
            put(theirs, path, JsonNodeFactory.instance.arrayNode().add(item.write(said)));
        }

        @Override
        public void read(JsonNode theirs, ObjectNode said) {
            said.setAll(item.read(one(theirs, path)));
        }

        @Override
        public boolean fits(JsonNode theirs) {
            JsonNode list = at(theirs, path);
            return list.size() == 1 && item.fits(list.path(0));
        }
    }

    record Always(String path, JsonNode value) implements Entry {
        @Override
        public void write(JsonNode said, ObjectNode theirs) {
            put(theirs, path, value);
        }

        @Override
        public void read(JsonNode theirs, ObjectNode said) {
            if (!fits(theirs)) {
                throw new UncheckedIOException(new ProtocolException("at " + path + " this platform expects " + value));
            }
        }

        @Override
        public boolean fits(JsonNode theirs) {
            JsonNode found = at(theirs, path);
            return found.isMissingNode() || found.asText().equals(value.asText());
        }
    }
}
