package io.yizhan.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;

/**
 * What a document's elements are as a tree: child elements are members by their local name, attributes members with {@code @} before it, text
 * beside attributes the member {@code #text}; an element with text alone is that text, an empty one the empty text, one that is
 * {@code xsi:nil} null. Elements that may repeat are lists, however many there are.
 *
 * @param namespace of the elements, or empty; inside the root elements without one are taken for its own
 * @param arrays paths below the root of elements that may repeat, for instance {@code data/rows/row}
 */
record XmlTree(String namespace, Set<String> arrays) {
    static final String ATTRIBUTE = "@";
    static final String TEXT = "#text";

    XmlTree {
        arrays = Set.copyOf(arrays);
    }

    /**
     * @param path where the element stands below the root, empty for the root
     * @throws Unreadable for text beside elements, an element twice that may stand once, one of another namespace
     */
    JsonNode read(XmlElement element, String path) throws Unreadable {
        if (element.isNil()) {
            if (!element.children().isEmpty() || element.hasText()) {
                throw element.wrong(path + " is nil and yet holds something");
            }
            return NullNode.instance;
        }
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        element.attributes().forEach((name, value) -> {
            // what is in a namespace (xsi:type, soap:encodingStyle) is about the element and not of the message
            if (name.getNamespaceURI().isEmpty()) {
                tree.set(ATTRIBUTE + name.getLocalPart(), new TextNode(value));
            }
        });
        return element.children().isEmpty() && !holds(path, element.text()) ? leaf(tree, element.text()) : container(tree, element, path);
    }

    /** Each text is a node of its own, so that its place can be found by identity. */
    static JsonNode leaf(ObjectNode attributes, String text) {
        if (attributes.isEmpty()) {
            return new TextNode(text);
        }
        if (!text.isEmpty()) {
            attributes.set(TEXT, new TextNode(text));
        }
        return attributes;
    }

    private JsonNode container(ObjectNode tree, XmlElement element, String path) throws Unreadable {
        if (element.hasText()) {
            throw element.wrong(path + " has text beside elements");
        }
        for (XmlElement child : element.children()) {
            String name = child.name().getLocalPart();
            String below = below(path, name);
            requireOwn(child.name(), child);
            JsonNode value = read(child, below);
            if (arrays.contains(below)) {
                tree.withArrayProperty(name).add(value);
            } else if (tree.has(name)) {
                throw child.wrong(below + " stands more than once and is not listed under arrays");
            } else {
                tree.set(name, value);
            }
        }
        return filled(tree, path);
    }

    private void requireOwn(QName name, XmlElement child) throws Unreadable {
        if (!name.getNamespaceURI().isEmpty() && !name.getNamespaceURI().equals(namespace)) {
            throw child.wrong(name.getLocalPart() + " is of another namespace");
        }
    }

    /** Whether an element with this text and no children is an empty list's holder rather than a text. */
    boolean holds(String path, String text) {
        return XmlElement.blank(text) && !repeating(path).isEmpty();
    }

    /** Lists that have nothing in them are lists all the same. */
    ObjectNode filled(ObjectNode tree, String path) {
        for (String name : repeating(path)) {
            if (!tree.has(name)) {
                tree.set(name, JsonNodeFactory.instance.arrayNode());
            }
        }
        return tree;
    }

    /** Names of the elements right below a path that may repeat. */
    private List<String> repeating(String path) {
        String prefix = below(path, "");
        return arrays.stream()
                .filter(array -> array.startsWith(prefix) && array.indexOf('/', prefix.length()) < 0)
                .map(array -> array.substring(prefix.length()))
                .sorted()
                .toList();
    }

    static String below(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
