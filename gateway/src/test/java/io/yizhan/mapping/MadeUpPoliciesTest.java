package io.yizhan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.contract.Contract;
import io.yizhan.testing.MadeUpPolicies;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Uscc;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Policies made up by the hundred are such as platforms can publish, follow, and read back as they were. */
class MadeUpPoliciesTest {
    private static final String KIND = "policy-catalogue";
    private static final String ITEM = "item";
    private static final Path TREE = Path.of("..", "mappings");
    private static final Dialects DIALECTS = Dialects.load(TREE);
    private static final Contract CONTRACT = Contract.load(TREE);
    private static final List<ObjectNode> POLICIES = MadeUpPolicies.seeded(5).first(240).toList();

    static Stream<String> dialects() {
        return DIALECTS.names().stream();
    }

    @Test
    void every_one_follows_the_schema() {
        assertThat(POLICIES).allSatisfy(policy -> assertThat(CONTRACT.validate(Contract.CANONICAL, KIND, ITEM, policy)).isEqualTo(Outcome.of(policy)));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void every_one_comes_back_from_every_dialect_as_it_went_in(String name) {
        Dialect dialect = DIALECTS.named(name).orElseThrow();
        assertThat(POLICIES).allSatisfy(policy -> assertThat(dialect.fromCanonical(KIND, ITEM, policy)
                .then(payload -> CONTRACT.validate(name, KIND, ITEM, payload))
                .then(payload -> dialect.toCanonical(KIND, ITEM, payload))).isEqualTo(Outcome.of((JsonNode) policy)));
    }

    @Test
    void every_one_says_that_it_is_made_up_and_has_an_issuer_with_a_right_code() {
        assertThat(POLICIES).allSatisfy(policy -> {
            assertThat(policy.path("title").asText()).contains("编造的示例");
            assertThat(policy.path("summary").asText()).contains("不是真实文件");
            assertThat(Uscc.valid(policy.path("issuer").path("code").asText())).isTrue();
        });
    }

    @Test
    void no_two_are_the_same_and_six_regions_are_among_them() {
        assertThat(POLICIES).extracting(policy -> policy.path("policyId").asText()).doesNotHaveDuplicates();
        assertThat(POLICIES.stream().filter(policy -> policy.has("regionCodes")).map(policy -> policy.path("regionCodes").get(0).asText().substring(0, 2))
                .collect(Collectors.toSet())).containsExactlyInAnyOrder("33", "36", "44", "52", "35", "50");
    }

    @Test
    void the_same_seed_gives_the_same_ones_however_many_are_asked_for() {
        assertThat(MadeUpPolicies.seeded(5).first(40)).containsExactlyElementsOf(POLICIES.subList(0, 40));
        assertThat(MadeUpPolicies.seeded(6).first(40).toList()).isNotEqualTo(POLICIES.subList(0, 40));
    }

    @Test
    void what_a_catalogue_is_judged_by_is_there_on_purpose() {
        assertThat(POLICIES.stream().filter(policy -> policy.has("unclassified"))).hasSize(12);
        assertThat(POLICIES.stream().filter(policy -> policy.has("abolishedOn") && policy.path("validity").asText().equals("valid"))).hasSize(6);
        assertThat(POLICIES.stream().map(policy -> policy.path("documentNumber").asText()).distinct()).hasSize(240 - 10);
    }

    @Test
    void what_one_gives_depends_on_the_situation() {
        assertThat(POLICIES.stream().filter(policy -> policy.path("benefits").size() > 1)).hasSizeGreaterThan(150)
                .allSatisfy(policy -> assertThat(StreamSupport.stream(policy.path("benefits").spliterator(), false)).allMatch(benefit -> benefit.has("when")));
    }
}
