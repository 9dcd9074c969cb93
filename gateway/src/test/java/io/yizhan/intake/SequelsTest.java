package io.yizhan.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.delivery.Sequels;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.NativePartner;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.MessageId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An answer to a question that nobody had answered is published by who gave it, where everybody may see both. */
class SequelsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final NativePartner FOLLOWER = new NativePartner("follower");
    /** Who may ask by a case, too. */
    private static final NativePartner ASKER = new NativePartner("asker");
    /** By whom nothing may be published. */
    /** May publish one a day. */
    private static final int SCARCE = 5;
    private static final int UNAGREED = 3;

    @RegisterExtension
    static final Correspondence world = Correspondence.usual().partners(PartnersYaml.changed(SequelsTest::consulting));

    private static void consulting(PartnersYaml file) {
        FOLLOWER.join(file, "jiangxi", "36");
        ASKER.join(file, "jiangxi", "3601");
        file.partner("follower").withArray("endpoints").addObject().put("kind", "policy-questions").put("environment", "production").put("way", "mailbox").put("timeout", "60s");
        for (String kind : List.of("consultation", "policy-questions")) {
            file.agreementLike("all-joint-approval", "asker-" + kind, "").put("kind", kind).put("caller", "asker").putArray("purposes");
        }
        file.agreementLike("all-joint-approval", "consultations", "").put("kind", "consultation").putArray("purposes");
        for (int i = 0; i < 6; i++) {
            String recipient = Correspondence.recipient(i);
            ObjectNode endpoint = file.endpoint(recipient, "joint-approval").deepCopy();
            endpoint.put("kind", "consultation").put("url", endpoint.path("url").asText().replace("/case/", "/consult/"));
            file.partner(recipient).withArray("endpoints").add(endpoint);
            if (i != UNAGREED) {
                ObjectNode published = file.agreementLike("ratings-" + recipient, "questions-" + recipient, "").put("kind", "policy-questions");
                published.putArray("purposes");
                published.putArray("answers").add("follower");
                if (i == SCARCE) {
                    published.put("daily-quota", 1);
                }
            }
        }
        ObjectNode sender = file.endpoint("sender", "joint-approval").deepCopy().put("kind", "consultation");
        file.partner("sender").withArray("endpoints").add(sender);
    }

    @Test
    void an_answer_everybody_may_see_becomes_an_item_that_is_found() {
        ask("HD-1", 0, "1");
        answer("HD-1", 0, "租金减免可在线申请（样本）。", true);

        assertThat(found("租金减免可在线申请（样本）。")).contains("\"publisher\":\"r0\"", "样本问题如何办理");
    }

    @Test
    void where_nothing_is_found_it_is_told_how_to_ask() {
        String nothing = FOLLOWER.get(world.url(), "/catalogue/questions?words=" + URLEncoder.encode("无人问过", StandardCharsets.UTF_8), Headers.none()).body();
        assertThat(nothing).contains("\"total\":0").doesNotContain("\"ask\"");
        assertThat(ASKER.get(world.url(), "/catalogue/questions?words=" + URLEncoder.encode("无人问过", StandardCharsets.UTF_8), Headers.none()).body())
                .contains("\"ask\":{\"kind\":\"consultation\",\"message\":\"submit\",\"place\":\"/exchange/consultation\"}");
    }

    @Test
    void who_seeks_by_words_is_told_how_to_ask_about_the_region_also_where_something_else_is_found() {
        ask("HD-16", 0, "1");
        answer("HD-16", 0, "可跨省通办（样本）。", true);
        found("可跨省通办（样本）。");
        String region = Correspondence.region(0) + "00";

        assertThat(ASKER.get(world.url(), "/catalogue/questions?region=" + region + "&words=" + URLEncoder.encode("跨省", StandardCharsets.UTF_8), Headers.none()).body())
                .contains("可跨省通办（样本）。", "\"place\":\"/exchange/consultation\",\"region\":\"" + region + "\"");
        assertThat(ASKER.get(world.url(), "/catalogue/questions", Headers.none()).body()).doesNotContain("\"ask\"");
    }

    @Test
    void an_answer_beyond_the_quota_of_a_day_waits_for_another() {
        for (String number : List.of("HD-17", "HD-18")) {
            ask(number, SCARCE, "1");
            answer(number, SCARCE, "样本" + number, true);
        }

        settled();
        assertThat(published(SCARCE)).isEqualTo(1);
        assertThat(world.database().jdbi().<Long, RuntimeException>withHandle(handle ->
                handle.select("SELECT count(*) FROM sequel AS s JOIN message AS m ON m.id = s.message WHERE s.attempts > 0 AND m.sender = ?",
                        Correspondence.recipient(SCARCE)).mapTo(Long.class).one())).isEqualTo(1);
    }

    @Test
    void the_same_answer_told_twice_is_published_once() {
        ask("HD-2", 1, "1");
        answer("HD-2", 1, "一次办好（样本）。", true);
        answer("HD-2", 1, "一次办好（样本）。", true);
        answer("HD-2", "again", 1, "一次办好（样本）。", true);

        found("一次办好（样本）。");
        settled();
        assertThat(published(1)).isEqualTo(1);
    }

    @Test
    void what_not_everybody_may_see_is_published_by_nobody() {
        ask("HD-3", 2, "0");
        answer("HD-3", 2, "仅答复本人（样本）。", true);
        ask("HD-4", 2, "1");
        answer("HD-4", 2, "仅答复本人（样本）。", false);

        settled();
        assertThat(published(2)).isZero();
    }

    @Test
    void whoever_has_no_agreement_to_publish_does_not_and_the_ledger_says_so() {
        ask("HD-5", UNAGREED, "1");
        answer("HD-5", UNAGREED, "样本。", true);

        settled();
        assertThat(published(UNAGREED)).isZero();
        assertThat(world.database().jdbi().<List<String>, RuntimeException>withHandle(handle -> handle
                .select("SELECT outcome FROM ledger_entry WHERE kind = 'policy-questions' AND from_partner = 'r" + UNAGREED + "'").mapTo(String.class).list()))
                .containsExactly("not-agreed");
    }

    @Test
    void what_was_given_up_is_looked_into_once_a_person_has_it_tried_again() {
        ask("HD-6", 4, "1");
        answer("HD-6", 4, "重试（样本）。", true);
        found("重试（样本）。");
        settled();
        MessageId result = given(Sequels.ATTEMPTS);

        world.database().jdbi().useTransaction(handle -> Sequels.in(world.database().jdbi(), message -> false).again(handle, result));

        settled();
        assertThat(published(4)).isEqualTo(1);
    }

    /** As if its result had been looked into so often in vain. */
    private static MessageId given(int attempts) {
        return world.database().jdbi().<MessageId, RuntimeException>withHandle(handle -> handle
                .select("INSERT INTO sequel (message, attempts) SELECT id, ? FROM message WHERE sender = ? AND part = 'result' RETURNING message",
                        attempts, Correspondence.recipient(4))
                .map((row, context) -> new MessageId(row.getObject("message", UUID.class)))
                .one());
    }

    private static void ask(String number, int recipient, String open) {
        String sent = world.send("s_sys_consultation_submit", "{\"request_no\": \"" + number + "\", \"consult_no\": \"" + number
                + "\", \"consult_type\": \"1\", \"title\": \"样本问题如何办理\", \"ask_date\": \"2026-11-20\", \"open_flag\": \"" + open + "\", \"auth_type\": \"2\", "
                + "\"org_code\": \"11100000YANGBEN10M\", \"org_name\": \"样本部\", "
                + "\"units\": [{\"unit_no\": \"p1\", \"area_code\": \"" + Correspondence.region(recipient) + "00000000\", \"reply_dept\": \"样本局\"}]}").body();
        assertThat(sent).contains("accepted_at");
    }

    private static void answer(String number, int recipient, String text, boolean open) {
        answer(number, "first", recipient, text, open);
    }

    private static void answer(String number, String id, int recipient, String text, boolean open) {
        String told = world.posted(Correspondence.recipient(recipient), "/gateway/api/consult/result.htm", "{\"requestId\": \"" + number + id + "\", \"consultNo\": \"" + number
                + "\", \"unitId\": \"p1\", \"result\": \"replied\", \"replyContent\": \"" + text + "\", \"replyTime\": \"20261126100000\", \"isPublic\": " + open + "}")
                .body();
        assertThat(told).contains("\"code\":\"00\"");
    }

    private static long published(int recipient) {
        return world.database().jdbi().<Long, RuntimeException>withHandle(handle -> handle
                .select("SELECT count(*) FROM feed_version WHERE publisher = ?", Correspondence.recipient(recipient)).mapTo(Long.class).one());
    }

    private static String found(String answer) {
        Awaitility.await().atMost(LONG).until(() -> questions().contains(answer));
        return questions();
    }

    private static String questions() {
        return FOLLOWER.get(world.url(), "/catalogue/questions?size=50", Headers.none()).body();
    }

    /** What was put off is not waited for. */
    private static void settled() {
        Awaitility.await().atMost(LONG).until(() -> world.database().jdbi().<Long, RuntimeException>withHandle(handle ->
                handle.select("SELECT count(*) FROM sequel WHERE attempts = 0").mapTo(Long.class).one()) == 0);
    }
}
