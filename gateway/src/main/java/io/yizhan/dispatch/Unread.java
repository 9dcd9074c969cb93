package io.yizhan.dispatch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.casework.CaseFile;
import io.yizhan.casework.Casework;
import io.yizhan.contract.Kind;
import io.yizhan.dispatch.Acceptance.Entrusted;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Rooms;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;

/**
 * What a party of a case told in a code nobody knows: it is refused, the case waits, and an operator is shown where it stands. To find out which
 * case it is about, the rest of the message is read without that code.
 */
record Unread(Rooms rooms, Casework casework) {
    private static final int MOST_CODES = 10;
    /** Anything longer may be what somebody wrote: a name, a number, a date of birth. */
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z_.-]{1,6}");

    /** @return what the sender is told */
    Refusal noted(Entrusted entrusted, Refusal refusal) {
        Kind kind = rooms.contract().kind(entrusted.since(Identified.class).kind()).orElseThrow(() -> new IllegalStateException("a route without its kind"));
        if (refusal.code() != RefusalCode.UNMAPPABLE || !kind.isCase() || kind.messages().indexOf(entrusted.message()) < 1) {
            return refusal;
        }
        try {
            unmapped(entrusted, kind, refusal).ifPresent(casework::unmapped);
            return refusal;
        } catch (JdbiException away) {
            return Refusal.of(RefusalCode.EVIDENCE_UNAVAILABLE, "");
        }
    }

    private Optional<Casework.Unmapped> unmapped(Entrusted entrusted, Kind kind, Refusal refusal) {
        Identified who = entrusted.since(Identified.class);
        PartnerId partner = who.partner().id();
        JsonNode rest = rest(entrusted, refusal);
        Kind.Numbers names = kind.numbers().orElseThrow();
        String said = rest.path(names.party()).asText("");
        return Stream.of(names.project(), names.number())
                .map(name -> rest.path(name).asText(""))
                .filter(number -> !number.isEmpty())
                .flatMap(number -> casework.find(kind.name(), who.caller().key().environment(), partner, number).stream())
                .findFirst()
                .flatMap(file -> party(file, partner, said).map(party -> new Casework.Unmapped(
                        file.id(), kind.name(), file.number(), partner, party, who.before().id(), entrusted.message(), refusal.place(),
                        code(entrusted, refusal), rooms.now())));
    }

    private static Optional<String> party(CaseFile file, PartnerId partner, String said) {
        List<String> own = file.parties().stream().filter(party -> party.partner().equals(partner)).map(CaseFile.Party::party).toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(own.contains(said) ? said : own.size() == 1 ? own.get(0) : "");
    }

    private static String code(Entrusted entrusted, Refusal refusal) {
        String text = at(refusal).map(entrusted.opened().payload()::at).map(node -> node.asText("")).orElse("");
        return CODE.matcher(text).matches() ? text : "";
    }

    private static Optional<JsonPointer> at(Refusal refusal) {
        return Optional.of(refusal.place()).filter(place -> place.startsWith("/")).map(JsonPointer::compile);
    }

    /** In canonical form, without all that cannot be read; missing where there is no more to it. */
    private JsonNode rest(Entrusted entrusted, Refusal refusal) {
        Identified who = entrusted.since(Identified.class);
        JsonNode left = entrusted.opened().payload().deepCopy();
        Optional<Refusal> trouble = Optional.of(refusal);
        for (int i = 0; i < MOST_CODES && trouble.flatMap(Unread::at).isPresent(); i++) {
            remove(left, trouble.flatMap(Unread::at).orElseThrow());
            Outcome<JsonNode> read = who.dialect().toCanonical(who.kind(), entrusted.message(), left);
            if (read instanceof Outcome.Accepted<JsonNode> yes) {
                return yes.value();
            }
            trouble = read.fold(none -> Optional.empty(), Optional::of);
        }
        return MissingNode.getInstance();
    }

    private static void remove(JsonNode from, JsonPointer place) {
        JsonNode parent = from.at(place.head());
        if (parent instanceof ObjectNode object) {
            object.remove(place.last().getMatchingProperty());
        } else if (parent instanceof ArrayNode array) {
            array.setNull(place.last().getMatchingIndex());
        }
    }
}
