package io.yizhan.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever can be carried arrives as it was carried: trees of every shape, characters of every kind. The seed is fixed. */
class XmlRoundTripTest {
    private static final Charset GBK = Charset.forName("GBK");
    private static final int TREES = 2_000;
    private static final List<String> NAMES = List.of("a", "b", "row", "照面", "x-1", "_y", "#text", "@c", "@属性");
    private static final Set<String> ARRAYS = Set.of("row", "a/row", "a/b/row", "row/row", "data/row", "b/a");

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030"})
    void a_tree_that_can_be_carried_arrives_as_it_was_carried(String name) throws Unreadable {
        Charset charset = Charset.forName(name);
        XmlTree shape = new XmlTree("urn:yizhan:test", ARRAYS);
        Random random = new Random(20_261_122);
        int carried = 0;
        for (int i = 0; i < TREES; i++) {
            JsonNode tree = object(random, 4);
            JsonNode ready = XmlCarriage.carry(shape, tree, "").<JsonNode>fold(node -> node, refusal -> nodes.missingNode());
            if (!ready.isMissingNode()) {
                carried++;
                String xml = XmlWriter.write(ready, "r", "urn:yizhan:test", name, i % 2 == 0, Set.of("a", "b/a"));
                XmlElement document = XmlParser.parse(Decoding.text(xml.getBytes(charset), Headers.none(), StandardCharsets.US_ASCII));
                JsonNode arrived = shape.read(i % 2 == 0 ? Soap.message(document) : document, "");
                assertThat(arrived).as("tree %d: %s", i, xml).isEqualTo(ready);
                assertThat(XmlCarriage.carry(shape, arrived, "")).isEqualTo(Outcome.of(arrived));
            }
        }
        assertThat(carried).isGreaterThan(TREES / 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030"})
    void every_character_of_xml_arrives(String name) throws Unreadable {
        Charset charset = Charset.forName(name);
        XmlTree shape = new XmlTree("", Set.of());
        for (int from = 0; from <= Character.MAX_CODE_POINT; from += 0x1000) {
            StringBuilder block = new StringBuilder();
            for (int point = from; point < from + 0x1000; point++) {
                if (XmlCarriage.writable(point)) {
                    block.appendCodePoint(point);
                }
            }
            JsonNode tree = nodes.objectNode().put("a", block.toString()).put("@b", block.toString());

            String xml = XmlWriter.write(tree, "r", "", name, false, Set.of());

            assertThat(shape.read(XmlParser.parse(Decoding.text(xml.getBytes(charset), Headers.none(), StandardCharsets.US_ASCII)), ""))
                    .as("from %x", from)
                    .isEqualTo(tree);
        }
    }

    @Test
    void every_character_of_gbk_is_read_as_it_was_meant() throws Unreadable {
        ByteArrayOutputStream pairs = new ByteArrayOutputStream();
        IntStream.rangeClosed(0x81, 0xFE).forEach(lead -> IntStream.rangeClosed(0x40, 0xFE).forEach(trail -> {
            int point = new String(new byte[] {(byte) lead, (byte) trail}, GBK).codePointAt(0);
            // what GBK keeps in the private use area has become characters of their own since
            if (trail != 0x7F && point != 0xFFFD && Character.getType(point) != Character.PRIVATE_USE) {
                pairs.write(lead);
                pairs.write(trail);
            }
        }));
        String meant = pairs.toString(GBK);

        String read = Decoding.text(pairs.toByteArray(), Headers.none(), Decoding.GB18030);

        assertThat(meant.length()).isGreaterThan(21_000);
        // of all pairs the JDK has one wrong: its GBK says ♁ where the standard and GB18030 say ⊕
        assertThat(IntStream.range(0, meant.length()).filter(i -> read.charAt(i) != meant.charAt(i)).mapToObj(read::charAt)).containsExactly('⊕');
    }

    private ObjectNode object(Random random, int depth) {
        ObjectNode object = nodes.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.set(NAMES.get(random.nextInt(NAMES.size())), any(random, depth - 1));
        }
        return object;
    }

    private JsonNode any(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 5)) {
            case 0 -> nodes.numberNode(random.nextInt());
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.nullNode();
            case 3, 4 -> nodes.textNode(text(random));
            case 5 -> list(random, depth);
            default -> object(random, depth);
        };
    }

    private ArrayNode list(Random random, int depth) {
        ArrayNode list = nodes.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
            list.add(any(random, depth - 1));
        }
        return list;
    }

    private static String text(Random random) {
        List<String> pieces = List.of("x", " ", "\n", "\r", "\r\n", "\t", "<", ">", "&", "\"", "'", "]]>", "<![CDATA[", "&#1;", "照", "𠮷", "·", "　",
                "\u0085", "\u2028", "");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }
}
