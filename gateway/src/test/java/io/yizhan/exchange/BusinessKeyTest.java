package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.testing.RunningWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dialect whose messages have no id is read as if case number and licence together were one; nothing but its dialect.yaml says so. */
class BusinessKeyTest {
    @RegisterExtension
    static final RunningWorld world = RunningWorld.usual().mappings(BusinessKeyTest::byBusinessKey);

    private static void byBusinessKey(Path mappings) {
        Path dialect = mappings.resolve("zhejiang/dialect.yaml");
        try {
            String text = Files.readString(dialect);
            Files.writeString(dialect, text.replaceFirst("\n  id: /requestId\n", "\n  business-key: [/caseNo, /certificate_identifier]\n"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Test
    void the_same_key_with_the_same_content_is_answered_again() {
        Consumer<ObjectNode> once = message -> message.put("caseNo", "BJ-1");

        assertThat(ask(once).refusal()).isEmpty();
        assertThat(ask(once).refusal()).isEmpty();
    }

    @Test
    void the_same_key_with_another_content_is_a_conflict() {
        ask(message -> message.put("caseNo", "BJ-2"));

        assertThat(ask(message -> message.put("caseNo", "BJ-2").put("itemCode", "OTHER")).refusal()).contains("conflicting-duplicate");
    }

    @Test
    void half_of_the_key_is_none() {
        ask(message -> message.remove("caseNo"));

        assertThat(ask(message -> message.put("itemCode", "OTHER").remove("caseNo")).refusal()).isEmpty();
    }

    /** Without an id of its own, which the message has no place for any more. */
    private static Asker.Reply ask(Consumer<ObjectNode> change) {
        Asker zhejiang = world.asker(Platform.ZHEJIANG);
        Asker.Draft draft = zhejiang.draft(Case.of(Platform.JIANGXI, "valid").question());
        return zhejiang.send(zhejiang.sign(draft.edit(message -> {
            message.put("requestId", "always-the-same");
            change.accept(message);
        })));
    }
}
