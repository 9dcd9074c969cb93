package io.yizhan.frontdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.frontdb.FrontDatabase.Put;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What front-end databases do, whoever makes them. */
abstract class FrontDatabaseContract {
    private static final Instant NOW = Instant.parse("2026-04-03T01:00:00Z");
    private static final String AGREED = "row_guid varchar(80) NOT NULL PRIMARY KEY, cd_operation char(1) NOT NULL, cd_batch varchar(32), cd_time timestamp NULL, "
            + "data_source varchar(60)";

    private final FrontDatabases databases = FrontDatabases.pooled();

    abstract FrontDatabases.Address address();

    abstract Jdbi aside();

    @BeforeEach
    void agree_on_tables() {
        aside().useHandle(handle -> {
            List.of("dn_use", "up_use", "dn_use_error").forEach(table -> handle.execute("DROP TABLE IF EXISTS " + table));
            handle.execute("CREATE TABLE dn_use (" + AGREED + ", payload text, project_no varchar(10), assess_number integer)");
            handle.execute("CREATE TABLE up_use (" + AGREED + ", cd_status char(1), payload text, project_no varchar(10), assess_number integer)");
            handle.execute("CREATE TABLE dn_use_error (" + AGREED + ", payload text, error_remark varchar(600))");
        });
    }

    @AfterEach
    void end() {
        databases.close();
    }

    private FrontDatabase database() {
        return databases.at(address());
    }

    private static FrontRow row(String guid, Map<String, String> columns) {
        return FrontRow.of(guid, NOW, "yizhan", "{\"a\": \"样本\"}", columns);
    }

    private List<String> read(String sql) {
        return aside().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    @Test
    void writes_a_row_with_the_agreed_columns() {
        database().put("dn_use", row("g1", Map.of()));
        assertThat(read("SELECT CONCAT(row_guid, ' ', cd_operation, ' ', cd_batch, ' ', data_source, ' ', payload) FROM dn_use"))
                .containsExactly("g1 I 202604030900 yizhan {\"a\": \"样本\"}");
    }

    @Test
    void writes_the_columns_the_table_has_and_leaves_the_others_out() {
        database().put("dn_use", row("g1", Map.of("project_no", "P1", "assess_number", "3", "unknown", "x")));
        assertThat(read("SELECT CONCAT(project_no, ' ', assess_number) FROM dn_use")).containsExactly("P1 3");
    }

    @Test
    void writes_a_row_once_however_often_it_is_asked_to() {
        database().put("dn_use", row("g1", Map.of()));
        assertThat(database().put("dn_use", row("g1", Map.of()))).isEqualTo(Put.STORED);
        assertThat(read("SELECT count(*) FROM dn_use")).containsExactly("1");
    }

    @Test
    void tells_what_a_table_does_not_take() {
        assertThat(database().put("dn_use", row("g1", Map.of("project_no", "longer than ten characters")))).isEqualTo(Put.REFUSED);
    }

    @Test
    void leaves_for_later_what_has_no_table() {
        assertThat(database().put("dn_other", row("g1", Map.of()))).isEqualTo(Put.LATER);
    }

    @Test
    void leaves_for_later_what_cannot_be_reached() {
        FrontDatabases.Address known = address();
        FrontDatabases.Address wrong = new FrontDatabases.Address("wrong", known.url(), known.user(), new byte[] {'x'}, 1, Duration.ofSeconds(1));
        assertThat(databases.at(wrong).put("dn_use", row("g1", Map.of()))).isEqualTo(Put.LATER);
    }

    @Test
    void reads_what_is_new_the_oldest_first() {
        news("g2", "I", "2026-04-03 10:00:00");
        news("g1", "I", "2026-04-03 11:00:00");
        assertThat(database().news("up_use", 10)).extracting(FrontRow::guid).containsExactly("g2", "g1");
    }

    private void news(String guid, String operation, String time) {
        aside().useHandle(handle -> handle.execute("INSERT INTO up_use (row_guid, cd_operation, cd_batch, cd_time, data_source, payload, project_no, assess_number) "
                + "VALUES ('" + guid + "', '" + operation + "', 'b1', '" + time + "', 'partner', '{}', 'P1', 3)"));
    }

    @Test
    void tells_numbers_from_texts() {
        news("g1", "I", "2026-04-03 10:00:00");
        assertThat(database().news("up_use", 10).get(0).numbers()).containsExactly("assess_number");
    }

    @Test
    void finds_nothing_where_there_is_no_table() {
        assertThat(database().news("up_other", 10)).isEmpty();
    }

    @Test
    void finds_no_row_again_that_was_taken() {
        news("g1", "I", "2026-04-03 10:00:00");
        database().taken("up_use", database().news("up_use", 10).get(0));
        assertThat(database().news("up_use", 10)).isEmpty();
    }

    @Test
    void finds_a_row_again_that_was_changed_while_it_was_taken() {
        news("g1", "I", "2026-04-03 10:00:00");
        FrontRow read = database().news("up_use", 10).get(0);
        aside().useHandle(handle -> handle.execute("UPDATE up_use SET cd_operation = 'U', cd_time = '2026-04-03 12:00:00'"));
        database().taken("up_use", read);
        assertThat(database().news("up_use", 10)).extracting(FrontRow::operation).containsExactly("U");
    }

    @Test
    void returns_a_rejected_row_with_a_remark() {
        news("g1", "I", "2026-04-03 10:00:00");
        database().rejected("up_use", "dn_use_error", database().news("up_use", 10).get(0), "schema-violation 报文不符合规范");
        assertThat(read("SELECT CONCAT(row_guid, ' ', error_remark) FROM dn_use_error")).containsExactly("g1 schema-violation 报文不符合规范");
        assertThat(read("SELECT cd_status FROM up_use")).containsExactly("2");
    }

    @Test
    void says_the_newest_reason_where_a_row_is_rejected_again() {
        news("g1", "I", "2026-04-03 10:00:00");
        FrontRow row = database().news("up_use", 10).get(0);
        database().rejected("up_use", "dn_use_error", row, "one");
        database().rejected("up_use", "dn_use_error", row, "another");
        assertThat(read("SELECT error_remark FROM dn_use_error")).containsExactly("another");
    }

    @Test
    void says_in_the_row_alone_that_it_is_rejected_where_there_is_no_table_for_those() {
        news("g1", "I", "2026-04-03 10:00:00");
        database().rejected("up_use", "dn_other_error", database().news("up_use", 10).get(0), "one");
        assertThat(read("SELECT cd_status FROM up_use")).containsExactly("2");
    }

    @Test
    void takes_no_name_that_is_none() {
        assertThatThrownBy(() -> database().put("dn_use; drop table dn_use", row("g1", Map.of()))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void says_nothing_of_what_stands_in_a_row() {
        assertThat(row("g1", Map.of("holder", "样本")).toString()).isEqualTo("g1 I");
    }
}
