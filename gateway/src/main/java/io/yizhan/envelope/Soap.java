package io.yizhan.envelope;

import io.yizhan.envelope.Told.Meaning;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.namespace.QName;

/** The envelope of SOAP 1.1. Headers are passed over, but for those that may not be. */
final class Soap {
    static final String NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String PREFIX = "soap";

    private static final QName ENVELOPE = new QName(NAMESPACE, "Envelope");
    private static final QName HEADER = new QName(NAMESPACE, "Header");
    private static final QName BODY = new QName(NAMESPACE, "Body");
    static final QName FAULT = new QName(NAMESPACE, "Fault");
    private static final QName MUST_UNDERSTAND = new QName(NAMESPACE, "mustUnderstand");

    private Soap() {}

    /** The one element in the body. */
    static XmlElement message(XmlElement document) throws Unreadable {
        if (!document.name().equals(ENVELOPE)) {
            throw document.wrong("expected a SOAP 1.1 envelope");
        }
        Deque<XmlElement> parts = new ArrayDeque<>(document.children());
        if (!parts.isEmpty() && parts.peek().name().equals(HEADER)) {
            understood(parts.pop());
        }
        List<XmlElement> inside = parts.size() == 1 && parts.peek().name().equals(BODY) ? parts.pop().children() : List.of();
        if (inside.size() != 1) {
            throw document.wrong("expected a body with one element in it");
        }
        return inside.get(0);
    }

    private static void understood(XmlElement header) throws Unreadable {
        for (XmlElement entry : header.children()) {
            if (entry.attributes().getOrDefault(MUST_UNDERSTAND, "0").equals("1")) {
                throw entry.wrong("a header that must be understood, and none is");
            }
        }
    }

    /** What a fault means, if it is one: the platform's own trouble passes, ours does not (SOAP 1.1, §4.4.1; codes may be refined by dots). */
    static Optional<Meaning> fault(XmlElement message) {
        if (!message.name().equals(FAULT)) {
            return Optional.empty();
        }
        boolean server = message.children().stream()
                .filter(part -> part.name().getLocalPart().equals("faultcode"))
                .map(code -> code.text().strip().replaceFirst("^.*:", "").split("\\.", 2)[0])
                .anyMatch("Server"::equals);
        return Optional.of(server ? Meaning.RETRY : Meaning.REFUSE);
    }
}
