package io.yizhan.envelope;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML 1.0 with namespaces, without what makes it dangerous: no document type, no entities but the five of XML itself, no processing
 * instructions, and bounds on depth, elements, attributes and their size. The size of a message is bounded before it gets here.
 */
final class XmlParser {
    /** Of a message; SOAP puts two more around it. */
    static final int DEEPEST = 32;
    private static final int AROUND = 2;
    private static final int MOST_ELEMENTS = 100_000;
    private static final int MOST_ATTRIBUTES = 64;
    private static final int LONGEST_ATTRIBUTE = 64 * 1024;
    private static final int LONGEST_TEXT = 16 * 1024 * 1024;

    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader reader;

    private XmlParser(XMLStreamReader reader) {
        this.reader = reader;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST + AROUND);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, (long) MOST_ELEMENTS);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, LONGEST_ATTRIBUTE);
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, LONGEST_TEXT);
        // or what is wrong would only come up when somebody looks at it, as another exception
        factory.setProperty(WstxInputProperties.P_LAZY_PARSING, false);
        return factory;
    }

    /** @throws Unreadable for whatever is not the text of one document as above */
    static XmlElement parse(String text) throws Unreadable {
        // the parser lets the two that are no characters pass
        if (!text.codePoints().allMatch(XmlCarriage::writable)) {
            throw new Unreadable("a character that XML does not have");
        }
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text));
            try {
                return new XmlParser(reader).document();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException wrong) {
            Location at = wrong.getLocation();
            String reason = wrong.getMessage().lines().findFirst().orElse("");
            throw new Unreadable(reason, at == null ? 1 : at.getLineNumber(), at == null ? 1 : at.getColumnNumber(), wrong);
        }
    }

    private XmlElement document() throws XMLStreamException, Unreadable {
        // XML 1.1 would let control characters in
        if (reader.getVersion() != null && !reader.getVersion().equals("1.0")) {
            throw new Unreadable("only XML 1.0 is read");
        }
        XmlElement root = null;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                root = element();
            } else if (event != XMLStreamConstants.END_DOCUMENT) {
                passOver(event);
            }
        }
        return root;
    }

    /** Depth is bounded by the factory. */
    private XmlElement element() throws XMLStreamException, Unreadable {
        QName name = reader.getName();
        Location at = reader.getLocation();
        Map<QName, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeName(i), reader.getAttributeValue(i));
        }
        List<XmlElement> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                children.add(element());
            } else if (reader.isCharacters() || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            } else {
                passOver(event);
            }
        }
        return new XmlElement(name, attributes, children, text.toString(), at.getLineNumber(), at.getColumnNumber());
    }

    private void passOver(int event) throws Unreadable {
        if (event != XMLStreamConstants.COMMENT && event != XMLStreamConstants.SPACE) {
            Location at = reader.getLocation();
            throw new Unreadable("document types, entities and processing instructions are not read", at.getLineNumber(), at.getColumnNumber());
        }
    }
}
