package io.yizhan.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.casework.Addressee;
import io.yizhan.casework.Reminder;
import io.yizhan.delivery.Target;
import io.yizhan.mapping.Canonical;
import io.yizhan.partner.Agreement;
import io.yizhan.partner.Directory;
import io.yizhan.partner.Endpoint;
import io.yizhan.vocabulary.Release;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Tells those who have to do with a case that a deadline comes near or is over: each reminder once, whichever node gets to it. */
final class Reminders {
    private static final int MOST = 200;

    private final Desk desk;

    Reminders(Desk desk) {
        this.desk = desk;
    }

    /** A reminder is taken off in the transaction that makes it a message. */
    int send() {
        return desk.jdbi().inTransaction(this::send);
    }

    private int send(Handle handle) {
        List<Reminder> due = desk.casework().remind(handle, desk.now(), MOST);
        List<Own> messages = new ArrayList<>();
        due.stream().filter(reminder -> desk.dialects().canonical().tellsDeadlines(reminder.kind())).forEach(reminder -> messages.add(message(reminder)));
        if (!messages.isEmpty()) {
            desk.records().ledger().appendSealed(handle, Own.add(handle, messages, desk.messages(), desk.outbox()));
        }
        return due.size();
    }

    private Own message(Reminder reminder) {
        ObjectNode in = JsonNodeFactory.instance.objectNode();
        in.put("number", reminder.number()).put("party", reminder.party()).put("project", reminder.project());
        in.put("what", reminder.what().word()).put("on", reminder.on().toString()).put("at", reminder.at().toString());
        JsonNode content = desk.dialects().canonical().deadline(reminder.kind(), in).fold(made -> made, refusal -> {
            throw new IllegalStateException("a rule of the gateway's own refuses: " + refusal.code());
        });
        List<Target> targets = reminder.tell().stream().map(to -> target(reminder, to)).toList();
        return desk.author().write(reminder.kind(), Canonical.DEADLINE_MESSAGE, reminder.environment(), reminder.subject(), content.toString(), targets);
    }

    private Target target(Reminder reminder, Addressee to) {
        Directory directory = desk.registry().directory();
        return new Target(
                to.partner(), to.party(), Endpoint.name(to.partner(), reminder.kind(), reminder.environment()), to.agreement(),
                directory.agreement(to.agreement()).map(Agreement::release).orElse(Release.FULL), to.copy());
    }
}
