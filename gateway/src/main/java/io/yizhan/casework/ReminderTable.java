package io.yizhan.casework;

import io.yizhan.store.Column;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reminders to come, and those that were sent. */
record ReminderTable(Handle handle) {

    /** A reminder, and of whom. */
    private record Row(UUID id, String party, Deadlines.Due due) {}

    /** Works the reminders of cases out anew. What was sent for a day stays sent. */
    void renew(List<Docket> dockets, Deadlines deadlines) {
        if (dockets.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        DELETE FROM case_reminder AS reminder USING (SELECT row.* FROM unnest(:ids) AS asked (id)
                            CROSS JOIN LATERAL (SELECT * FROM case_reminder WHERE case_id = asked.id AND NOT sent OFFSET 0) AS row) AS old
                        WHERE (reminder.case_id, reminder.party, reminder.what, reminder.due) = (old.case_id, old.party, old.what, old.due)
                            AND NOT reminder.sent""")
                .bind("ids", Column.uuid(dockets.stream().map(docket -> docket.id().value()).toList()))
                .execute();
        List<Row> rows = new ArrayList<>();
        dockets.forEach(docket -> docket.board().all().forEach(course -> deadlines.reminders(course)
                .forEach(due -> rows.add(new Row(docket.id().value(), course.plan().party(), due)))));
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        INSERT INTO case_reminder (case_id, party, what, due, at)
                        SELECT * FROM unnest(:ids, :parties, :what, :due, :at) ON CONFLICT DO NOTHING""")
                .bind("ids", Column.uuid(rows.stream().map(Row::id).toList()))
                .bind("parties", Column.text(rows.stream().map(Row::party).toList()))
                .bind("what", Column.text(rows.stream().map(row -> row.due().what().word()).toList()))
                .bind("due", new Column("date", rows.stream().map(row -> row.due().on().toString()).toArray(String[]::new)))
                .bind("at", Column.timestamptz(rows.stream().map(row -> row.due().at()).toList()))
                .execute();
    }

    List<Reminder> take(Instant now, int most) {
        return handle.createQuery("""
                        WITH due AS (SELECT case_id, party, what, due FROM case_reminder WHERE NOT sent AND at <= :now
                            ORDER BY at, case_id, party, what LIMIT :most FOR UPDATE SKIP LOCKED),
                        taken AS (UPDATE case_reminder AS reminder SET sent = true FROM due
                            WHERE (reminder.case_id, reminder.party, reminder.what, reminder.due) = (due.case_id, due.party, due.what, due.due)
                            RETURNING reminder.*)
                        SELECT taken.what, taken.due, taken.at, party.*, case_file.originator, case_file.number
                        FROM taken JOIN case_party AS party USING (case_id, party) JOIN case_file ON case_file.id = case_id""")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .map((row, context) -> reminder(row))
                .stream()
                .sorted(Comparator.comparing(Reminder::at)
                        .thenComparing(reminder -> reminder.caseId().toString())
                        .thenComparing(Reminder::party)
                        .thenComparing(Reminder::what))
                .toList();
    }

    private static Reminder reminder(ResultSet row) throws SQLException {
        MessageId id = new MessageId(row.getObject("case_id", UUID.class));
        PartnerId originator = new PartnerId(row.getString("originator"));
        Addressee party = new Addressee(row.getString("party"), new PartnerId(row.getString("partner")), row.getString("agreement"), false);
        return new Reminder(id, id.toString(), row.getString("kind"), Environment.valueOf(row.getString("environment")), originator,
                row.getString("number"), party.party(), Optional.ofNullable(row.getString("project")).orElse(""),
                Word.of(Reminder.What.class, row.getString("what")).orElseThrow(), row.getObject("due", LocalDate.class),
                row.getObject("at", OffsetDateTime.class).toInstant(), List.of(Addressee.originator(originator), party));
    }
}
