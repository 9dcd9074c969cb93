package io.yizhan.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.envelope.Told.Meaning;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;

/**
 * XML 1.0, in SOAP 1.1 or plain.
 *
 * @param roots the local name of the root element of requests and replies
 * @param soap whether SOAP goes around the root
 * @param soapOf the same for the kinds of which it is told apart
 * @param cdata paths below the root of texts that are written as CDATA sections
 */
record XmlScript(Charset charset, XmlTree shape, Map<Direction, String> roots, boolean soap, Map<String, Boolean> soapOf, Set<String> cdata)
        implements Script {

    static XmlScript of(Keys dialect, Keys request, Keys reply, Map<String, Keys> services, Charset charset) {
        boolean soap = soap(dialect).orElse(false);
        Map<String, Boolean> soapOf = new HashMap<>();
        services.forEach((kind, keys) -> soap(keys).ifPresent(told -> soapOf.put(kind, told)));
        XmlTree shape = new XmlTree(dialect.optional("namespace").orElse(""), paths(dialect, "arrays"));
        Map<Direction, String> roots = Map.of(Direction.REQUEST, root(request), Direction.REPLY, root(reply));
        return new XmlScript(charset, shape, roots, soap, Map.copyOf(soapOf), paths(dialect, "cdata"));
    }

    private static Optional<Boolean> soap(Keys keys) {
        return keys.optional("soap").map(version -> switch (version) {
            case "1.1" -> true;
            case "none" -> false;
            default -> throw keys.wrong("soap", "must be \"1.1\" or none");
        });
    }

    private static String root(Keys keys) {
        String root = keys.text("root");
        if (!XmlCarriage.isName(root)) {
            throw keys.wrong("root", "must be the name of an element, without a prefix");
        }
        return root;
    }

    private static Set<String> paths(Keys dialect, String key) {
        Set<String> paths = Set.copyOf(dialect.optionalList(key));
        for (String path : paths) {
            for (String name : path.split("/", -1)) {
                if (!XmlCarriage.isName(name)) {
                    throw dialect.wrong(key, "must be paths of elements below the root, for instance data/rows/row");
                }
            }
        }
        return paths;
    }

    @Override
    public boolean hasLines() {
        return false;
    }

    @Override
    public JsonNode read(Direction direction, String kind, Headers headers, byte[] body) throws Unreadable {
        XmlElement document = XmlParser.parse(Decoding.text(body, headers, charset));
        return shape.read(named(soap(kind) ? Soap.message(document) : document, roots.get(direction)), "");
    }

    private XmlElement named(XmlElement root, String name) throws Unreadable {
        QName expected = new QName(shape.namespace(), name);
        if (!root.name().equals(expected)) {
            throw root.wrong("expected the element " + expected);
        }
        return root;
    }

    private boolean soap(String kind) {
        return soapOf.getOrDefault(kind, soap);
    }

    @Override
    public Optional<Meaning> fault(String kind, Headers headers, byte[] body) {
        if (!soap(kind)) {
            return Optional.empty();
        }
        try {
            String text = Decoding.text(body, headers, charset);
            return text.contains(Soap.FAULT.getLocalPart()) ? Soap.fault(Soap.message(XmlParser.parse(text))) : Optional.empty();
        } catch (Unreadable noFault) {
            // whatever else it is, is somebody else's to say
            return Optional.empty();
        }
    }

    @Override
    public byte[] write(Direction direction, String kind, JsonNode tree) {
        return XmlWriter.write(tree, roots.get(direction), shape.namespace(), charset.name(), soap(kind), cdata).getBytes(charset);
    }

    /** SOAP 1.1 over HTTP asks for text/xml (§6) and for the header SOAPAction, which may say nothing (§6.1.1). */
    @Override
    public Headers headers(Direction direction, String kind) {
        Headers headers = Headers.of("Content-Type", (soap(kind) ? "text/xml" : "application/xml") + ";charset=" + charset.name());
        return soap(kind) && direction == Direction.REQUEST ? headers.with("SOAPAction", "\"\"") : headers;
    }

    @Override
    public Outcome<JsonNode> carry(JsonNode payload, String path) {
        return XmlCarriage.carry(shape, payload, path);
    }

    @Override
    public JsonNode sample(String text, Direction direction, String path) throws Unreadable {
        String name = path.isEmpty() ? roots.get(direction) : path.substring(path.lastIndexOf('/') + 1);
        return shape.read(named(XmlParser.parse(text), name), path);
    }
}
