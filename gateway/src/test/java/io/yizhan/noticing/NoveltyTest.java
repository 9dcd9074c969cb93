package io.yizhan.noticing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.feed.Item;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.PartnerId;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class NoveltyTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static Kind.Feed policies;

    @BeforeAll
    static void the_kind_says_where_what_stands() {
        policies = Contract.load(RunningWorld.MAPPINGS).kind("policy-catalogue").orElseThrow().feed().orElseThrow();
    }

    private static Novelty novelty(String yaml, boolean withdrawn) throws IOException {
        JsonNode json = new YAMLMapper().readTree("{" + yaml + "}");
        Item item = new Item(new PartnerId("somewhere"), "a", 1, withdrawn, new byte[0], Digest.ofTexts(""), Instant.EPOCH, 1);
        return new Novelty(item, json, policies);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/eligibility/in-force.csv", numLinesToSkip = 1)
    void is_news_unless_it_is_over(String why, String item, boolean inForce, boolean news) throws IOException {
        assertThat(novelty(item, false).current(TODAY)).as(why).isEqualTo(news);
    }

    @Test
    void what_is_closed_for_application_is_no_news() throws IOException {
        assertThat(novelty("applyTo: 2026-11-21", false).current(TODAY)).isFalse();
        assertThat(novelty("applyTo: 2026-11-22", false).current(TODAY)).isTrue();
    }

    @Test
    void what_was_withdrawn_is_no_news() throws IOException {
        assertThat(novelty("title: 甲", true).current(TODAY)).isFalse();
    }
}
