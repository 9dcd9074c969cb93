package io.yizhan.dispatch;

import static io.yizhan.testing.Correspondence.recipient;
import static io.yizhan.testing.Correspondence.region;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.MariaDb;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What partners write into their own front-end databases comes in, once, and they learn there what was not taken. */
class UploadsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int THIRD = 2;
    private static final AtomicInteger NEXT = new AtomicInteger();

    @RegisterExtension
    @Order(1)
    static final TestDatabase front = TestDatabase.fresh();

    private static String maria = "";

    @RegisterExtension
    @Order(2)
    static final BeforeAllCallback others = context -> {
        if (MariaDb.installed()) {
            maria = MariaDb.of(context, Correspondence.SECRET).url();
        }
    };

    @RegisterExtension
    @Order(3)
    static final Correspondence world = Correspondence.usual()
            .partners(PartnersYaml.changed(UploadsTest::reached))
            .environment(() -> Map.of("FRONT", Correspondence.SECRET, front.user().toUpperCase(Locale.ROOT), front.password()));

    /** The engines, each with a partner of its own. */
    enum Engine {
        POSTGRESQL(Reach.TABLE_ON_POSTGRESQL),
        MARIADB(Reach.TABLE_ON_MARIADB);

        private final Reach reach;

        Engine(Reach reach) {
            this.reach = reach;
        }

        String partner() {
            return recipient(ordinal());
        }

        String table() {
            return "up_" + partner() + "_" + Receivers.TABLE;
        }

        String errors() {
            return "dn_" + partner() + "_" + Receivers.TABLE + "_error";
        }

        Jdbi database() {
            return this == POSTGRESQL ? front.jdbi() : Jdbi.create(maria, MariaDb.USER, Correspondence.SECRET);
        }
    }

    private static void reached(PartnersYaml file) {
        for (Engine engine : Engine.values()) {
            if (engine.reach.there()) {
                ObjectNode endpoint = file.endpoint(engine.partner(), "service-evaluation");
                endpoint.remove(List.of("url", "credential", "timeout"));
                endpoint.setAll((ObjectNode) new ObjectMapper().valueToTree(Receivers.endpoint(engine.reach, engine.partner(), front, maria)));
            }
            ObjectNode agreement = file.agreements().stream().filter(any -> any.path("kind").asText().equals("service-evaluation")).findFirst().orElseThrow().deepCopy();
            agreement.put("id", "of-" + engine.partner()).put("caller", engine.partner());
            file.file().withArray("agreements").add(agreement);
        }
    }

    private final String number = "u" + NEXT.getAndIncrement();

    @BeforeEach
    void agree_on_tables() {
        for (Engine engine : Engine.values()) {
            if (engine.reach.there()) {
                String agreed = "row_guid varchar(80) NOT NULL PRIMARY KEY, cd_operation char(1) NOT NULL, cd_batch varchar(32), cd_time timestamp NULL, data_source varchar(60)";
                engine.database().useHandle(handle -> {
                    handle.execute("CREATE TABLE IF NOT EXISTS " + engine.table() + " (" + agreed + ", cd_status char(1), payload text)");
                    handle.execute("CREATE TABLE IF NOT EXISTS " + engine.errors() + " (" + agreed + ", payload text, error_remark varchar(600))");
                });
            }
        }
    }

    private void write(Engine engine, String operation, String star) {
        Assumptions.assumeTrue(engine.reach.there(), "MariaDB is not installed on this machine: apt-get install mariadb-server-core mariadb-client-core");
        String payload = "{\"assessNo\": \"GJ-PJ-" + number + "\", \"objectType\": \"case\", \"objectAreaCode\": \"" + region(THIRD) + "00\", \"caseNo\": \"C-" + number
                + "\", \"source\": {\"areaCode\": \"330000\"}, \"assessChannel\": \"app\", \"assessTimes\": 1, \"star\": \"" + star
                + "\", \"assessTime\": \"20260401100000\"}";
        engine.database().useHandle(handle -> handle.createUpdate("INSERT INTO " + engine.table()
                        + " (row_guid, cd_operation, cd_batch, cd_time, data_source, payload) VALUES (:guid, :operation, 'b1', '2026-04-01 10:00:00', 'partner', :payload)")
                .bind("guid", number)
                .bind("operation", operation)
                .bind("payload", payload)
                .execute());
    }

    private String status(Engine engine) {
        return engine.database().withHandle(handle -> handle.createQuery("SELECT COALESCE(cd_status, 'new') FROM " + engine.table() + " WHERE row_guid = :guid")
                .bind("guid", number)
                .mapTo(String.class)
                .one());
    }

    private void becomes(Engine engine, String status) {
        Awaitility.await().atMost(LONG).until(() -> status(engine).equals(status));
    }

    private long delivered() {
        return world.received(recipient(THIRD)).stream().filter(request -> Receivers.number(request.getBodyAsString()).equals(number)).count();
    }

    private String remark(Engine engine) {
        return engine.database().withHandle(handle -> handle.createQuery("SELECT error_remark FROM " + engine.errors() + " WHERE row_guid = :guid")
                .bind("guid", number)
                .mapTo(String.class)
                .one());
    }

    @ParameterizedTest
    @EnumSource
    void becomes_a_message_of_its_owner(Engine engine) {
        write(engine, "I", "5");
        becomes(engine, "1");
        Awaitility.await().atMost(LONG).until(() -> delivered() == 1);
        List<String> messages = world.database().jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT sender || ' ' || assurance FROM message WHERE sender_id = :id")
                .bind("id", number)
                .mapTo(String.class)
                .list());
        assertThat(messages).containsExactly(engine.partner() + " place-only");
    }

    @ParameterizedTest
    @EnumSource
    void becomes_one_message_although_it_was_not_noted_that_it_was_taken(Engine engine) {
        write(engine, "I", "5");
        becomes(engine, "1");
        engine.database().useHandle(handle -> handle.execute("UPDATE " + engine.table() + " SET cd_status = NULL WHERE row_guid = ?", number));
        becomes(engine, "1");
        Awaitility.await().during(Duration.ofSeconds(2)).atMost(LONG).until(() -> delivered() == 1);
    }

    @ParameterizedTest
    @EnumSource
    void becomes_another_message_when_it_is_changed(Engine engine) {
        write(engine, "I", "5");
        becomes(engine, "1");
        engine.database().useHandle(handle -> handle.execute("UPDATE " + engine.table()
                + " SET cd_operation = 'U', cd_time = '2026-04-01 12:00:00', cd_status = NULL WHERE row_guid = ?", number));
        becomes(engine, "1");
        Awaitility.await().atMost(LONG).until(() -> delivered() == 2);
    }

    @ParameterizedTest
    @EnumSource
    void is_rejected_where_it_takes_back_what_was_said(Engine engine) {
        write(engine, "D", "5");
        becomes(engine, "2");
        assertThat(remark(engine)).startsWith("unmappable").contains("cd_operation");
    }

    @ParameterizedTest
    @EnumSource
    void is_rejected_with_the_reason_where_it_does_not_follow_the_schema(Engine engine) {
        write(engine, "I", "");
        becomes(engine, "2");
        assertThat(remark(engine)).startsWith("schema-violation 报文不符合规范").contains("/star");
    }
}
