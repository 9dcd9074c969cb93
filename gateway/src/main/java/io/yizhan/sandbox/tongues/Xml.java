package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** An XML element as the simulated platforms read it: names without regard to prefixes. */
record Xml(Element element) {
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final Pattern DECLARED = Pattern.compile("^<\\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)[\"']");

    /** The root of what is said, taken out of its SOAP envelope if it is in one; throws {@link UncheckedIOException} for what is no XML. */
    static Xml read(byte[] body) {
        Xml root = new Xml(parsed(body));
        return SOAP.equals(root.element.getNamespaceURI()) ? new Xml(root.child("Body").flatMap(Xml::first).orElseThrow(Xml::none).element) : root;
    }

    private static Element parsed(byte[] body) {
        Matcher declared = DECLARED.matcher(new String(body, 0, Math.min(body.length, 200), StandardCharsets.ISO_8859_1));
        Charset charset = declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
        try {
            return parser().parse(new InputSource(new StringReader(new String(body, charset)))).getDocumentElement();
        } catch (SAXException noXml) {
            throw none();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static UncheckedIOException none() {
        return new UncheckedIOException(new ProtocolException("no XML this platform understands"));
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Thrown());
            return builder;
        } catch (ParserConfigurationException absent) {
            throw new IllegalStateException("every Java platform reads XML", absent);
        }
    }

    /** What stands at a path like {@code holder/name} or {@code holder/@code}; empty where it is absent. */
    String text(String path) {
        int attribute = path.indexOf('@');
        if (attribute >= 0) {
            return at(path.substring(0, attribute).replaceAll("/$", "")).map(found -> found.element.getAttribute(path.substring(attribute + 1))).orElse("");
        }
        return at(path).map(found -> found.element.getTextContent().strip()).orElse("");
    }

    /** The elements at a path, of which the last step may be there many times. */
    List<Xml> all(String path) {
        int last = path.lastIndexOf('/');
        return at(last < 0 ? "" : path.substring(0, last)).stream()
                .flatMap(Xml::children)
                .filter(child -> child.element.getLocalName().equals(path.substring(last + 1)))
                .toList();
    }

    Optional<Xml> at(String path) {
        Optional<Xml> found = Optional.of(this);
        for (String step : path.isEmpty() ? new String[0] : path.split("/")) {
            found = found.flatMap(parent -> parent.child(step));
        }
        return found;
    }

    /**
     * The element as a tree: an attribute as {@code @name}, a text beside attributes as {@code #text}.
     *
     * @param lists elements that hold lists, and what they hold: a list even where there is one or none
     */
    JsonNode tree(Map<String, String> lists) {
        ObjectNode tree = Json.object();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            if (!attribute.getNodeName().startsWith("xmlns")) {
                tree.put("@" + attribute.getLocalName(), attribute.getNodeValue());
            }
        }
        String listed = lists.getOrDefault(element.getLocalName(), "");
        if (!listed.isEmpty()) {
            tree.putArray(listed);
        }
        children().forEach(child -> {
            String name = child.element.getLocalName();
            if (name.equals(listed)) {
                tree.withArray("/" + name).add(child.tree(lists));
            } else {
                tree.set(name, child.tree(lists));
            }
        });
        if (tree.isEmpty()) {
            return TextNode.valueOf(text(""));
        }
        boolean words = children().findAny().isEmpty() && !text("").isEmpty();
        return words ? tree.put("#text", text("")) : tree;
    }

    private Optional<Xml> child(String name) {
        return children().filter(child -> child.element.getLocalName().equals(name)).findFirst();
    }

    private Optional<Xml> first() {
        return children().findFirst();
    }

    private Stream<Xml> children() {
        return IntStream.range(0, element.getChildNodes().getLength())
                .mapToObj(element.getChildNodes()::item)
                .filter(child -> child.getNodeType() == Node.ELEMENT_NODE)
                .map(child -> new Xml((Element) child));
    }

    /** Errors are told by what is thrown, not on the terminal. */
    private static final class Thrown implements ErrorHandler {
        @Override
        public void warning(SAXParseException odd) {}

        @Override
        public void error(SAXParseException wrong) throws SAXParseException {
            throw wrong;
        }

        @Override
        public void fatalError(SAXParseException wrong) throws SAXParseException {
            throw wrong;
        }
    }
}
