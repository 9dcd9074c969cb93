package io.yizhan.casework;

import io.yizhan.casework.Casework.Unmapped;
import io.yizhan.store.Column;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** What was refused, by message; and of that, what waits for an operator. */
record RefusalTable(Handle handle) {

    Map<MessageId, Refusal> of(List<MessageId> messages) {
        Map<MessageId, Refusal> refused = new HashMap<>();
        handle.createQuery("SELECT message, code, place, expected FROM case_refusal WHERE message = ANY(:messages)")
                .bind("messages", Column.uuid(messages.stream().map(MessageId::value).toList()))
                .map((row, context) -> Map.entry(new MessageId(row.getObject("message", UUID.class)),
                        Refusal.of(RefusalCode.valueOf(row.getString("code")), row.getString("place"), row.getString("expected"))))
                .forEach(entry -> refused.put(entry.getKey(), entry.getValue()));
        return refused;
    }

    void unmapped(Unmapped told) {
        handle.createUpdate("""
                        INSERT INTO case_unmapped (case_id, partner, party, place, code, message, part, at)
                        VALUES (:case, :partner, :party, :place, :code, :message, :part, :at)
                        ON CONFLICT (case_id, partner, party, place, code) DO UPDATE SET message = excluded.message, at = excluded.at""")
                .bind("case", told.caseId().value())
                .bind("partner", told.partner().value())
                .bind("party", told.party())
                .bind("place", told.place())
                .bind("code", told.code())
                .bind("message", told.message().value())
                .bind("part", told.part())
                .bind("at", told.at().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Names of messages sort by time. */
    List<Unmapped> unmapped(int most) {
        return handle.createQuery("""
                        SELECT u.case_id, f.kind, f.number, u.partner, u.party, u.message, u.part, u.place, u.code, u.at
                        FROM case_unmapped u JOIN case_file f ON f.id = u.case_id
                        WHERE NOT EXISTS (SELECT 1 FROM case_event e
                            WHERE e.case_id = u.case_id AND e.sender = u.partner AND NOT e.by_originator AND e.message > u.message
                                AND e.step IN (SELECT * FROM unnest(:ends)) AND (u.party = '' OR u.party = ANY(e.parties)))
                        ORDER BY u.message LIMIT :most""")
                .bind("ends", Column.text(Stream.of(Step.values()).filter(Step::ends).map(Step::word).toList()))
                .bind("most", most)
                .map((row, context) -> new Unmapped(
                        new MessageId(row.getObject("case_id", UUID.class)), row.getString("kind"), row.getString("number"),
                        new PartnerId(row.getString("partner")), row.getString("party"), new MessageId(row.getObject("message", UUID.class)),
                        row.getString("part"), row.getString("place"), row.getString("code"), row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    void add(Map<MessageId, Refusal> refused) {
        if (refused.isEmpty()) {
            return;
        }
        handle.createUpdate("INSERT INTO case_refusal (message, code, place, expected) SELECT * FROM unnest(:messages, :codes, :places, :expected)")
                .bind("messages", Column.uuid(refused.keySet().stream().map(MessageId::value).toList()))
                .bind("codes", Column.text(refused.values().stream().map(refusal -> refusal.code().name()).toList()))
                .bind("places", Column.text(refused.values().stream().map(Refusal::place).toList()))
                .bind("expected", Column.text(refused.values().stream().map(Refusal::expected).toList()))
                .execute();
    }
}
