package io.yizhan.casework;

import io.yizhan.store.Column;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What was refused, by message. */
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
