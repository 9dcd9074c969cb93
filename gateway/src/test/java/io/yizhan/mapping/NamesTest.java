package io.yizhan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "杭州示例（集团）有限公司, 杭州示例(集团)有限公司",
        "杭州示例【集团】有限公司, 杭州示例(集团)有限公司",
        "杭州示例〔集团〕有限公司, 杭州示例［集团］有限公司",
        "杭州示例﹙集团﹚有限公司, 杭州示例（集团)有限公司",
        "ＡＢＣ１２３贸易行, ABC123贸易行",
        "示例　科技 有限公司, 示例科技有限公司",
    })
    void folds_width_brackets_and_spaces(String one, String other) {
        assertThat(Names.fold(one)).isEqualTo(Names.fold(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"·", "•", "・", "‧", "∙", "⋅", "．", ".", "･", "․", "\u0387"})
    void folds_every_middle_dot_of_a_transcribed_name(String dot) {
        assertThat(Names.fold("买买提" + dot + "吐尔逊")).isEqualTo("买买提·吐尔逊");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00A0", "\u3000", "\t", "\u200B", "\uFEFF", "\u2003"})
    void leaves_out_spaces_seen_or_not(String space) {
        assertThat(Names.fold("示例" + space + "某")).isEqualTo("示例某");
    }

    @ParameterizedTest
    @CsvSource({"示例①店, 示例1店", "㈱示例, (株)示例", "示例²店, 示例2店", "示例A店, 示例a店", "国示例, 國示例", "示例一店, 示例二店"})
    void keeps_different_names_apart(String one, String other) {
        assertThat(Names.fold(one)).isNotEqualTo(Names.fold(other));
    }

    @Test
    void keeps_characters_outside_the_basic_plane() {
        assertThat(Names.fold("𠮷示例")).isEqualTo("𠮷示例");
    }
}
