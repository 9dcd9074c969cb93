package io.yizhan.envelope;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.regex.Pattern;

/**
 * Brings a tree into the form in which {@link XmlTree} will read it once it is written: numbers and truth as text, members that are null
 * left out, lists where elements may repeat. What XML cannot carry is unmappable, at its place.
 */
final class XmlCarriage {
    private static final String START =
            "A-Z_a-z\\x{C0}-\\x{D6}\\x{D8}-\\x{F6}\\x{F8}-\\x{2FF}\\x{370}-\\x{37D}\\x{37F}-\\x{1FFF}\\x{200C}-\\x{200D}\\x{2070}-\\x{218F}"
                    + "\\x{2C00}-\\x{2FEF}\\x{3001}-\\x{D7FF}\\x{F900}-\\x{FDCF}\\x{FDF0}-\\x{FFFD}";
    /** A name without a colon (Namespaces in XML 1.0, NCName). */
    private static final Pattern NAME = Pattern.compile("[" + START + "][" + START + "\\-.0-9\\x{B7}\\x{300}-\\x{36F}\\x{203F}-\\x{2040}]*");

    private final XmlTree shape;

    private XmlCarriage(XmlTree shape) {
        this.shape = shape;
    }

    /** @param path where the tree will stand below the root */
    static Outcome<JsonNode> carry(XmlTree shape, JsonNode tree, String path) {
        try {
            return Outcome.of(new XmlCarriage(shape).node(tree, path, JsonPointer.empty()));
        } catch (NotCarried stop) {
            return Outcome.refused(Refusal.of(RefusalCode.UNMAPPABLE, stop.place.toString(), stop.expected));
        }
    }

    /** The characters of XML 1.0, which are all but most control characters, halves of surrogate pairs and two that are none. */
    static boolean writable(int point) {
        return point == '\t' || point == '\n' || point == '\r' || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD) || point >= 0x10000;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private JsonNode node(JsonNode node, String path, JsonPointer place) throws NotCarried {
        if (node.isNull()) {
            return node;
        }
        if (node.isArray()) {
            throw new NotCarried(place, "a list only where the dialect lists the element under arrays");
        }
        if (path.chars().filter(c -> c == '/').count() + 2 > XmlParser.DEEPEST) {
            throw new NotCarried(place, "at most " + XmlParser.DEEPEST + " levels");
        }
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        return node.isObject() ? object((ObjectNode) node, made, path, place) : element(made, text(node, place), false, path, place);
    }

    private JsonNode object(ObjectNode node, ObjectNode made, String path, JsonPointer place) throws NotCarried {
        String text = "";
        boolean elements = false;
        for (var member : node.properties()) {
            String name = member.getKey();
            JsonPointer at = place.appendProperty(name);
            if (member.getValue().isNull()) {
                continue;
            }
            if (name.equals(XmlTree.TEXT)) {
                text = text(member.getValue(), at);
            } else if (name.startsWith(XmlTree.ATTRIBUTE)) {
                requireName(name.substring(1), at);
                made.set(name, new TextNode(text(member.getValue(), at)));
            } else {
                requireName(name, at);
                elements |= child(made, name, member.getValue(), XmlTree.below(path, name), at);
            }
        }
        return element(made, text, elements, path, place);
    }

    /** @return whether it will be an element at all: an empty list is none */
    private boolean child(ObjectNode made, String name, JsonNode value, String path, JsonPointer place) throws NotCarried {
        if (!shape.arrays().contains(path)) {
            made.set(name, node(value, path, place));
            return true;
        }
        ArrayNode list = made.putArray(name);
        if (!value.isArray()) {
            list.add(node(value, path, place));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            list.add(node(value.get(i), path, place.appendIndex(i)));
        }
        return !list.isEmpty();
    }

    private JsonNode element(ObjectNode made, String text, boolean elements, String path, JsonPointer place) throws NotCarried {
        if (!elements && !shape.holds(path, text)) {
            return XmlTree.leaf(made, text);
        }
        if (!XmlElement.blank(text)) {
            throw new NotCarried(place.appendProperty(XmlTree.TEXT), "no text beside elements");
        }
        return shape.filled(made, path);
    }

    private static String text(JsonNode value, JsonPointer place) throws NotCarried {
        if (value.isContainerNode()) {
            throw new NotCarried(place, "a single value");
        }
        String text = value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
        if (!text.codePoints().allMatch(XmlCarriage::writable)) {
            throw new NotCarried(place, "characters that XML can carry");
        }
        return text;
    }

    private static void requireName(String name, JsonPointer place) throws NotCarried {
        if (!isName(name) || name.equals("xmlns")) {
            throw new NotCarried(place, "a name that XML can carry");
        }
    }

    /** Ends the walk where it stands. */
    private static final class NotCarried extends Exception {
        private final transient JsonPointer place;
        private final String expected;

        NotCarried(JsonPointer place, String expected) {
            super(expected, null, false, false);
            this.place = place;
            this.expected = expected;
        }
    }
}
