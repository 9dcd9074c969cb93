package io.yizhan.sandbox.tongues;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Set;

/**
 * XML as Guizhou's platform writes it, from a tree: {@code @name} becomes an attribute, {@code #text} the text beside attributes, a list the
 * same element again and again.
 */
final class XmlText {
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

    private final StringBuilder text = new StringBuilder();
    private final String prefix;
    private final Charset charset;
    private final CharsetEncoder encoder;
    private final Set<String> cdata;

    /**
     * @param prefix of every element
     * @param cdata names of the elements whose text is written as CDATA
     */
    XmlText(String prefix, Charset charset, Set<String> cdata) {
        this.prefix = prefix;
        this.charset = charset;
        this.encoder = charset.newEncoder();
        this.cdata = cdata;
    }

    /** In a SOAP 1.1 envelope. */
    byte[] soap(String envelope, String namespace, String root, JsonNode content) {
        text.append("<%s:Envelope xmlns:%s=\"%s\" xmlns:%s=\"%s\"><%s:Header/><%s:Body>".formatted(
                envelope, envelope, SOAP, prefix, namespace, envelope, envelope));
        element(root, "", content);
        text.append("</%s:Body></%s:Envelope>".formatted(envelope, envelope));
        return bytes();
    }

    byte[] plain(String namespace, String root, JsonNode content) {
        element(root, " xmlns:%s=\"%s\"".formatted(prefix, namespace), content);
        return bytes();
    }

    private byte[] bytes() {
        return ("<?xml version=\"1.0\" encoding=\"%s\"?>\n".formatted(charset.name()) + text).getBytes(charset);
    }

    private void element(String name, String declarations, JsonNode content) {
        if (content.isArray()) {
            content.forEach(one -> element(name, declarations, one));
            return;
        }
        text.append('<').append(prefix).append(':').append(name).append(declarations);
        content.fields().forEachRemaining(member -> attribute(member.getKey(), member.getValue()));
        text.append('>');
        if (content.isObject()) {
            content.fields().forEachRemaining(member -> child(name, member.getKey(), member.getValue()));
        } else {
            characters(name, content.asText());
        }
        text.append("</").append(prefix).append(':').append(name).append('>');
    }

    private void attribute(String name, JsonNode value) {
        if (name.startsWith("@")) {
            text.append(' ').append(name.substring(1)).append("=\"");
            escaped(value.asText());
            text.append('"');
        }
    }

    private void child(String parent, String name, JsonNode value) {
        if (name.equals("#text")) {
            characters(parent, value.asText());
        } else if (!name.startsWith("@")) {
            element(name, "", value);
        }
    }

    private void characters(String name, String value) {
        if (cdata.contains(name) && encoder.canEncode(value)) {
            text.append("<![CDATA[").append(value.replace("]]>", "]]]]><![CDATA[>")).append("]]>");
        } else {
            escaped(value);
        }
    }

    /** A character the charset lacks is written as its number. */
    private void escaped(String value) {
        value.codePoints().forEach(character -> {
            String one = Character.toString(character);
            text.append("<>&\"".contains(one) || !encoder.canEncode(one) ? "&#" + character + ";" : one);
        });
    }
}
