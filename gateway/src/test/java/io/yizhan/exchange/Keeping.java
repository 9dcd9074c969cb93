package io.yizhan.exchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.yizhan.exchange.Neighbours.json;
import static io.yizhan.exchange.Neighbours.question;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.testing.RunningWorld;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A test's dealings with neighbours that keep files and callers that fetch them. */
record Keeping(Neighbours neighbours, RunningWorld world) {
    static ResponseDefinitionBuilder row(String said) {
        return json("""
                {"code":"00","msg":"成功","dataCount":1,"datas":[{
                  "certificate_name":"食品经营许可证","certificate_number":"JY13601000009999","certificate_holder_name":"南昌样本餐饮甲有限公司",
                  "certificate_holder_code":"91360100YANGBEN10Q","certificate_holder_type":"001","status":"normal",
                  %s,"verify_result":"05"}]}""".formatted(said));
    }

    static ResponseDefinitionBuilder bytes(MadeUpFile file) {
        return aResponse().withHeader("Content-Type", "application/octet-stream").withBody(file.bytes());
    }

    Asker.Reply ask(Platform caller, Neighbour neighbour) {
        return ask(caller, neighbour, terms -> terms);
    }

    Asker.Reply ask(Platform caller, Neighbour neighbour, UnaryOperator<Question.Terms> terms) {
        Asker.Reply reply = world.asker(caller).ask(question(neighbour).wanting(Question.Want.FILE).on(terms));
        assertThat(reply.verdict()).as(text(reply)).contains(Reading.Answer.VALID);
        return reply;
    }

    /** The link the caller is given, whatever its dialect calls it. */
    static Optional<String> link(Asker.Reply reply) {
        return Stream.of("LJ", "file_url").flatMap(name -> reply.json().findValuesAsText(name).stream()).findFirst();
    }

    /** A link to a file this neighbour was made to promise. */
    String offered(Platform caller, Neighbour neighbour, MadeUpFile promised) {
        neighbours.answer(neighbour, row(promised.atZhejiang(neighbours.link(neighbour))));
        return link(ask(caller, neighbour)).orElseThrow();
    }

    Fetcher fetcher(Platform platform) {
        return new Fetcher(world.world(), platform);
    }

    static String text(Asker.Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    /** What the gateway has in its spool. */
    List<String> spooled() {
        return new OpenSpool(world.settings().dataDirectory().resolve("spool")).files();
    }
}
