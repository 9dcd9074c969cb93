package io.yizhan.casework;

import io.yizhan.casework.Happening.Opened;
import io.yizhan.store.Column;
import io.yizhan.vocabulary.MessageId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Cases, their parties and what was told about them, written and locked. */
record CaseTables(Handle handle) {

    /** Writes new cases; a number that has one already, or a case that is there already, is left as it is. */
    void open(List<Plan> plans) {
        if (plans.isEmpty()) {
            return;
        }
        List<Opened> cases = plans.stream().map(Plan::opened).toList();
        Set<UUID> written = new HashSet<>(handle.createQuery("""
                        INSERT INTO case_file (id, kind, environment, originator, number, mode, rule, opened, inform, stages)
                        SELECT id, kind, environment, originator, number, mode, rule, opened, CAST(inform AS text[]), CAST(stages AS text[])
                        FROM unnest(:ids, :kinds, :environments, :originators, :numbers, :modes, :rules, :opened, :inform, :stages)
                            WITH ORDINALITY AS new (id, kind, environment, originator, number, mode, rule, opened, inform, stages, place)
                        ORDER BY kind, environment, number, originator, place ON CONFLICT DO NOTHING RETURNING id""")
                .bind("ids", Column.uuid(column(cases, opened -> opened.message().value())))
                .bind("kinds", Column.text(column(cases, Opened::kind)))
                .bind("environments", Column.text(column(cases, opened -> opened.environment().name())))
                .bind("originators", Column.text(column(cases, opened -> opened.originator().value())))
                .bind("numbers", Column.text(column(cases, Opened::number)))
                .bind("modes", Column.text(column(cases, opened -> opened.mode().word())))
                .bind("rules", Column.text(column(cases, opened -> opened.rule().word())))
                .bind("opened", Column.timestamptz(column(cases, Opened::at)))
                .bind("inform", Column.text(column(cases, opened -> array(opened.inform().stream().map(Object::toString).toList()))))
                .bind("stages", Column.text(column(cases, opened -> array(opened.stages()))))
                .mapTo(UUID.class)
                .list());
        parties(cases.stream().filter(opened -> written.contains(opened.message().value())).toList());
    }

    /** A party and its place among those of its case. */
    private record Row(Opened opened, PartyPlan party, long place) {}

