package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.yizhan.ledger.Entry;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

class ExchangesTest {
    private static final Instant AT = Instant.parse("2026-11-22T08:00:00.123456Z");
    private static final Entry ANSWERED = entry(Optional.of(new PartnerId("zhejiang")), "answered");
    private static final Entry REFUSED = entry(Optional.empty(), "not-agreed");

    @Test
    void prints_one_line_for_each_entry() {
        assertThat(table(List.of(ANSWERED, REFUSED)).lines()).hasSize(3);
    }

    @Test
    void prints_what_a_person_compares() {
        assertThat(table(List.of(ANSWERED)).lines().skip(1).findFirst().orElseThrow().split("\\s+"))
                .containsExactly(
                        ANSWERED.message().toString(), "2026-11-22T08:00:00.123Z", "licence-recognition", "jiangxi", "zhejiang", "reply", "answered", "42");
    }

    @Test
    void shows_where_nobody_was_asked_yet() {
        assertThat(table(List.of(REFUSED)).lines().skip(1).findFirst().orElseThrow().split("\\s+")).contains("-");
    }

    @Test
    void keeps_columns_below_their_headings() {
        List<String> lines = table(List.of(ANSWERED)).lines().toList();
        assertThat(lines.get(0).indexOf("OUTCOME")).isEqualTo(lines.get(1).indexOf("answered"));
    }

    @Test
    void writes_json_for_programs() throws IOException {
        JsonNode json = new JsonMapper().readTree(EntryJson.of(List.of(ANSWERED, REFUSED)));
        assertThat(json).hasSize(2);
        assertThat(json.get(0).path("milliseconds").asInt()).isEqualTo(42);
        assertThat(json.get(1).path("to").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x1b, 0x7f, 0x80, 0x9b, 0x9f, 0x61c, 0x200e, 0x202e, 0x2028, 0x2066, 0x2069, 0xfeff})
    void json_shows_what_would_steer_the_terminal_and_means_the_same(int character) throws IOException {
        String consent = "a" + Character.toString(character) + "b";

        String json = EntryJson.of(List.of(entry(Optional.empty(), "asked", consent)));

        assertThat(json).doesNotContain(Character.toString(character));
        assertThat(new JsonMapper().readTree(json).get(0).path("consent").asText()).isEqualTo(consent);
    }

    private static String table(List<Entry> entries) {
        return EntryTable.of(entries, Help.defaultColorScheme(Ansi.OFF));
    }

    private static Entry entry(Optional<PartnerId> to, String outcome) {
        return entry(to, outcome, "");
    }

    private static Entry entry(Optional<PartnerId> to, String outcome, String consent) {
        return new Entry(
                new UUID(1, 2), MessageId.of(AT, 1, 2), "licence-recognition", "reply", new PartnerId("jiangxi"), to, AT, Environment.TEST,
                Assurance.MESSAGE, Digest.sha256(new byte[0]), Optional.empty(), "a b", "", consent, outcome, Duration.ofMillis(42));
    }
}
