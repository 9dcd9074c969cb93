package io.yizhan.casework;

import io.yizhan.casework.Happening.Stepped;
import io.yizhan.store.Column;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Which cases someone may mean. */
record CaseReferences(Handle handle) {

    /**
     * Every case any of them may be about, and those that have heard it already. Each is looked up by itself ({@code OFFSET 0}): as long as a new
     * table has no statistics, a plan for all at once may go through everything a partner has.
     */
    List<UUID> ids(List<Stepped> steps) {
        if (steps.isEmpty()) {
            return List.of();
        }
        return handle.createQuery("""
                        WITH asked AS (SELECT * FROM unnest(:kinds, :environments, :senders, :numbers, :projects)
                            AS asked (kind, environment, partner, number, project))
                        SELECT id FROM asked CROSS JOIN LATERAL (SELECT id FROM case_file AS found
                            WHERE (found.kind, found.environment, found.number) = (asked.kind, asked.environment, asked.number) OFFSET 0) AS file
                        UNION SELECT case_id FROM (SELECT partner, kind, environment, number AS project FROM asked
                            UNION SELECT partner, kind, environment, project FROM asked) AS own
                            CROSS JOIN LATERAL (SELECT case_id FROM case_party AS found WHERE (found.partner, found.kind, found.environment, found.project)
                                = (own.partner, own.kind, own.environment, own.project) OFFSET 0) AS party
                        UNION SELECT case_id FROM case_event WHERE message = ANY(:messages)""")
                .bind("kinds", text(steps, Stepped::kind))
                .bind("environments", text(steps, step -> step.environment().name()))
                .bind("senders", text(steps, step -> step.from().value()))
                .bind("numbers", text(steps, Stepped::number))
                .bind("projects", text(steps, Stepped::project))
                .bind("messages", Column.uuid(steps.stream().map(step -> step.message().value()).toList()))
                .mapTo(UUID.class)
                .list();
    }

    private static Column text(List<Stepped> steps, Function<Stepped, String> value) {
        return Column.text(steps.stream().map(value).toList());
    }

    /** The asker's own by that number first, then those by their originators' number, newest first. */
    List<UUID> ids(String kind, Environment environment, PartnerId asker, String number) {
        return handle.createQuery("""
                        SELECT id FROM (
                            SELECT case_id AS id, 1 AS rank FROM case_party
                            WHERE partner = :asker AND kind = :kind AND environment = :environment AND project = :number
                            UNION ALL SELECT id, CASE originator WHEN :asker THEN 0 ELSE 2 END FROM case_file
                            WHERE kind = :kind AND environment = :environment AND number = :number) AS found
                        GROUP BY id ORDER BY min(rank), id DESC""")
                .bind("asker", asker.value())
                .bind("kind", kind)
                .bind("environment", environment.name())
                .bind("number", number)
                .mapTo(UUID.class)
                .list();
    }

    /** Names sort by time. */
    List<UUID> newest(Optional<MessageId> olderThan, int most) {
        return handle.createQuery("SELECT id FROM case_file WHERE CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid) ORDER BY id DESC LIMIT :most")
                .bind("before", olderThan.map(MessageId::value).orElse(null))
                .bind("most", most)
                .mapTo(UUID.class)
                .list();
    }
}
