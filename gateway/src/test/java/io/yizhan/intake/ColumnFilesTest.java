package io.yizhan.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.contract.Contract;
import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.Dialects;
import io.yizhan.sheet.Sheet;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people's files mean: the same policy, whoever keeps it. */
class ColumnFilesTest {
    private static final String KIND = "policy-catalogue";
    private static final Dialects DIALECTS = Dialects.load(RunningWorld.MAPPINGS);
    private static final Contract CONTRACT = Contract.load(RunningWorld.MAPPINGS);
    private static final ColumnFiles COLUMNS = ColumnFiles.load(RunningWorld.MAPPINGS, DIALECTS, CONTRACT);
    private static final String NAMES = "序号,政策标识,版本号,是否撤回,政策名称,发文机关,政策层级,适用地区,发布日期,有效性,主题,标签,适用对象,兑现项,兑现方式,标准,计量单位\n";
    private static final String CODES = """
            zhejiang, Y, province, 330000, valid, ent, ratio
            guangdong, Y, PROVINCE, 330000, EFFECTIVE, ENTERPRISE, RATE
            jiangxi, 1, SJ, 330000, YX, QY, BL
            national, 1, 2, 330000000000, 1, 1, 2
            guizhou, 是, 省级, 330000000000, 有效, 企业, 比例
            """;

    @TempDir
    private Path directory;

    /** The rows of a file in canonical form. */
    private List<JsonNode> read(String dialect, String rows) throws IOException {
        Path file = Files.writeString(directory.resolve("rows.csv"), NAMES + rows);
        List<JsonNode> items = new ArrayList<>();
        try (Sheet sheet = value(Sheet.open(file, Sheet.Format.CSV, COLUMNS.of(dialect, KIND).orElseThrow()))) {
            for (Optional<Sheet.Row> row = sheet.next(); row.isPresent(); row = sheet.next()) {
                items.add(json(canonical(DIALECTS.named(dialect).orElseThrow(), value(row.get().item())).toString()));
            }
        }
        return items;
    }

    private static JsonNode canonical(Dialect dialect, JsonNode row) {
        return value(dialect.carry("item", row)
                .then(payload -> CONTRACT.validate(dialect.name(), KIND, "item", payload))
                .then(payload -> dialect.toCanonical(KIND, "item", payload))
                .then(canonical -> CONTRACT.validate(Contract.CANONICAL, KIND, "item", canonical)));
    }

    private static <T> T value(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @ParameterizedTest
    @CsvSource(textBlock = CODES)
    void a_row_is_the_same_policy_in_every_dialect(String dialect, String yes, String level, String region, String valid, String audience, String rate) throws IOException {
        String row = String.join(",", "1", "YB-1", "2", "", "编造的示例政策", "示例部", level, region, "2026-11-22", valid, "缓缴社保；没有的主题", "小微企业", audience, "社保补贴", rate, "50", "%");
        assertThat(read(dialect, row)).containsExactly(json("""
                {"policyId": "YB-1", "version": 2, "title": "编造的示例政策", "issuer": {"name": "示例部"}, "level": "province", "regionCodes": ["330000"],
                 "publishedOn": "2026-11-22", "validity": "valid", "themes": ["social-insurance"], "unclassified": ["没有的主题"], "tags": ["小微企业"],
                 "audiences": ["enterprise"], "benefits": [{"name": "社保补贴", "form": "rate", "value": "50", "unit": "%"}]}"""));
    }

    @ParameterizedTest
    @CsvSource(textBlock = CODES)
    void a_row_withdraws_as_well(String dialect, String yes, String level, String region, String valid, String audience, String rate) throws IOException {
        assertThat(read(dialect, ",YB-1,3," + yes + ",,,,,,,,,,,,,")).containsExactly(json("{\"policyId\": \"YB-1\", \"version\": 3, \"withdrawn\": true}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zhejiang", "guangdong", "jiangxi", "national", "guizhou"})
    void the_words_people_write_are_read_in_every_dialect(String dialect) throws IOException {
        assertThat(read(dialect, "1,YB-1,2,否,编造的示例政策,示例部,区县,330100；330200,2026-11-1 0:00:00,失效,租金减免,,企业、个体户,租金补贴,定额,50,元\n")).containsExactly(json("""
                {"policyId": "YB-1", "version": 2, "title": "编造的示例政策", "issuer": {"name": "示例部"}, "level": "county", "regionCodes": ["330100", "330200"],
                 "publishedOn": "2026-11-01", "validity": "expired", "themes": ["rent-relief"], "audiences": ["enterprise", "individual-business"],
                 "benefits": [{"name": "租金补贴", "form": "fixed", "value": "50", "unit": "元"}]}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zhejiang", "guangdong", "jiangxi", "national", "guizhou"})
    void what_has_no_end_is_said_in_words(String dialect) throws IOException {
        Path file = Files.writeString(directory.resolve("rows.csv"), "政策标识,版本号,政策名称,发文机关,失效日期,申报截止\nYB-1,1,x,示例部,长期,长期有效\n");
        try (Sheet sheet = value(Sheet.open(file, Sheet.Format.CSV, COLUMNS.of(dialect, KIND).orElseThrow()))) {
            ObjectNode row = value(sheet.next().orElseThrow().item());
            Dialect speaks = DIALECTS.named(dialect).orElseThrow();
            JsonNode canonical = value(speaks.carry("item", row).then(payload -> speaks.toCanonical(KIND, "item", payload)));
            assertThat(json(canonical.toString()).fieldNames()).toIterable().contains("title").doesNotContain("effectiveTo", "applyTo");
        }
    }

    @ParameterizedTest
    @CsvSource({"guizhou, false", "jiangxi, true", "national, true"})
    void only_what_fits_on_a_line_is_sent_line_by_line(String dialect, boolean lines) {
        assertThat(DIALECTS.named(dialect).orElseThrow().hasLines()).isEqualTo(lines);
    }

    @Test
    void what_nobody_has_described_is_not_there() {
        assertThat(COLUMNS.of("zhejiang", "survey")).isEmpty();
    }
}