    private void parties(List<Opened> cases) {
        List<Row> rows = new ArrayList<>();
        cases.forEach(opened -> opened.parties().forEach(party -> rows.add(new Row(opened, party, opened.parties().indexOf(party)))));
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        INSERT INTO case_party (case_id, party, place, kind, environment, partner, agreement, after, statutory_days, promised_days)
                        SELECT case_id, party, place, kind, environment, partner, agreement, CAST(after AS text[]), statutory_days, promised_days
                        FROM unnest(:cases, :parties, :places, :kinds, :environments, :partners, :agreements, :after, :statutory, :promised)
                            AS new (case_id, party, place, kind, environment, partner, agreement, after, statutory_days, promised_days)""")
                .bind("cases", Column.uuid(column(rows, row -> row.opened().message().value())))
                .bind("parties", Column.text(column(rows, row -> row.party().party())))
                .bind("places", Column.int8(column(rows, Row::place)))
                .bind("kinds", Column.text(column(rows, row -> row.opened().kind())))
                .bind("environments", Column.text(column(rows, row -> row.opened().environment().name())))
                .bind("partners", Column.text(column(rows, row -> row.party().partner().value())))
                .bind("agreements", Column.text(column(rows, row -> row.party().agreement())))
                .bind("after", Column.text(column(rows, row -> array(row.party().after()))))
                .bind("statutory", Column.int8(column(rows, row -> days(row.party().statutoryDays()))))
                .bind("promised", Column.int8(column(rows, row -> days(row.party().promisedDays()))))
                .execute();
    }

    private static Long days(OptionalInt days) {
        return days.isPresent() ? (long) days.getAsInt() : null;
    }

    /** A column as a list that may hold nulls. */
    static <S, T> List<T> column(Collection<S> rows, Function<S, T> value) {
        List<T> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        return column;
    }

    /** The literal of an array (PostgreSQL 15 §8.15.2): an array of arrays would be taken apart to its last element. */
    static String array(Collection<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** The cases as they are now and stay until the transaction ends. Locked sorted, before anything else of them is read. */
    List<Docket> locked(List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        handle.createQuery("SELECT id FROM case_file WHERE id = ANY(:ids) ORDER BY id FOR UPDATE").bind("ids", Column.uuid(ids)).mapTo(UUID.class).list();
        return read(ids);
    }

    /** In the order of the ids; those that are not there are left out. */
    List<Docket> read(List<UUID> ids) {
        return ids.isEmpty() ? List.of() : new CaseRows(handle).read(ids);
    }

    /** Writes what was told anew. Project numbers come last: another node may be telling another case the same one. */
    void save(Map<MessageId, List<Told>> told, Map<MessageId, Map<String, String>> learned, List<Docket> touched) {
        told(told);
        ended(touched);
        learned(learned);
    }

    /** One thing told, and about which case. */
    private record Event(MessageId id, Told told) {}

    private void told(Map<MessageId, List<Told>> told) {
        List<Event> rows = new ArrayList<>();
        told.forEach((id, each) -> each.forEach(one -> rows.add(new Event(id, one))));
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        INSERT INTO case_event (message, case_id, place, sender, by_originator, parties, step, conclusion, stage, promised_on, at, counts, content)
                        SELECT message, case_id, place, sender, by_originator, CAST(parties AS text[]), step, conclusion, stage, promised_on, at, counts, content
                        FROM unnest(:messages, :cases, :places, :senders, :byOriginator, :parties, :steps, :conclusions, :stages, :promisedOn, :at, :counts, :contents)
                            AS new (message, case_id, place, sender, by_originator, parties, step, conclusion, stage, promised_on, at, counts, content)""")
                .bind("messages", Column.uuid(column(rows, row -> row.told().message().value())))
                .bind("cases", Column.uuid(column(rows, row -> row.id().value())))
                .bind("places", Column.int8(column(rows, row -> (long) row.told().position())))
                .bind("senders", Column.text(column(rows, row -> row.told().from().value())))
                .bind("byOriginator", new Column("bool", column(rows, row -> row.told().byOriginator()).toArray(Boolean[]::new)))
                .bind("parties", Column.text(column(rows, row -> array(row.told().parties()))))
                .bind("steps", Column.text(column(rows, row -> row.told().step().word())))
                .bind("conclusions", Column.text(column(rows, row -> row.told().move().conclusion().map(Word::word).orElse(null))))
                .bind("stages", Column.int8(column(rows, row -> (long) row.told().move().stage())))
                .bind("promisedOn", new Column("date", column(rows, row -> row.told().promisedOn().map(Object::toString).orElse(null)).toArray(String[]::new)))
                .bind("at", Column.timestamptz(column(rows, row -> row.told().at())))
                .bind("counts", Column.timestamptz(column(rows, row -> row.told().counts())))
                .bind("contents", Column.bytea(column(rows, row -> row.told().content().bytes())))
                .execute();
    }

    /** Never before it was heard: what is dated back must not be forgotten at once. */
    private void ended(List<Docket> touched) {
        if (touched.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        UPDATE case_file SET ended = CASE WHEN new.ended IS NOT NULL THEN greatest(new.ended, now()) END
                        FROM unnest(:ids, :ended) AS new (id, ended)
                        WHERE case_file.id = new.id AND (new.ended IS NULL) <> (case_file.ended IS NULL)""")
                .bind("ids", Column.uuid(column(touched, docket -> docket.id().value())))
                .bind("ended", new Column("timestamptz",
                        column(touched, docket -> docket.board().concluded().map(Object::toString).orElse(null)).toArray(String[]::new)))
                .execute();
    }

    private record Project(UUID id, String party, String project) {}

    private void learned(Map<MessageId, Map<String, String>> learned) {
        List<Project> rows = new ArrayList<>();
        learned.forEach((id, byParty) -> byParty.forEach((party, project) -> rows.add(new Project(id.value(), party, project))));
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        UPDATE case_party AS party SET project = new.project FROM unnest(:ids, :parties, :projects) AS new (id, party, project)
                        WHERE (party.case_id, party.party) = (new.id, new.party)""")
                .bind("ids", Column.uuid(column(rows, Project::id)))
                .bind("parties", Column.text(column(rows, Project::party)))
                .bind("projects", Column.text(column(rows, Project::project)))
                .execute();
    }
}
