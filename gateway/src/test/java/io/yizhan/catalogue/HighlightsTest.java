package io.yizhan.catalogue;

import static io.yizhan.catalogue.Items.LAYOUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.yizhan.catalogue.Found.Match;
import io.yizhan.catalogue.Found.Piece;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighlightsTest {
    private static final Asked ASKED = new Asked(LAYOUT, Analysis.Synonyms.shipped());

    private static List<Match> matches(String words, String place, String text) {
        return new Highlights(LAYOUT, ASKED.units(words)).of(JsonNodeFactory.instance.objectNode().put(place, text));
    }

    private static String text(List<Piece> pieces) {
        return pieces.stream().map(piece -> piece.hit() ? "<" + piece.text() + ">" : piece.text()).collect(Collectors.joining());
    }

    private static List<String> fragments(String words, String text) {
        return matches(words, "summary", text).stream().flatMap(match -> match.fragments().stream()).map(HighlightsTest::text).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "小微企业, 支持小型微型企業發展, 支持<小型微型企業>發展", "APP, 上云ａｐｐ与apple, 上云<ａｐｐ>与apple", "餐饮补贴, 餐饮补贴, <餐饮补贴>", "失业, 失业保险与失业, <失业>保险与<失业>",
        "〔2024〕12号, 按示人社发（2024）第12号和（2024）13号, <按示人社发（2024）第12号>和（2024）13号", "高新技术企业, 高新技术, ''", "首台(套), 首台（套）目录, <首台（套）>目录"
    })
    void marks_every_form_of_what_was_asked_for_as_it_was_written(String words, String text, String marked) {
        assertThat(fragments(words, text)).isEqualTo(marked.isEmpty() ? List.of() : List.of(marked));
    }

    @Test
    void a_heading_is_shown_as_a_whole() {
        String title = "示例".repeat(100) + "补贴";
        assertThat(new Highlights(LAYOUT, ASKED.units("补贴")).of(JsonNodeFactory.instance.objectNode().put("title", title)).get(0).fragments())
                .containsExactly(List.of(new Piece("示例".repeat(100), false), new Piece("补贴", true)));
    }

    @Test
    void of_a_long_text_sentences_around_the_words_are_shown() {
        String text = "甲".repeat(60) + "。对企业给予补贴。" + "乙".repeat(100) + "。";
        assertThat(fragments("补贴", text)).containsExactly("对企业给予<补贴>。");
    }

    @Test
    void a_sentence_too_long_to_be_shown_is_cut_around_the_words() {
        assertThat(fragments("补贴", "甲".repeat(200) + "补贴" + "乙".repeat(200))).containsExactly("甲".repeat(40) + "<补贴>" + "乙".repeat(38));
    }

    @Test
    void the_parts_that_tell_most_are_shown_in_their_order() {
        String far = "丙".repeat(100);
        String text = "给予补贴。" + far + "。给予补贴和租金。" + far + "。补贴补贴租金。" + far;
        assertThat(fragments("补贴 租金", text)).containsExactly("给予<补贴>和<租金>。", "<补贴补贴租金>。");
    }

    @Test
    void no_character_is_cut_in_two() {
        String text = "𠀋".repeat(100) + "补贴" + "𠮟".repeat(100);
        assertThat(fragments("补贴", text)).singleElement().asString().startsWith("𠀋").endsWith("𠮟").doesNotContain("\uFFFD");
    }

    @Test
    void what_stands_nowhere_has_no_matches() {
        assertThat(matches("补贴", "summary", "农田水利")).isEmpty();
        assertThat(matches("", "summary", "农田水利")).isEmpty();
    }

    /** Processor time of this thread, by far less than it takes where every word is looked for at every place. */
    @ParameterizedTest
    @CsvSource({"甲, 16", "甲乙, 16", "a, 1"})
    void many_words_in_a_long_text_cost_no_more_than_to_read_it(String part, int words) {
        String asked = (part.repeat(10) + " ").repeat(words);
        String text = part.repeat(500_000);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        matches(asked.substring(0, Math.min(asked.length(), Search.LONGEST)), "summary", text);
        assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before).isLessThan(10_000_000_000L);
    }
}
