package io.yizhan.exchange;

import static io.yizhan.exchange.Neighbours.json;
import static io.yizhan.exchange.Neighbours.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.testing.CapturedLog;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.MessageId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mapping that breaks while it works is the gateway's fault, whatever it was about to say. */
class GatewayFaultTest {
    private static final String HOLDER = "杭州保密测试有限公司";

    @Order(1)
    @RegisterExtension
    static final CapturedLog log = new CapturedLog();

    @Order(2)
    @RegisterExtension
    static final Neighbours neighbours = new Neighbours();

    @Order(3)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of(), neighbours::join).mappings(mappings -> {
        breakOnAnswers(mappings);
        recurseWithoutEnd(mappings);
    });

    /** Fails with the holder's name in its message, as a careless mapping might. */
    private static void breakOnAnswers(Path mappings) {
        try {
            Files.writeString(mappings.resolve("zhejiang/licence-recognition/reply.to-canonical.jslt"), "error(.[0].certificate_holder_name)");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Never comes to an end, as a careless mapping might not: a stack is used up long before. */
    private static void recurseWithoutEnd(Path mappings) {
        try {
            Files.writeString(mappings.resolve("national/licence-recognition/reply.to-canonical.jslt"), "def deeper(x) [deeper([$x])] deeper(.)");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private final Neighbour neighbour = neighbours.speaking("zhejiang");

    @BeforeEach
    void answers() {
        neighbours.answer(neighbour, json("{\"code\":\"00\",\"datas\":[{\"certificate_holder_name\":\"" + HOLDER + "\"}]}"));
    }

    @Test
    void a_native_caller_is_told_with_status_500() {
        Asker.Reply reply = world.asker(Platform.JIANGXI).ask(question(neighbour));

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.json().path("fault").asText()).isEqualTo("gateway");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Platform.class)
    void every_caller_is_told_in_its_own_dialect_and_nothing_more(Platform caller) {
        Asker.Reply reply = world.asker(caller).ask(question(neighbour));

        assertThat(reply.refusal()).contains("gateway-fault");
        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).doesNotContain(HOLDER, "Exception", "jslt");
    }

    @Test
    void the_log_says_where_but_not_what() {
        int before = log.lines().size();

        world.asker(Platform.JIANGXI).ask(question(neighbour));

        List<CapturedLog.Line> lines = log.lines().subList(before, log.lines().size());
        assertThat(lines).anyMatch(line -> line.message().contains("zhejiang/licence-recognition/reply.to-canonical.jslt"));
        assertThat(lines).noneMatch(line -> line.text().contains(HOLDER));
    }

    @Test
    void it_is_one_line_of_the_exchange_log() {
        int before = log.of("exchange").size();

        world.asker(Platform.JIANGXI).ask(question(neighbour));

        List<String> lines = log.of("exchange");
        assertThat(lines.subList(before, lines.size())).singleElement().asString().contains(" gateway-fault ");
    }

    // ---- errors, which are no exceptions ----

    @Test
    void a_step_that_uses_up_its_stack_is_told_as_the_gateways_fault() {
        Asker.Reply reply = askDeep();

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.refusal()).contains("gateway-fault");
    }

    @Test
    void a_step_that_uses_up_its_stack_leaves_a_refusal_in_the_ledger() {
        Asker.Reply reply = askDeep();

        assertThat(Ledger.in(world.database().aside(), new SecureRandom()).of(MessageId.parse(reply.json().path("exchange").asText())))
                .extracting(Entry::step, Entry::outcome)
                .containsExactly(tuple("request", "asked"), tuple("refusal", "gateway-fault"));
    }

    @Test
    void the_next_exchange_is_none_the_worse_for_a_stack_used_up() {
        askDeep();

        assertThat(world.asker(Platform.NATIONAL).ask(Case.of(Platform.JIANGXI, "valid").question()).refusal()).isEmpty();
    }

    private static Asker.Reply askDeep() {
        Neighbour deep = neighbours.speaking("national");
        neighbours.answer(deep, json("{\"code\":\"0\",\"message\":\"\",\"data\":{\"verify_code\":\"0\",\"lic_data\":[]}}"));
        return world.asker(Platform.JIANGXI).ask(question(deep));
    }
}
