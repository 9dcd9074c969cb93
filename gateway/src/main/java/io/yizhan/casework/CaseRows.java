package io.yizhan.casework;

import io.yizhan.casework.Happening.Mode;
import io.yizhan.casework.Happening.Opened;
import io.yizhan.casework.Happening.Rule;
import io.yizhan.store.Column;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Cases read back from their tables, several at once. */
record CaseRows(Handle handle) {

    /** A case as it is gathered. */
    private record Gathered(List<PartyPlan> parties, Map<String, String> projects, List<Told> told) {
        Gathered() {
            this(new ArrayList<>(), new TreeMap<>(), new ArrayList<>());
        }
    }

    List<Docket> read(List<UUID> ids) {
        Map<UUID, Gathered> gathered = new HashMap<>();
        ids.forEach(id -> gathered.put(id, new Gathered()));
        each(ofEach("case_party"), ids,
                row -> party(row, gathered.get(row.getObject("case_id", UUID.class))));
        each(ofEach("case_event"), ids,
                row -> gathered.get(row.getObject("case_id", UUID.class)).told().add(told(row)));
        List<Docket> dockets = new ArrayList<>();
        each("SELECT * FROM case_file WHERE id = ANY(:ids)", ids, row -> dockets.add(docket(row, gathered.get(row.getObject("id", UUID.class)))));
        Map<UUID, Integer> places = new HashMap<>();
        ids.forEach(id -> places.put(id, places.size()));
        dockets.sort(Comparator.comparingInt(docket -> places.get(docket.id().value())));
        return dockets;
    }

    /** Case by case: for many at once a table that has no statistics yet would be read whole. */
    private static String ofEach(String table) {
        return "SELECT row.* FROM unnest(:ids) AS asked (id) CROSS JOIN LATERAL (SELECT * FROM " + table
                + " WHERE case_id = asked.id OFFSET 0) AS row ORDER BY row.case_id, row.place";
    }

    @FunctionalInterface
    private interface Reading {
        void read(ResultSet row) throws SQLException;
    }

    private void each(String sql, List<UUID> ids, Reading reading) {
        handle.createQuery(sql)
                .bind("ids", Column.uuid(ids))
                .map((row, context) -> {
                    reading.read(row);
                    return true;
                })
                .list();
    }

    private static void party(ResultSet row, Gathered gathered) throws SQLException {
        String party = row.getString("party");
        gathered.parties().add(new PartyPlan(party, new PartnerId(row.getString("partner")), row.getString("agreement"),
                Set.copyOf(texts(row, "after")), days(row, "statutory_days"), days(row, "promised_days")));
        Optional.ofNullable(row.getString("project")).ifPresent(project -> gathered.projects().put(party, project));
    }

    private static Told told(ResultSet row) throws SQLException {
        Standing.Move move = new Standing.Move(word(Step.class, row.getString("step")),
                Optional.ofNullable(row.getString("conclusion")).map(word -> word(Conclusion.class, word)), row.getInt("stage"));
        return new Told(new MessageId(row.getObject("message", UUID.class)), row.getInt("place"), new PartnerId(row.getString("sender")),
                row.getBoolean("by_originator"), texts(row, "parties"), move, Optional.ofNullable(row.getObject("promised_on", LocalDate.class)),
                instant(row, "at"), instant(row, "counts"), Digest.of(row.getBytes("content")));
    }

    private static Docket docket(ResultSet row, Gathered gathered) throws SQLException {
        Opened opened = new Opened(new MessageId(row.getObject("id", UUID.class)), row.getString("kind"),
                Environment.valueOf(row.getString("environment")), new PartnerId(row.getString("originator")), row.getString("number"),
                word(Mode.class, row.getString("mode")), word(Rule.class, row.getString("rule")), gathered.parties(), instant(row, "opened"),
                texts(row, "inform").stream().map(PartnerId::new).toList(), texts(row, "stages"));
        Plan plan = Plan.of(opened).fold(value -> value, refusal -> {
            throw new IllegalStateException("case " + opened.message() + " was written without an order of its parties");
        });
        return Docket.of(plan, Map.copyOf(gathered.projects()), List.copyOf(gathered.told()));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static OptionalInt days(ResultSet row, String column) throws SQLException {
        Integer days = row.getObject(column, Integer.class);
        return days == null ? OptionalInt.empty() : OptionalInt.of(days);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static <E extends Enum<E> & Word> E word(Class<E> type, String word) {
        return Word.of(type, word).orElseThrow();
    }
}
