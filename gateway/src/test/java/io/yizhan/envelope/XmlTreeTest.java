package io.yizhan.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What XML says as a tree, and a tree as XML. */
class XmlTreeTest {
    private static final String NAMESPACE = "urn:yizhan:test";
    private static final String XSI = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

    private final XmlTree shape = new XmlTree("", Set.of("rows/row", "rows/row/tag", "note"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, value = {
        "<r><a>1</a><b>x y</b></r> | {\"a\":\"1\",\"b\":\"x y\",\"note\":[]}",
        "<r><a> 照 </a></r> | {\"a\":\" 照 \",\"note\":[]}",
        "<r><a/><b></b></r> | {\"a\":\"\",\"b\":\"\",\"note\":[]}",
        "<r><a code=\"7\">x</a></r> | {\"a\":{\"@code\":\"7\",\"#text\":\"x\"},\"note\":[]}",
        "<r><a code=\"\"/></r> | {\"a\":{\"@code\":\"\"},\"note\":[]}",
        "<r id=\"1\"><a/></r> | {\"@id\":\"1\",\"a\":\"\",\"note\":[]}",
        "<r><rows><row>1</row></rows></r> | {\"rows\":{\"row\":[\"1\"]},\"note\":[]}",
        "<r><note>1</note><note/></r> | {\"note\":[\"1\",\"\"]}",
        "<r><rows/></r> | {\"rows\":{\"row\":[]},\"note\":[]}",
        "<r><rows n=\"0\"/></r> | {\"rows\":{\"@n\":\"0\",\"row\":[]},\"note\":[]}",
        "<r><rows><row><a/></row></rows></r> | {\"rows\":{\"row\":[{\"a\":\"\",\"tag\":[]}]},\"note\":[]}",
        "<r><note>1</note><a/><note>2</note></r> | {\"note\":[\"1\",\"2\"],\"a\":\"\"}",
        "<r><a><![CDATA[<b>&amp;</b>]]></a></r> | {\"a\":\"<b>&amp;</b>\",\"note\":[]}",
        "<r><a>x<![CDATA[y]]>z</a></r> | {\"a\":\"xyz\",\"note\":[]}",
        "<r><a>x<!-- not y -->z</a></r> | {\"a\":\"xz\",\"note\":[]}",
        "<r><a>&lt;&amp;&gt;&quot;&apos;&#65;&#x7167;&#x20BB7;</a></r> | {\"a\":\"<&>\\\"'A照𠮷\",\"note\":[]}",
        "<r>x</r> | \"x\"",
        "<!-- before --><r><a/></r><!-- after --> | {\"a\":\"\",\"note\":[]}",
        "<?xml version=\"1.0\" encoding=\"GBK\" standalone=\"yes\"?><r><a/></r> | {\"a\":\"\",\"note\":[]}"
    })
    void reads(String xml, String json) throws Unreadable {
        assertThat(Json.text(read(xml))).isEqualTo(json);
    }

    @Test
    void passes_over_layout() throws Unreadable {
        assertThat(Json.text(read("\n<r>\n  <a>1</a>\t<rows>\r\n  </rows>\n</r>\n")))
                .isEqualTo("{\"a\":\"1\",\"rows\":{\"row\":[]},\"note\":[]}");
    }

    @Test
    void reads_what_is_nil_as_null() throws Unreadable {
        assertThat(Json.text(read("<r" + XSI + "><a xsi:nil=\"true\"/><b xsi:nil=\"false\"/><rows><row xsi:nil=\"1\"/></rows></r>")))
                .isEqualTo("{\"a\":null,\"b\":\"\",\"rows\":{\"row\":[null]},\"note\":[]}");
    }

    @Test
    void passes_over_attributes_that_are_about_the_element() throws Unreadable {
        assertThat(Json.text(read("<r" + XSI + "><a xsi:type=\"string\" xml:lang=\"zh\">x</a></r>"))).isEqualTo("{\"a\":\"x\",\"note\":[]}");
    }

    @Test
    void reads_elements_of_its_namespace_by_any_prefix_and_inside_the_root_without_one() throws Unreadable {
        XmlTree own = new XmlTree(NAMESPACE, Set.of());

        JsonNode tree = own.read(XmlParser.parse("<x:r xmlns:x=\"urn:yizhan:test\"><x:a>1</x:a><b>2</b></x:r>"), "");

        assertThat(Json.text(tree)).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<r><a>1</a><a>2</a></r>", "<r><rows>x<row/></rows></r>", "<r>x<a/></r>", "<r>　<a/></r>", "<r><rows>x</rows><rows/></r>",
        "<r xmlns:o=\"urn:other\"><o:a/></r>", "<r xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><a xsi:nil=\"true\">1</a></r>",
        "<r xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><a xsi:nil=\"true\"><b/></a></r>"
    })
    void refuses_elements_that_say_two_things(String xml) {
        assertThatThrownBy(() -> read(xml)).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "x", "{}", "<r>", "<r></s>", "<r/><r/>", "<r/>x", "<r a=\"1\" a=\"2\"/>", "<r a=1/>", "<r>&nbsp;</r>", "<r>&x;</r>",
        "<r>&#0;</r>", "<r>&#1;</r>", "<r>&#xFFFE;</r>", "<r>&#xD800;</r>", "<r>\u0001</r>", "<r>\uFFFF</r>", "<p:r/>", "<r>]]></r>", "<r><![CDATA[x</r>",
        "<!DOCTYPE r><r/>", "<!DOCTYPE r [<!ENTITY x \"y\">]><r>&x;</r>", "<!DOCTYPE r SYSTEM \"file:///etc/passwd\"><r/>",
        "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>", "<r><?php 1 ?></r>", "<?xml-stylesheet href=\"x\"?><r/>",
        "<?xml version=\"1.1\"?><r>&#1;</r>", "<?xml version=\"1.1\"?><r/>", "<html><body><br></body></html>", " <?xml version=\"1.0\"?><r/>"
    })
    void refuses_what_is_no_plain_xml(String xml) {
        assertThatThrownBy(() -> XmlParser.parse(xml)).isInstanceOf(Unreadable.class);
    }

    @Test
    void refuses_a_document_nested_too_deep() throws Unreadable {
        assertThat(XmlParser.parse("<a>".repeat(34) + "</a>".repeat(34))).isNotNull();
        assertThatThrownBy(() -> XmlParser.parse("<a>".repeat(35) + "</a>".repeat(35))).isInstanceOf(Unreadable.class);
    }

    @Test
    void refuses_more_attributes_and_elements_than_anyone_needs() {
        StringBuilder attributes = new StringBuilder("<r");
        for (int i = 0; i < 65; i++) {
            attributes.append(" a").append(i).append("=\"\"");
        }

        assertThatThrownBy(() -> XmlParser.parse(attributes + "/>")).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> XmlParser.parse("<r a=\"" + "x".repeat(70_000) + "\"/>")).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> XmlParser.parse("<r>" + "<a/>".repeat(100_001) + "</r>")).isInstanceOf(Unreadable.class);
    }

    @Test
    void says_where_a_document_is_wrong() {
        assertThatThrownBy(() -> read("<r>\n  <a/>\n  <a/>\n</r>"))
                .isInstanceOfSatisfying(Unreadable.class, wrong -> assertThat(wrong.line() + ":" + wrong.column()).isEqualTo("3:3"));
        assertThatThrownBy(() -> read("<r>\n  <a></b>\n</r>"))
                .isInstanceOfSatisfying(Unreadable.class, wrong -> assertThat(wrong.line()).isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"a\":1,\"b\":true,\"c\":1.50,\"d\":1E3} | <a>1</a><b>true</b><c>1.50</c><d>1000</d>",
        "{\"a\":null,\"b\":{\"c\":null}} | <b/>",
        "{\"a\":\"<&>\"} | <a>&lt;&amp;></a>",
        "{\"a\":{\"@c\":\"<&\\\"\",\"#text\":\"x\"}} | <a c=\"&lt;&amp;&quot;\">x</a>",
        "{\"a\":{\"#text\":\"x\"}} | <a>x</a>",
        "{\"a\":{\"#text\":\"\",\"@c\":\"1\"}} | <a c=\"1\"/>",
        "{\"rows\":{\"row\":[]}} | <rows/>",
        "{\"rows\":{\"row\":{\"x\":1}}} | <rows><row><x>1</x></row></rows>",
        "{\"rows\":{\"row\":[{\"tag\":[\"1\",\"2\"]}]}} | <rows><row><tag>1</tag><tag>2</tag></row></rows>",
        "{\"note\":\"1\"} | <note>1</note>",
        "{\"b\":\"1\",\"a\":\"2\"} | <b>1</b><a>2</a>"
    })
    void writes(String json, String inside) throws Unreadable {
        assertThat(written(json)).isEqualTo("<?xml version='1.0' encoding='UTF-8'?><r>" + inside + "</r>");
    }

    @Test
    void writes_a_null_between_others_as_nil() throws Unreadable {
        assertThat(written("{\"rows\":{\"row\":[null,\"1\"]}}"))
                .contains("<rows><row xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/><row>1</row></rows>");
    }

    @Test
    void writes_cdata_where_it_is_wanted_whatever_is_in_it() throws Unreadable {
        JsonNode tree = Json.read("{\"a\":\"<x>]]></x>\",\"b\":\"<y/>\",\"c\":\"1\\r\\n2\"}");

        String xml = XmlWriter.write(tree, "r", "", "UTF-8", false, Set.of("a", "c"));

        assertThat(xml).contains("<a><![CDATA[<x>]]").contains("<b>&lt;y/></b>");
        assertThat(new XmlTree("", Set.of()).read(XmlParser.parse(xml), "")).isEqualTo(tree);
    }

    @Test
    void writes_a_place_nobody_can_read_rather_than_none() throws Unreadable {
        JsonNode refusal = Json.read("{\"place\":\"/a\\u0001b\"}");

        assertThat(XmlWriter.write(refusal, "r", "", "UTF-8", false, Set.of())).contains("<place>/a\uFFFDb</place>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"a\":\"\\u0001\"} | /a", "{\"a\":{\"b\":\"\\uffff\"}} | /a/b", "{\"rows\":{\"row\":[\"\",\"\\b\"]}} | /rows/row/1",
        "{\"a\":[\"1\"]} | /a", "{\"a\":[]} | /a", "{\"rows\":{\"row\":[[\"1\"]]}} | /rows/row/0", "{\"a b\":\"1\"} | /a b", "{\"1\":\"1\"} | /1",
        "{\"a:b\":\"1\"} | /a:b", "{\"\":\"1\"} | /", "{\"@\":\"1\"} | /@", "{\"@xmlns\":\"1\"} | /@xmlns", "{\"a\":{\"@c\":{\"x\":1}}} | /a/@c",
        "{\"a\":{\"#text\":\"x\",\"b\":\"1\"}} | /a/#text", "{\"a\":{\"#text\":[\"x\"]}} | /a/#text", "{\"rows\":{\"#text\":\"x\",\"row\":\"1\"}} | /rows/#text"
    })
    void says_what_xml_cannot_carry(String json, String place) throws Unreadable {
        assertThat(XmlCarriage.carry(shape, Json.read(json), "").fold(Json::text, refusal -> refusal.code() + " " + refusal.place()))
                .isEqualTo("UNMAPPABLE " + place);
    }

    @Test
    void does_not_carry_what_is_nested_deeper_than_it_reads() throws Unreadable {
        XmlTree plain = new XmlTree("", Set.of());
        JsonNode deepest = Json.read("{\"a\":".repeat(31) + "\"x\"" + "}".repeat(31));
        JsonNode deeper = Json.read("{\"a\":".repeat(32) + "\"x\"" + "}".repeat(32));

        assertThat(XmlCarriage.carry(plain, deepest, "")).isEqualTo(Outcome.of(deepest));
        assertThat(XmlCarriage.carry(plain, deeper, "").fold(JsonNode::toString, Refusal::place)).isEqualTo("/a".repeat(32));
    }

    private JsonNode read(String xml) throws Unreadable {
        return shape.read(XmlParser.parse(xml), "");
    }

    private String written(String json) throws Unreadable {
        JsonNode tree = XmlCarriage.carry(shape, Json.read(json), "").fold(carried -> carried, refusal -> {
            throw new AssertionError(refusal.toString());
        });
        return XmlWriter.write(tree, "r", "", "UTF-8", false, Set.of());
    }
}
