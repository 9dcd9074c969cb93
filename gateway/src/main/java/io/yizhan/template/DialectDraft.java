package io.yizhan.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything a new dialect begins with. */
final class DialectDraft {
    /** The gateway's own convention, the only one that is in no file. */
    private static final String NATIVE = "native";
    private static final String FILL_IN = "fill-in";
    /** The message that answers another; every other one is sent. */
    private static final String REPLY = "reply";
    private static final String MESSAGE_ID = "fill-in-message-id";

    private final NewDialect wanted;
    private final Tree tree;
    private final Examples examples;
    private final Path folder;
    private final Optional<Doors> doors;
    private final Optional<String> door;
    private final Draft draft = new Draft();
    private final Map<String, Set<String>> codes = new LinkedHashMap<>();
    private final List<List<Field>> requests = new ArrayList<>();
    private final List<List<Field>> replies = new ArrayList<>();

    private DialectDraft(NewDialect wanted, Tree tree) {
        this.wanted = wanted;
        this.tree = tree;
        this.examples = new Examples(tree, wanted.like());
        this.folder = tree.root().resolve(wanted.name());
        this.doors = wanted.routes().map(Doors::in);
        this.door = doors.flatMap(there -> there.of(wanted.convention()));
    }

    static DialectDraft of(NewDialect wanted) {
        Tree tree = Tree.of(wanted.mappings());
        Draft.absent(tree.root().resolve(wanted.name()));
        List<String> conventions = tree.conventions();
        if (!wanted.convention().equals(NATIVE) && !conventions.contains(wanted.convention())) {
            throw new CannotWrite("there is no convention " + wanted.convention() + " in " + tree.root().resolve("conventions") + "; there are "
                    + NATIVE + ", " + String.join(", ", conventions) + ", and a new one is one more file there.");
        }
        return new DialectDraft(wanted, tree);
    }

    Written write() {
        wanted.kinds().forEach(this::kind);
        codes.forEach((table, values) -> draft.add(folder.resolve("codes").resolve(table + ".json"), table(table, values)));
        DialectYaml yaml = new DialectYaml(wanted, door.orElse("/" + wanted.name()), tree.carriesService(wanted.convention()), later());
        draft.add(folder.resolve("dialect.yaml"), yaml.text(requests, replies));
        boolean doorless = doors.isPresent() && door.isEmpty();
        if (doorless) {
            String text = Doors.text(wanted.name(), wanted.convention(), tree.grants(wanted.convention()));
            draft.add(doors.get().file(wanted.name()), text);
        }
        return new Written(draft.write(), new NextSteps(wanted, folder).lines(doorless));
    }

    private Map<String, List<String>> later() {
        return wanted.kinds().stream().filter(tree::deliversLater).collect(Collectors.toMap(kind -> kind, tree::messages));
    }

    private void kind(String kind) {
        for (String message : tree.messages(kind)) {
            boolean sent = !message.equals(REPLY);
            JsonNode schema = tree.schema(kind, message);
            List<Field> fields = Fields.of(schema);
            (sent ? requests : replies).add(fields);
            Fields.codes(fields).forEach((table, values) -> codes.computeIfAbsent(table, made -> new LinkedHashSet<>()).addAll(values));
            mappings(kind, message, schema.path("title").asText(kind + ", " + message), fields, sent);
            samples(kind, message);
        }
    }

    private void mappings(String kind, String message, String title, List<Field> fields, boolean sent) {
        Path here = folder.resolve(kind);
        boolean texts = wanted.envelope() == NewDialect.Form.XML;
        MappingText mapping = new MappingText(title + " (" + wanted.name() + ")", fields, texts);
        draft.add(here.resolve(message + ".to-canonical.jslt"), mapping.toCanonical());
        draft.add(here.resolve(message + ".from-canonical.jslt"), mapping.fromCanonical());
        boolean identified = sent && wanted.envelope() != NewDialect.Form.CLOUDEVENTS;
        JsonNode schema = new SchemaText(title + " (" + wanted.name() + ")", fields, !sent, texts).withId(identified ? MESSAGE_ID : "");
        draft.add(here.resolve(message + ".schema.json"), Tree.pretty(schema));
    }

    private void samples(String kind, String message) {
        Path here = folder.resolve(kind).resolve("samples");
        Map<String, JsonNode> all = examples.of(kind, message);
        if (all.isEmpty()) {
            draft.add(here.resolve(message + "-example.canonical.json"), toFillIn("a canonical " + message + " of " + kind));
            draft.add(here.resolve(message + "-example.dialect.json"), toFillIn("the same as this platform writes it, without its envelope"));
        }
        all.forEach((name, canonical) -> {
            String file = message + "-" + name + ".canonical.json";
            draft.add(here.resolve(file), Tree.pretty(canonical));
            draft.add(here.resolve(message + "-" + name + ".dialect.json"), toFillIn("as this platform writes " + file + ", without its envelope"));
        });
    }

    private static String toFillIn(String what) {
        return Tree.pretty(JsonNodeFactory.instance.objectNode().put(FILL_IN, what));
    }

    private static String table(String table, Set<String> values) {
        ObjectNode codes = JsonNodeFactory.instance.objectNode();
        values.forEach(value -> codes.put(value, FILL_IN + "-" + table + "-" + value));
        return Tree.pretty(codes);
    }
}
