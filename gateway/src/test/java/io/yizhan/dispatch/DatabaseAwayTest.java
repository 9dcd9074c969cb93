package io.yizhan.dispatch;

import static io.yizhan.testing.Correspondence.evaluation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.dispatch.Receivers.Mailbox;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.PartnersYaml;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever asks while the database is away is told to come again. */
class DatabaseAwayTest {
    @RegisterExtension
    static final Correspondence world = Correspondence.usual().settings(Map.of("record.patience", "20s")).partners(PartnersYaml.changed(DatabaseAwayTest::fetching));

    private static String message;

    private final Mailbox mailbox = Mailbox.of(world, Correspondence.recipient(0));

    private static void fetching(PartnersYaml file) {
        String recipient = Correspondence.recipient(0);
        file.endpoint(recipient, "service-evaluation").put("way", "mailbox").remove(List.of("url", "credential"));
        file.partner(recipient).putArray("keys").addObject().put("convention", "zhejiang").put("id", "app-" + recipient).put("environment", "production")
                .put("secret", "env:SECRET");
    }

    @BeforeAll
    static void a_message_is_accepted_while_it_is_there() throws JsonProcessingException {
        message = new ObjectMapper().readTree(world.send(evaluation("a", 1, "P")).body()).at("/data/message_id").asText();
        assertThat(message).isNotEmpty();
    }

    @AfterEach
    void comes_back() {
        world.database().open();
    }

    @Test
    void who_looks_into_a_mailbox_is_told_to_come_again() {
        world.database().shut();
        assertThat(mailbox.fetch("max=1").body()).contains("gateway-unavailable");
    }

    @Test
    void who_asks_what_became_of_a_message_is_told_to_come_again() {
        world.database().shut();
        assertThat(world.ask(message).body()).contains("gateway-unavailable");
    }

    @Test
    void who_tells_how_a_case_ended_in_a_code_nobody_knows_is_told_to_come_again_until_an_operator_can_be_shown_it() {
        world.database().shut();
        assertThat(world.tell(Correspondence.recipient(1), "result", "{\"requestId\": \"u-1\", \"caseNo\": \"N-1\", \"unitCaseNo\": \"P-1\", "
                        + "\"result\": \"77\", \"resultTime\": \"20261204153000\", \"resultExplain\": \"无\"}").body())
                .contains("evidence-unavailable");
    }
}
