package io.yizhan.sixth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading.Answer;
import io.yizhan.sandbox.platforms.Reading.Names;
import io.yizhan.sandbox.platforms.Reading.Status;
import io.yizhan.sandbox.platforms.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The sixth platform as one that asks: gets a ticket of the gateway, and signs its questions with it. */
final class SixthAsker {
    static final String ID = "hainan-sandbox";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<Question.By, String> WAY =
            Map.of(Question.By.IDENTIFIER, "OID", Question.By.HOLDER, "OWNER", Question.By.AUTHORISATION_CODE, "PASS");
    private static final Map<Question.CodeType, String> KIND =
            Map.of(Question.CodeType.USCC, "U", Question.CodeType.CITIZEN_ID, "C", Question.CodeType.OTHER, "X");
    private static final Map<String, String> LACKS =
            Map.of("find.owner.title", "holder.name", "find.owner.cert", "holder.code", "find.sort", "licenceType");
    private static final Map<String, String> HINTS = Map.of(
            "oid-check", "identifier-check", "oid-sort", "identifier-type", "cert-check", "uscc-check", "person-check", "citizen-id-check");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;
    private final String secret;
    private String ticket = "";

    SixthAsker(URI gateway, String secret) {
        this.gateway = gateway;
        this.secret = secret;
    }

    /** A signed question as it goes over the wire. */
    record Call(String path, Map<String, String> headers, byte[] body) {}

    /** The ticket the gateway gives for the long-lived secret; kept, as every platform does. */
    synchronized String ticket() {
        if (ticket.isEmpty()) {
            ticket = freshTicket();
        }
        return ticket;
    }

    private String freshTicket() {
        JsonNode given = send(sign(JSON.createObjectNode(), "/open/ticket", secret));
        if (!given.at("/head/status").asText().equals("S0000")) {
            throw new AssertionError("no ticket is given: " + given);
        }
        return given.at("/ticket/value").asText();
    }

    Call call(Question.Licence question, String matter, String ticket) {
        ObjectNode body = JSON.createObjectNode();
        body.set("data", data(question, matter));
        return sign(body, "/open/v2/paper.verify", ticket);
    }

    Reading ask(Question.Licence question) {
        return read(send(call(question, UUID.randomUUID().toString(), ticket())));
    }

    private static Call sign(ObjectNode body, String path, String key) {
        Map<String, String> headers = AccessSeal.sign(body, path, ID, key);
        return new Call(path, headers, body.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    JsonNode send(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(call.path())).POST(BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::header);
        try {
            return JSON.readTree(client.send(request.build(), BodyHandlers.ofByteArray()).body());
        } catch (IOException unanswered) {
            throw new UncheckedIOException(unanswered);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the gateway", stopped);
        }
    }

    private static ObjectNode data(Question.Licence question, String matter) {
        ObjectNode data = JSON.createObjectNode().put("cause", question.terms().purpose()).put("desk", 1).put("depth", question.want().ordinal());
        ObjectNode find = data.putObject("find").put("way", WAY.get(question.by()));
        given(find, "value", question.by() == Question.By.AUTHORISATION_CODE ? question.authorisationCode() : question.identifier());
        if (question.by() == Question.By.HOLDER) {
            Question.Holder holder = question.holder();
            given(find, "sort", question.licenceType());
            given(find.putObject("owner").put("cert", holder.code()).put("kind", KIND.get(holder.codeType())), "title", holder.name());
        }
        given(data, "place", question.terms().region());
        data.putObject("matter").put("number", matter);
        data.putObject("asker").put("unit", "11460100YANGBEN069").put("unitTitle", "海口样本行政审批局").put("clerk", "hn-0001");
        data.putObject("ground").put("kind", "by-law");
        return data;
    }

    private static void given(ObjectNode object, String name, String text) {
        if (!text.isEmpty()) {
            object.put(name, text);
        }
    }

    static Reading read(JsonNode answer) {
        JsonNode head = answer.path("head");
        if (!head.path("status").asText().equals("S0000")) {
            return Reading.refused(head.path("refusal").asText());
        }
        JsonNode result = answer.path("result");
        return Reading.recognised(
                verdict(result.path("conclusion")),
                items(result.path("papers")).stream().map(SixthAsker::licence).toList(),
                items(result.path("hints")).stream().map(hint -> HINTS.get(hint.path("kind").asText())).toList());
    }

    private static Reading.Licence licence(JsonNode paper) {
        String till = paper.path("till").asText();
        return new Reading.Licence(
                paper.path("oid").asText(),
                paper.path("title").asText(),
                paper.path("no").asText(),
                paper.path("maker").path("title").asText(),
                paper.path("owner").path("title").asText(),
                paper.path("owner").path("cert").asText(),
                paper.path("since").asText().replace('.', '-'),
                till.equals("ever") ? "long-term" : till.replace('.', '-'),
                status(paper.path("state")),
                verdict(paper.path("conclusion")),
                Optional.empty());
    }

    private static Optional<Reading.Verdict> verdict(JsonNode conclusion) {
        if (!conclusion.has("grade")) {
            return Optional.empty();
        }
        return Optional.of(new Reading.Verdict(
                Answer.values()[5 - conclusion.get("grade").asInt()],
                status(conclusion.path("why")),
                items(conclusion.path("lacks")).stream().map(lack -> LACKS.get(lack.asText())).toList(),
                Optional.ofNullable(conclusion.get("title")).map(title -> title.asText().equals("same") ? Names.EXACT : Names.FOLDED)));
    }

    private static Optional<Status> status(JsonNode letter) {
        return letter.isMissingNode() ? Optional.empty() : Optional.of(Status.values()[letter.asText().charAt(0) - 'A']);
    }

    private static List<JsonNode> items(JsonNode list) {
        return new ArrayList<>(StreamSupport.stream(list.spliterator(), false).toList());
    }
}
