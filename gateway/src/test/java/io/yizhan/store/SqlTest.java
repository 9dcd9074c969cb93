package io.yizhan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Instant NOW = Instant.parse("2026-11-22T08:10:20Z");

    @Test
    void binds_a_name_wherever_it_stands() {
        Sql twice = Sql.of("SELECT :word::text || '-' || :word::text");
        assertThat(database.jdbi().<List<String>, RuntimeException>withHandle(handle -> twice.on(handle).bind("word", "a").list(row -> row.getString(1))))
                .containsExactly("a-a");
    }

    @Test
    void binds_what_the_driver_takes_as_it_is() {
        UUID id = UUID.fromString("01935000-0000-7000-8000-000000000002");
        Sql one = Sql.of("SELECT :id");
        assertThat(database.jdbi().<List<UUID>, RuntimeException>withHandle(handle -> one.on(handle).bind("id", id).list(row -> row.getObject(1, UUID.class))))
                .containsExactly(id);
    }

    @Test
    void binds_a_time_with_its_zone() {
        Sql seconds = Sql.of("SELECT extract(epoch FROM :at)::bigint");
        assertThat(database.jdbi().<List<Long>, RuntimeException>withHandle(handle -> seconds.on(handle).bind("at", NOW).list(row -> row.getLong(1))))
                .containsExactly(NOW.getEpochSecond());
    }

    @Test
    void lists_the_rows_of_a_column_in_their_order() {
        Sql rows = Sql.of("SELECT word FROM unnest(:words) WITH ORDINALITY AS given (word, number) ORDER BY number");
        assertThat(database.jdbi().<List<String>, RuntimeException>withHandle(handle ->
                        rows.on(handle).bind("words", Column.text(Arrays.asList("b", null, "a"))).list(row -> row.getString(1))))
                .containsExactly("b", null, "a");
    }

    @Test
    void says_how_many_rows_it_changed() {
        Sql insert = Sql.of("INSERT INTO lease (name, token, ends) SELECT name, 1, :now FROM unnest(:names) AS lease (name)");
        assertThat(database.jdbi().<Integer, RuntimeException>withHandle(handle ->
                        insert.on(handle).bind("names", Column.text(List.of("a", "b"))).bind("now", NOW).execute()))
                .isEqualTo(2);
    }

    @Test
    void is_undone_with_the_transaction() {
        Sql insert = Sql.of("INSERT INTO lease (name, token, ends) VALUES ('undone', 1, :now)");
        database.jdbi().useTransaction(handle -> {
            insert.on(handle).bind("now", NOW).execute();
            handle.rollback();
        });
        assertThat(database.jdbi().<List<String>, RuntimeException>withHandle(handle ->
                        Sql.of("SELECT name FROM lease WHERE name = 'undone'").on(handle).list(row -> row.getString(1))))
                .isEmpty();
    }

    @Test
    void does_not_run_with_a_name_that_nothing_is_bound_to() {
        Sql one = Sql.of("SELECT :forgotten");
        assertThatThrownBy(() -> database.jdbi().useHandle(handle -> one.on(handle).list(row -> true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing is bound to forgotten");
    }

    @Test
    void fails_to_read_as_JDBI_does() {
        Sql wrong = Sql.of("SELECT 1 / 0");
        assertThatThrownBy(() -> database.jdbi().useHandle(handle -> wrong.on(handle).list(row -> true)))
                .isInstanceOf(JdbiException.class)
                .hasCauseInstanceOf(SQLException.class);
    }

    @Test
    void fails_to_write_as_JDBI_does() {
        Sql wrong = Sql.of("INSERT INTO lease (name) VALUES ('without the rest')");
        assertThatThrownBy(() -> database.jdbi().useHandle(handle -> wrong.on(handle).execute()))
                .isInstanceOf(JdbiException.class)
                .hasCauseInstanceOf(SQLException.class);
    }
}
