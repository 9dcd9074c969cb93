package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.casework.CaseFile;
import io.yizhan.contract.Kind;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Target;
import io.yizhan.dispatch.Dispatch.Taken;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What each of those who have to do with a case gets to see of its messages. */
final class CaseParts {
    private final Desk desk;

    CaseParts(Desk desk) {
        this.desk = desk;
    }

    /** Of the message that opened the case a party's own part, with what those it waited for have granted; of others which case and party they are about. */
    Outcome<JsonNode> of(Taken taken, Kind kind, JsonNode content) {
        Message message = taken.said().message();
        Target target = taken.claimed().target();
        boolean opening = message.part().equals(kind.messages().get(0));
        if (opening && target.copy()) {
            return Outcome.of(content);
        }
        return opening ? part(message, target, content) : Outcome.of(numbered(message, target, kind, content));
    }

    private Outcome<JsonNode> part(Message submit, Target target, JsonNode content) {
        ObjectNode in = JsonNodeFactory.instance.objectNode().put("party", target.party());
        in.set("submit", content);
        ArrayNode results = in.putArray("results");
        desk.casework().named(submit.id()).ifPresent(file -> before(file, target.party()).forEach(results::add));
        return desk.dialects().canonical().forward(submit.kind(), in);
    }

    private List<JsonNode> before(CaseFile file, String party) {
        Set<String> after = file.parties().stream().filter(each -> each.party().equals(party)).findFirst().map(CaseFile.Party::after).orElse(Set.of());
        List<MessageId> ends = file.parties().stream().filter(each -> after.contains(each.party())).flatMap(each -> each.end().stream()).toList();
        return desk.jdbi().withHandle(handle -> ends.stream()
                .flatMap(end -> desk.messages().content(handle, file.kind(), end).stream())
                .map(Writing::content)
                .toList());
    }

    private JsonNode numbered(Message message, Target target, Kind kind, JsonNode content) {
        Kind.Numbers names = kind.numbers().orElseThrow();
        return file(message).<JsonNode>map(file -> {
            ObjectNode numbered = content.deepCopy();
            numbered.put(names.number(), file.number());
            Optional<CaseFile.Party> about = party(file, message, target);
            about.ifPresent(party -> numbered.put(names.party(), party.party()));
            about.map(CaseFile.Party::project).filter(project -> !project.isEmpty()).ifPresent(project -> numbered.put(names.project(), project));
            return numbered;
        }).orElse(content);
    }

    private Optional<CaseFile> file(Message message) {
        return message.subject().map(MessageId::parse).flatMap(desk.casework()::named);
    }

    /** The party it is sent to; on its way to others, the one it came from. */
    private static Optional<CaseFile.Party> party(CaseFile file, Message message, Target target) {
        if (!target.party().isEmpty()) {
            return file.parties().stream().filter(party -> party.party().equals(target.party())).findFirst();
        }
        return file.events().stream()
                .filter(event -> event.message().equals(message.id()) && event.parties().size() == 1)
                .findFirst()
                .flatMap(event -> file.parties().stream().filter(party -> event.parties().contains(party.party())).findFirst());
    }
}
