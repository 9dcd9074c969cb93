package io.yizhan.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.partner.Registry;
import io.yizhan.testing.Copies;
import io.yizhan.vocabulary.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingNamesTest {
    private static final Path SHIPPED = Path.of("..", "mappings");

    @TempDir
    Path directory;

    @Test
    void knows_how_each_dialect_is_signed_and_what_it_speaks_of() {
        Registry.Speech speech = MappingNames.in(SHIPPED).dialects().get("national");
        assertThat(speech.convention()).isEqualTo("gjgxjhpt");
        assertThat(speech.kinds()).containsExactly(
                "consultation", "delivery-status", "identity-verification", "joint-approval", "licence-recognition", "licence-scenarios",
                "licence-use-record", "policy-catalogue", "policy-evaluation", "policy-match", "policy-questions", "policy-redemption", "seal-verification",
                "service-catalogue", "service-evaluation", "suggestion", "supervision-check", "supervision-order", "survey", "survey-answer");
    }

    @Test
    void knows_which_conventions_share_a_secret() {
        assertThat(MappingNames.in(SHIPPED).conventions()).allSatisfy((name, proof) -> assertThat(proof.shared()).isEqualTo(!name.equals("native")));
    }

    @Test
    void knows_what_the_name_of_a_caller_looks_like() {
        Registry.Proof proof = MappingNames.in(SHIPPED).conventions().get("zhejiang");
        assertThat(proof.names().pattern()).isEqualTo("[A-Za-z0-9_-]{1,64}");
    }

    @Test
    void knows_what_must_be_released_of_a_kind_at_least() {
        assertThat(MappingNames.in(SHIPPED).least()).isEqualTo(Map.of("joint-approval", Release.MASKED, "consultation", Release.MASKED));
    }

    @Test
    void refuses_a_kind_that_must_be_released_as_nothing_there_is() throws IOException {
        Copies.mappings(directory);
        Path kind = directory.resolve("canonical/joint-approval/kind.yaml");
        Files.writeString(kind, Files.readString(kind).replace("released: masked", "released: half"));
        assertThatThrownBy(() -> MappingNames.in(directory)).isInstanceOf(CannotStart.class).hasMessage(kind + ": released: expected verdict, masked or full");
    }

    @Test
    void refuses_a_dialect_that_follows_a_convention_there_is_not() throws IOException {
        Copies.mappings(directory);
        Files.delete(directory.resolve("conventions").resolve("zhejiang.yaml"));
        assertThatThrownBy(() -> MappingNames.in(directory))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("zhejiang/dialect.yaml: convention: expected one of gjgxjhpt");
    }
}
