package io.yizhan.sandbox.tongues;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.vocabulary.LicenceIdentifier;
import io.yizhan.vocabulary.Uscc;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FixturesTest {
    private static final Map<Platform, List<String>> FIELDS = Map.of(
            Platform.JIANGXI, List.of("/ZZBS", "/CZZTDM", "/ZZBFJGDM"),
            Platform.NATIONAL, List.of("/certificate_source_id", "/certificate_holder_code", "/issue_dept_code"),
            Platform.ZHEJIANG, List.of("/certificate_identifier", "/certificate_holder_code", "/certificate_issuing_authority_code"),
            Platform.GUIZHOU, List.of("/certId", "/holder/@code", "/issuer/@code"),
            Platform.GUANGDONG, List.of("/license_code", "/holder_identity_num", "/issue_org_code"));

    @ParameterizedTest
    @EnumSource(Platform.class)
    void every_identifier_but_the_one_meant_to_be_wrong_has_its_check_character(Platform platform) {
        List<LicenceIdentifier> wrong = identifiers(platform).filter(identifier -> !identifier.checks()).toList();

        assertThat(wrong).singleElement().isEqualTo(identifier(Case.of(platform, "wrong-check-character")));
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void every_type_code_but_the_one_meant_to_be_odd_is_well_formed(Platform platform) {
        List<LicenceIdentifier> odd = identifiers(platform).filter(identifier -> !identifier.typeWellFormed()).toList();

        assertThat(odd).singleElement().isEqualTo(identifier(Case.of(platform, "odd-type-code")));
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void every_body_has_a_valid_code(Platform platform) {
        assertThat(Stream.concat(codes(platform, 1), codes(platform, 2)).filter(code -> code.length() == 18 && code.charAt(8) == 'Y'))
                .isNotEmpty()
                .allMatch(Uscc::valid);
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void issuers_are_of_the_platforms_own_region_or_answered_for_by_it(Platform platform) {
        Map<Platform, Set<String>> regions = Map.of(
                Platform.JIANGXI, Set.of("360100"), Platform.NATIONAL, Set.of("100000", "650100"), Platform.ZHEJIANG, Set.of("330100"),
                Platform.GUIZHOU, Set.of("520100"), Platform.GUANGDONG, Set.of("440100"));
        assertThat(codes(platform, 2).map(code -> Uscc.region(code).value()).collect(Collectors.toSet())).isEqualTo(regions.get(platform));
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void the_eleven_verdicts_are_eleven(Platform platform) {
        assertThat(Case.verdicts(platform).stream().map(one -> one.verdict().orElseThrow().toString()).distinct()).hasSize(11);
        assertThat(Case.verdicts(platform).stream().map(one -> one.verdict().orElseThrow().answer()).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Reading.Answer.class));
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void every_fixture_says_that_it_is_made_up(Platform platform) {
        assertThat(Stream.of("licences", "listed", "cases").map(file -> Json.resource(platform.id() + "/" + file + ".json").path("about").asText()))
                .allMatch(about -> about.contains("Made up"));
    }

    @Test
    void folds_brackets_dots_and_spaces() {
        assertThat(Fixtures.fold("样本（江西） 酒店•甲")).isEqualTo(Fixtures.fold("样本(江西)酒店·甲"));
    }

    private static LicenceIdentifier identifier(Case one) {
        return LicenceIdentifier.parse(((Question.Licence) one.question()).identifier()).orElseThrow();
    }

    private static Stream<LicenceIdentifier> identifiers(Platform platform) {
        return codes(platform, 0).map(text -> LicenceIdentifier.parse(text).orElseThrow());
    }

    private static Stream<String> codes(Platform platform, int field) {
        return Json.items(Json.resource(platform.id() + "/licences.json").path("licences")).stream()
                .map(row -> row.at(FIELDS.get(platform).get(field)))
                .map(JsonNode::asText);
    }
}
