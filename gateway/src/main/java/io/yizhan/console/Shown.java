package io.yizhan.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.casework.CaseFile;
import io.yizhan.casework.Casework.Unmapped;
import io.yizhan.catalogue.Quality;
import io.yizhan.delivery.Deliveries.Stuck;
import io.yizhan.delivery.Sequels;
import io.yizhan.feed.Followers;
import io.yizhan.feed.Followers.Follower;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What operators are shown, as JSON: the same on the command line and on the operators' port. */
public interface Shown {

    static ArrayNode all(List<Stuck> stuck) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        stuck.forEach(each -> all.add(one(each)));
        return all;
    }

    static ObjectNode one(Stuck stuck) {
        ObjectNode node = JsonNodeFactory.instance.objectNode()
                .put("message", stuck.delivery().key().message().toString())
                .put("target", stuck.delivery().key().target())
                .put("state", stuck.delivery().state())
                .put("reason", stuck.delivery().reason())
                .put("since", stuck.delivery().at().toString())
                .put("attempts", stuck.delivery().attempts())
                .put("kind", stuck.delivery().kind())
                .put("part", stuck.part())
                .put("from", stuck.sender().value())
                .put("to", stuck.delivery().partner().value())
                .put("party", stuck.delivery().party())
                .put("endpoint", stuck.delivery().endpoint())
                .put("environment", stuck.environment().name().toLowerCase(Locale.ROOT))
                .put("accepted", stuck.accepted().toString())
                .put("expires", stuck.expires().toString());
        return node.put("senderId", stuck.senderId().orElse(null));
    }

    static ArrayNode unmapped(List<Unmapped> unmapped) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        unmapped.forEach(each -> all.addObject()
                .put("case", each.caseId().toString())
                .put("kind", each.kind())
                .put("number", each.number())
                .put("partner", each.partner().value())
                .put("party", each.party())
                .put("message", each.message().toString())
                .put("part", each.part())
                .put("place", each.place())
                .put("code", each.code())
                .put("at", each.at().toString()));
        return all;
    }

    static ArrayNode missing(List<FollowUps.Missing> missing) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        missing.forEach(each -> {
            ObjectNode node = all.addObject()
                    .put("message", each.message().message().toString())
                    .put("kind", each.kind())
                    .put("missing", each.answer())
                    .put("from", each.message().sender().value())
                    .put("senderId", each.message().senderId().orElse(null))
                    .put("environment", each.message().environment().name().toLowerCase(Locale.ROOT))
                    .put("accepted", each.message().accepted().toString())
                    .put("due", each.due().toString());
            ArrayNode to = node.putArray("to");
            each.message().partners().forEach(partner -> to.add(partner.value()));
        });
        return all;
    }

    static ArrayNode sequels(List<Sequels.Stuck> stuck) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        stuck.forEach(each -> all.addObject()
                .put("message", each.message().toString())
                .put("kind", each.kind())
                .put("from", each.sender().value())
                .put("environment", each.environment().name().toLowerCase(Locale.ROOT))
                .put("accepted", each.accepted().toString())
                .put("attempts", each.attempts())
                .put("reason", each.trouble())
                .put("since", each.since().toString()));
        return all;
    }

    static ArrayNode cases(List<CaseFile> cases) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        cases.forEach(each -> all.add(head(each)));
        return all;
    }

    private static ObjectNode head(CaseFile file) {
        ObjectNode node = JsonNodeFactory.instance.objectNode()
                .put("id", file.id().toString())
                .put("kind", file.kind())
                .put("environment", file.environment().name().toLowerCase(Locale.ROOT))
                .put("from", file.originator().value())
                .put("number", file.number())
                .put("mode", word(file.mode()))
                .put("rule", word(file.rule()))
                .put("opened", file.opened().toString())
                .put("concluded", file.concluded().map(Object::toString).orElse(null));
        ArrayNode parties = node.putArray("parties");
        file.parties().forEach(party -> parties.addObject()
                .put("party", party.party())
                .put("partner", party.partner().value())
                .put("project", party.project())
                .put("state", word(party.state()))
                .put("since", party.since().toString())
                .put("stage", party.stage())
                .put("conclusion", party.conclusion().map(Shown::word).orElse(null))
                .put("promisedOn", party.promisedOn().map(Object::toString).orElse(null))
                .put("statutoryOn", party.statutoryOn().map(Object::toString).orElse(null)));
        return node;
    }

    /** With everything that was told about it. */
    static ObjectNode whole(CaseFile file) {
        ObjectNode node = head(file);
        ArrayNode events = node.putArray("events");
        file.events().forEach(event -> {
            ObjectNode told = events.addObject()
                    .put("message", event.message().toString())
                    .put("from", event.from().value())
                    .put("step", word(event.step()))
                    .put("stage", event.stage())
                    .put("conclusion", event.conclusion().map(Shown::word).orElse(null))
                    .put("at", event.at().toString())
                    .put("effective", event.effective());
            ArrayNode parties = told.putArray("parties");
            event.parties().forEach(parties::add);
        });
        return node;
    }

    /** How far each catalogue of this node has come. */
    static ArrayNode standing(List<OperatorApi.Standing> all) {
        ArrayNode told = JsonNodeFactory.instance.arrayNode();
        all.forEach(one -> {
            ObjectNode node = told.addObject().put("kind", one.kind()).put("environment", word(one.environment())).put("change", one.change()).put("last", one.last());
            one.rebuilt().ifPresent(change -> node.put("rebuilt", change));
        });
        return told;
    }

    /** How far followers were brought what stands, in the order of their names. */
    static ArrayNode followers(Map<Follower, Followers.Standing> all) {
        ArrayNode told = JsonNodeFactory.instance.arrayNode();
        all.entrySet().stream().sorted(Comparator.comparing(one -> one.getKey().toString())).forEach(one -> told.addObject()
                .put("kind", one.getKey().line().kind())
                .put("environment", word(one.getKey().line().environment()))
                .put("partner", one.getKey().partner().value())
                .put("change", one.getValue().change())
                .put("last", one.getValue().last()));
        return told;
    }

    /** How well items are published: on the whole, by region, of each publisher the worst, and which are likely the same. */
    static ObjectNode survey(Quality.Survey survey) {
        ObjectNode node = average(JsonNodeFactory.instance.objectNode(), survey.all());
        ObjectNode regions = node.putObject("regions");
        survey.regions().forEach((region, average) -> average(regions.putObject(region), average));
        ObjectNode publishers = node.putObject("worst");
        survey.worst().forEach((publisher, worst) -> {
            ArrayNode items = publishers.putArray(publisher);
            worst.forEach(rated -> items.addObject().put("id", rated.id()).put("score", rated.score()));
        });
        ArrayNode duplicates = node.putArray("duplicates");
        survey.duplicates().forEach(one -> {
            ArrayNode items = duplicates.addObject().put("number", one.number()).putArray("items");
            one.items().forEach(key -> items.addObject().put("publisher", key.publisher()).put("id", key.id()));
        });
        return node;
    }

    private static ObjectNode average(ObjectNode node, Quality.Average average) {
        return node.put("items", average.items()).put("score", Math.round(average.score() * 10) / 10.0);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
