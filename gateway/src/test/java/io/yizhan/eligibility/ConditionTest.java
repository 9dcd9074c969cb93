package io.yizhan.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ConditionTest {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static JsonNode json(String yaml) throws IOException {
        return YAML.readTree("{" + (yaml == null ? "" : yaml) + "}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/eligibility/conditions.csv", numLinesToSkip = 1)
    void judges_by_what_is_known(String why, String condition, String profile, Verdict verdict) throws IOException {
        assertThat(Condition.of(json(condition)).judge(Profile.read(json(profile), TODAY))).as(why).isEqualTo(verdict);
    }
}
