package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.testing.RunningWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dialect that quotes the message it answers quotes the caller's own id, whatever became of the message. */
class QuotedIdTest {
    @RegisterExtension
    static final RunningWorld world = RunningWorld.usual();

    @Test
    void an_answer_quotes_the_callers_own_id() throws IOException {
        assertThat(quoted(terms -> terms, draft -> draft.edit(message -> message.put("requestId", "Z-1")))).isEqualTo("Z-1");
    }

    @Test
    void a_refusal_quotes_the_callers_own_id_as_soon_as_it_is_known() throws IOException {
        assertThat(quoted(terms -> terms.purpose("随便看看"), draft -> draft.edit(message -> message.put("requestId", "Z-2")))).isEqualTo("Z-2");
    }

    @Test
    void an_answer_to_a_message_without_an_id_quotes_the_exchange() throws IOException {
        assertThat(quoted(terms -> terms, draft -> draft.edit(message -> message.remove("requestId")))).matches("[0-9a-f-]{36}");
    }

    @Test
    void a_refusal_of_what_could_not_be_read_quotes_the_exchange() throws IOException {
        assertThat(quoted(terms -> terms, draft -> draft.saying("oops".getBytes(StandardCharsets.UTF_8)))).matches("[0-9a-f-]{36}");
    }

    private static String quoted(UnaryOperator<Question.Terms> terms, UnaryOperator<Asker.Draft> change) throws IOException {
        Asker zhejiang = world.asker(Platform.ZHEJIANG);
        Question question = ((Question.Licence) Case.of(Platform.JIANGXI, "valid").question()).on(terms);
        JsonNode answer = new ObjectMapper().readTree(zhejiang.send(zhejiang.sign(change.apply(zhejiang.draft(question)))).body());
        return answer.path("requestId").asText();
    }
}
