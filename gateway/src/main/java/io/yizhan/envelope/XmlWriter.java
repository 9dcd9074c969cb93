package io.yizhan.envelope;

import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a tree in the form of {@link XmlTree}, its members in their order, as one XML document. */
final class XmlWriter {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final XMLOutputFactory FACTORY = factory();

    private final XMLStreamWriter writer;
    private final String namespace;
    private final Set<String> cdata;

    private XmlWriter(XMLStreamWriter writer, String namespace, Set<String> cdata) {
        this.writer = writer;
        this.namespace = namespace;
        this.cdata = cdata;
    }

    private static XMLOutputFactory factory() {
        XMLOutputFactory factory = new WstxOutputFactory();
        factory.setProperty(XMLOutputFactory.IS_REPAIRING_NAMESPACES, false);
        // ]]> inside a CDATA section is written as two sections
        factory.setProperty(WstxOutputProperties.P_OUTPUT_FIX_CONTENT, true);
        factory.setProperty(WstxOutputProperties.P_OUTPUT_VALIDATE_CONTENT, true);
        return factory;
    }

    /**
     * @param encoding as the declaration names it
     * @param soap whether SOAP 1.1 goes around the root
     * @param cdata paths below the root of texts that are written as CDATA sections
     */
    static String write(JsonNode tree, String root, String namespace, String encoding, boolean soap, Set<String> cdata) {
        try {
            StringWriter text = new StringWriter();
            XMLStreamWriter writer = FACTORY.createXMLStreamWriter(text);
            writer.writeStartDocument(encoding, "1.0");
            new XmlWriter(writer, namespace, cdata).document(tree, root, soap);
            writer.writeEndDocument();
            writer.close();
            return text.toString();
        } catch (XMLStreamException defect) {
            throw new IllegalStateException("a tree brought into the form of XML can always be written", defect);
        }
    }

    private void document(JsonNode tree, String root, boolean soap) throws XMLStreamException {
        if (soap) {
            writer.writeStartElement(Soap.PREFIX, "Envelope", Soap.NAMESPACE);
            writer.writeNamespace(Soap.PREFIX, Soap.NAMESPACE);
            writer.writeStartElement(Soap.PREFIX, "Body", Soap.NAMESPACE);
        }
        writer.writeStartElement("", root, namespace);
        if (!namespace.isEmpty()) {
            writer.writeDefaultNamespace(namespace);
        }
        content(tree, "");
        writer.writeEndElement();
    }

    private void element(String name, JsonNode value, String path) throws XMLStreamException {
        writer.writeStartElement("", name, namespace);
        if (value.isNull()) {
            writer.writeNamespace("xsi", XSI);
            writer.writeAttribute("xsi", XSI, "nil", "true");
        } else {
            content(value, path);
        }
        writer.writeEndElement();
    }

    private void content(JsonNode value, String path) throws XMLStreamException {
        if (!value.isObject()) {
            text(value.asText(), path);
            return;
        }
        for (var member : value.properties()) {
            if (member.getKey().startsWith(XmlTree.ATTRIBUTE)) {
                writer.writeAttribute(member.getKey().substring(1), legible(member.getValue().asText()));
            }
        }
        for (var member : value.properties()) {
            String name = member.getKey();
            if (name.equals(XmlTree.TEXT)) {
                text(member.getValue().asText(), path);
            } else if (!name.startsWith(XmlTree.ATTRIBUTE)) {
                children(name, member.getValue(), XmlTree.below(path, name));
            }
        }
    }

    private void children(String name, JsonNode value, String path) throws XMLStreamException {
        if (!value.isArray()) {
            element(name, value, path);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            element(name, value.get(i), path);
        }
    }

    /** A carriage return stays one only as a character reference, for which a CDATA section has no room. */
    private void text(String value, String path) throws XMLStreamException {
        String text = legible(value);
        if (cdata.contains(path) && !text.isEmpty() && text.indexOf('\r') < 0) {
            writer.writeCData(text);
        } else if (!text.isEmpty()) {
            writer.writeCharacters(text);
        }
    }

    /** Payloads were brought into form before they came here; what a refusal says of a place was not, and must not fail for that. */
    private static String legible(String text) {
        if (text.codePoints().allMatch(XmlCarriage::writable)) {
            return text;
        }
        StringBuilder legible = new StringBuilder();
        text.codePoints().map(point -> XmlCarriage.writable(point) ? point : '\uFFFD').forEach(legible::appendCodePoint);
        return legible.toString();
    }
}
