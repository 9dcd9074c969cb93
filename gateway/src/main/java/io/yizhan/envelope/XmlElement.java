package io.yizhan.envelope;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;

/**
 * One element of a document that was read.
 *
 * @param attributes in the order of the document, without declarations of namespaces
 * @param text all text directly inside, put together
 * @param line where it begins, from 1
 */
record XmlElement(QName name, Map<QName, String> attributes, List<XmlElement> children, String text, int line, int column) {
    private static final QName NIL = new QName("http://www.w3.org/2001/XMLSchema-instance", "nil");
    /** What XML calls white space; the ideographic space is a character like others. */
    private static final String WHITE = " \t\r\n";

    XmlElement {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        children = List.copyOf(children);
    }

    boolean isNil() {
        return List.of("true", "1").contains(attributes.getOrDefault(NIL, ""));
    }

    /** White space between elements is layout, not text. */
    boolean hasText() {
        return !blank(text);
    }

    static boolean blank(String text) {
        return text.chars().allMatch(point -> WHITE.indexOf(point) >= 0);
    }

    Unreadable wrong(String reason) {
        return new Unreadable(reason, line, column);
    }
}
