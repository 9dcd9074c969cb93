package io.yizhan.casework;

import io.yizhan.casework.Happening.Opened;
import io.yizhan.casework.Happening.Stepped;
import io.yizhan.store.Column;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Cases as rows; what they come to is worked out anew from everything told, under a lock on the case. */
record PostgresCasework(Jdbi jdbi, Deadlines deadlines) implements Casework {
    private static final int BATCH = 500;
    private static final String CASES = """
            DELETE FROM case_file WHERE id IN
            (SELECT id FROM case_file WHERE ended < :before ORDER BY ended LIMIT :batch FOR UPDATE SKIP LOCKED)""";
    private static final String REFUSALS = """
            DELETE FROM case_refusal WHERE message IN
            (SELECT message FROM case_refusal WHERE recorded < :before ORDER BY recorded LIMIT :batch FOR UPDATE SKIP LOCKED)""";

    PostgresCasework(Jdbi jdbi, WorkingDays calendar) {
        this(jdbi, new Deadlines(calendar));
    }

    /**
     * Always in one order, so that two nodes cannot wait for each other: new cases by their numbers, then old ones by their names, and project
     * numbers last.
     */
    @Override
    public List<Consequence> apply(Handle handle, List<Happening> happenings) {
        if (happenings.isEmpty()) {
            return List.of();
        }
        RefusalTable refusals = new RefusalTable(handle);
        Map<MessageId, Refusal> refused = refusals.of(happenings.stream().map(Happening::message).toList());
        List<Happening> left = happenings.stream().filter(each -> !refused.containsKey(each.message())).toList();
        CaseTables tables = new CaseTables(handle);
        tables.open(plans(left));
        List<UUID> ids = new CaseReferences(handle).ids(left.stream().filter(Stepped.class::isInstance).map(Stepped.class::cast).toList());
        List<UUID> opened = left.stream().filter(Opened.class::isInstance).map(each -> each.message().value()).toList();
        Session session = new Session(tables.locked(Stream.concat(ids.stream(), opened.stream()).distinct().toList()));
        List<Consequence> consequences = new ArrayList<>();
        happenings.forEach(each -> consequences.add(Optional.ofNullable(refused.get(each.message()))
                .<Consequence>map(Consequence.Refused::new)
                .orElseGet(() -> session.take(each))));
        tables.save(session.told(), session.learned(), session.touched());
        new ReminderTable(handle).renew(session.touched(), deadlines);
        refusals.add(session.refused());
        return List.copyOf(consequences);
    }

    private static List<Plan> plans(List<Happening> happenings) {
        return happenings.stream()
                .filter(Opened.class::isInstance)
                .flatMap(each -> Plan.of((Opened) each).fold(Stream::of, refusal -> Stream.<Plan>empty()))
                .toList();
    }

    @Override
    public List<Reminder> remind(Handle handle, Instant now, int most) {
        return new ReminderTable(handle).take(now, most);
    }

    @Override
    public Optional<CaseFile> find(String kind, Environment environment, PartnerId asker, String number) {
        return jdbi.withHandle(handle -> {
            List<Docket> found = new CaseTables(handle).read(new CaseReferences(handle).ids(kind, environment, asker, number));
            return found.stream().filter(docket -> mayRead(docket, asker)).findFirst().map(this::file);
        });
    }

    private CaseFile file(Docket docket) {
        return CaseFile.of(docket, deadlines);
    }

    private static boolean mayRead(Docket docket, PartnerId asker) {
        Opened opened = docket.plan().opened();
        return opened.originator().equals(asker) || opened.inform().contains(asker) || !docket.partiesOf(asker).isEmpty();
    }

    @Override
    public Optional<CaseFile> named(MessageId id) {
        return jdbi.withHandle(handle -> new CaseTables(handle).read(List.of(id.value())).stream().findFirst().map(this::file));
    }

    @Override
    public List<CaseFile> newest(Optional<MessageId> olderThan, int most) {
        return jdbi.withHandle(handle -> {
            List<UUID> ids = new CaseReferences(handle).newest(olderThan, most);
            return new CaseTables(handle).read(ids).stream().map(this::file).toList();
        });
    }

    @Override
    public Optional<MessageId> oldestOpen(String kind) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM case_file WHERE kind = :kind AND ended IS NULL ORDER BY id LIMIT 1")
                .bind("kind", kind)
                .mapTo(UUID.class)
                .findOne()
                .map(MessageId::new));
    }

    @Override
    public void unmapped(Unmapped told) {
        jdbi.useHandle(handle -> new RefusalTable(handle).unmapped(told));
    }

    @Override
    public List<Unmapped> unmapped(int most) {
        return jdbi.withHandle(handle -> new RefusalTable(handle).unmapped(most));
    }

    @Override
    public List<MessageId> open(List<MessageId> ids) {
        return ids.isEmpty() ? List.of() : jdbi.withHandle(handle -> handle
                .createQuery("SELECT id FROM case_file WHERE id IN (SELECT * FROM unnest(:ids)) AND ended IS NULL")
                .bind("ids", Column.uuid(ids.stream().map(MessageId::value).toList()))
                .mapTo(UUID.class)
                .map(MessageId::new)
                .list());
    }

    @Override
    public int forget(Instant before) {
        inBatches(REFUSALS, before);
        return inBatches(CASES, before);
    }

    /** Rows another node has at the moment are left to it. */
    private int inBatches(String delete, Instant before) {
        int forgotten = 0;
        int batch;
        do {
            batch = jdbi.withHandle(handle -> handle.createUpdate(delete)
                    .bind("before", before.atOffset(ZoneOffset.UTC))
                    .bind("batch", BATCH)
                    .execute());
            forgotten += batch;
        } while (batch == BATCH);
        return forgotten;
    }
}
