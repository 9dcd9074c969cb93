package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.assembly.Gateway;
import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.sandbox.platforms.Seal;
import io.yizhan.sandbox.platforms.Secret;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.testing.CapturedLog;
import io.yizhan.testing.MovableClock;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.MessageId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callers whose conventions have short-lived secrets get theirs of the gateway, and sign with them. */
@Timeout(60)
class GrantingTest {
    private static final String BY_KEY = "/gateway/app/refreshTokenByKey.htm";
    private static final String BY_SECRET = "/gateway/app/refreshTokenBySec.htm";
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final MovableClock CLOCK = MovableClock.standing();

    @Order(1)
    @RegisterExtension
    static final CapturedLog log = new CapturedLog();

    @Order(2)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of("record.patience", "500ms"), PartnersYaml.changed(GrantingTest::registered))
            .wired()
            .by(CLOCK);

    /** Both have long-lived keys; one partner is suspended, one elsewhere, and one key signs calls itself. */
    private static void registered(PartnersYaml file) {
        ObjectNode zhejiang = file.partner("zhejiang");
        partner(file, zhejiang, "far").putArray("networks").add("10.9.9.0/24");
        partner(file, zhejiang, "idle").put("suspended", true);
        ObjectNode fixed = zhejiang.path("keys").path(0).deepCopy();
        zhejiang.withArray("keys").add(fixed.put("id", "fixed"));
        longLived(zhejiang);
        longLived(file.partner("national"));
    }

    private static ObjectNode partner(PartnersYaml file, ObjectNode like, String id) {
        ObjectNode partner = like.deepCopy();
        partner.put("id", id).remove(List.of("regions", "endpoints"));
        ((ObjectNode) partner.path("keys").path(0)).put("id", id);
        longLived(partner);
        file.file().withArray("partners").add(partner);
        return partner;
    }

    private static void longLived(ObjectNode partner) {
        ObjectNode key = (ObjectNode) partner.path("keys").path(0);
        key.set("long-lived", key.remove("secret"));
    }

    /** Two honest requests share no millisecond, and every test has a minute of its own. */
    @BeforeEach
    void a_new_minute() {
        CLOCK.passes(Duration.ofMinutes(1));
    }

    // ---- as Zhejiang does it ----

    private static Secret own() {
        return world.world().own().get(Platform.ZHEJIANG);
    }

    private static Asker asker() {
        return world.asker(Platform.ZHEJIANG);
    }

    private static Asker.Call request(String path, Secret with) {
        return sealed(with, new Asker.Draft(path, "", Map.of(), new byte[0]), world.url());
    }

    private static Asker.Call sealed(Secret with, Asker.Draft draft, URI gateway) {
        CLOCK.passes(Duration.ofMillis(1));
        return Seal.zhejiang(with, CLOCK).sign(gateway, draft);
    }

    private static Asker.Reply grant(String path, Secret with) {
        return asker().send(request(path, with));
    }

    private static Secret named(Asker.Reply reply, String name) {
        String value = reply.json().path("datas").path(name).asText();
        assertThat(value).as(() -> reply.json().toString()).matches("[A-Za-z0-9]{32}");
        return new Secret(own().id(), value);
    }

    /** A short-lived one that calls are signed with. */
    private static Secret secret() {
        return named(grant(BY_KEY, own()), "requestSecret");
    }

    private static Asker.Reply ask(Secret with) {
        return asker().send(sealed(with, asker().draft(Case.of(Platform.JIANGXI, "valid").question()), world.url()));
    }

    private static void assertValid(Asker.Reply reply) {
        assertThat(reply.verdict()).as(() -> reply.json().toString()).contains(Reading.Answer.VALID);
    }

    // ---- getting and using ----

    @Test
    void the_long_lived_secret_brings_one_for_calls_and_one_for_the_next() {
        Asker.Reply reply = grant(BY_KEY, own());

        assertThat(reply.json().path("code").asText()).isEqualTo("00");
        assertThat(named(reply, "requestSecret").value()).isNotEqualTo(named(reply, "refreshSecret").value());
        assertThat(ends(reply, "requestSecretEndTime")).isBetween(CLOCK.instant(), CLOCK.instant().plus(LIFE));
        assertThat(ends(reply, "refreshSecretEndTime")).isAfter(CLOCK.instant().plus(LIFE));
    }

    private static Instant ends(Asker.Reply reply, String name) {
        return Instant.ofEpochMilli(reply.json().path("datas").path(name).asLong());
    }

    @Test
    void a_call_signed_with_it_is_answered() {
        assertValid(ask(secret()));
    }

    @Test
    void a_call_signed_with_the_long_lived_secret_itself_has_a_bad_signature() {
        assertThat(ask(own()).refusal()).contains("bad-signature");
    }

    @Test
    void a_call_signed_with_the_secret_for_the_next_has_a_bad_signature() {
        assertThat(ask(named(grant(BY_KEY, own()), "refreshSecret")).refusal()).contains("bad-signature");
    }

    @Test
    void a_key_that_is_not_long_lived_signs_calls_as_ever() {
        assertValid(ask(new Secret("fixed", own().value())));
    }

    @Test
    void the_secret_for_the_next_brings_the_next() {
        Secret refresh = named(grant(BY_KEY, own()), "refreshSecret");
        Secret first = secret();
        CLOCK.passes(LIFE);

        Secret next = named(grant(BY_SECRET, refresh), "requestSecret");

        assertThat(next.value()).isNotEqualTo(first.value());
        assertValid(ask(next));
    }

    @Test
    void nothing_is_given_for_the_long_lived_secret_where_the_other_is_asked_for() {
        assertThat(grant(BY_SECRET, own()).refusal()).contains("bad-signature");
    }

    @Test
    void an_old_secret_is_good_to_its_end_beside_the_new_one() {
        CLOCK.passes(LIFE);
        Secret old = secret();
        CLOCK.passes(LIFE.minusMinutes(1));
        Secret fresh = secret();

        assertThat(fresh.value()).isNotEqualTo(old.value());
        assertValid(ask(old));
        assertValid(ask(fresh));
        CLOCK.passes(Duration.ofMinutes(1));

        assertThat(ask(old).refusal()).contains("bad-signature");
        assertValid(ask(fresh));
    }

    @Test
    void a_young_secret_is_given_again() {
        CLOCK.passes(LIFE);
        assertThat(Stream.generate(GrantingTest::secret).limit(5).map(Secret::value).distinct()).hasSize(1);
    }

    @Test
    void a_secret_given_by_one_node_is_good_at_the_other_at_once() {
        try (Gateway other = world.another()) {
            Asker there = world.asker(Platform.ZHEJIANG, other);
            Asker.Draft empty = new Asker.Draft(BY_KEY, "", Map.of(), new byte[0]);
            Asker.Draft question = there.draft(Case.of(Platform.JIANGXI, "valid").question());
            for (int i = 0; i < 3; i++) {
                CLOCK.passes(LIFE);
                Secret here = secret();
                assertValid(there.send(sealed(here, question.edit(body -> body.put("requestId", here.value())), other.url())));
                CLOCK.passes(LIFE);
                assertValid(ask(named(there.send(sealed(own(), empty, other.url())), "requestSecret")));
            }
        }
    }

    @Test
    void a_gateway_that_starts_again_still_knows_what_it_gave() {
        Secret secret = secret();

        world.restart();

        assertValid(ask(secret));
    }

    // ---- as the national platform does it ----

    @Test
    void the_national_form_is_a_json_body_and_a_sealed_secret() throws GeneralSecurityException {
        Secret own = world.world().own().get(Platform.NATIONAL);
        Asker national = world.asker(Platform.NATIONAL);
        String time = String.valueOf(CLOCK.millis());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(own.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String sign = Base64.getEncoder().encodeToString(mac.doFinal(("s_sys_mine" + own.id() + time).getBytes(StandardCharsets.UTF_8)));
        String body = """
                {"gjgxjhpt_rid":"%s","gjgxjhpt_sid":"s_sys_mine","gjgxjhpt_rtime":"%s","gjgxjhpt_sign":"%s"}""".formatted(own.id(), time, sign);

        Asker.Reply reply = national.send(new Asker.Call(
                world.url().resolve("/sysapi/auth/refreshappsecret"), Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8)));

        assertThat(reply.json().path("code").asText()).as(() -> reply.json().toString()).isEqualTo("0");
        Secret given = new Secret(own.id(), opened(reply.json().path("data").path("secret").asText(), own.value()));
        Asker.Draft question = national.draft(Case.of(Platform.ZHEJIANG, "valid").question());
        assertValid(national.send(Seal.national(given, CLOCK).sign(world.url(), question)));
        assertThat(national.send(Seal.national(own, CLOCK).sign(world.url(), question)).refusal()).contains("bad-signature");
    }

    /** AES with the first half of SHA-1 over SHA-1 of the long-lived secret. */
    private static String opened(String sealed, String secret) throws GeneralSecurityException {
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        byte[] key = Arrays.copyOf(sha1.digest(sha1.digest(secret.getBytes(StandardCharsets.UTF_8))), 16);
        Cipher aes = Cipher.getInstance("AES/ECB/PKCS5Padding");
        aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"));
        return new String(aes.doFinal(Base64.getDecoder().decode(sealed)), StandardCharsets.UTF_8);
    }

    // ---- refused ----

    @Test
    void a_request_for_secrets_signed_with_something_else_has_a_bad_signature() {
        assertThat(grant(BY_KEY, new Secret(own().id(), "something-else")).refusal()).contains("bad-signature");
    }

    @Test
    void nobody_unknown_is_given_anything() {
        assertThat(grant(BY_KEY, new Secret("nobody", own().value())).refusal()).contains("unknown-partner");
    }

    @Test
    void a_key_that_signs_calls_itself_brings_nothing() {
        assertThat(grant(BY_KEY, new Secret("fixed", own().value())).refusal()).contains("unknown-partner");
    }

    @Test
    void nothing_is_given_to_another_network() {
        assertThat(grant(BY_KEY, new Secret("far", own().value())).refusal()).contains("unknown-partner");
    }

    @Test
    void nothing_is_given_to_a_suspended_partner() {
        assertThat(grant(BY_KEY, new Secret("idle", own().value())).refusal()).contains("suspended");
    }

    @Test
    void an_old_request_is_stale() {
        Asker.Call call = request(BY_KEY, own());
        CLOCK.passes(Duration.ofMinutes(6));
        assertThat(asker().send(call).refusal()).contains("stale");
    }

    @Test
    void nothing_is_given_at_other_addresses() {
        assertThat(grant("/gateway/app/elsewhere.htm", own()).refusal()).contains("unknown-kind");
    }

    @Test
    void the_same_request_again_is_a_replay() {
        Asker.Call call = request(BY_KEY, own());
        named(asker().send(call), "requestSecret");

        Asker.Reply again = asker().send(call);

        assertThat(again.refusal()).contains("replayed");
        assertThat(again.json().toString()).doesNotContain("requestSecret");
    }

    @Test
    void one_key_is_given_secrets_ten_times_in_a_minute() {
        List<Asker.Reply> replies = Stream.generate(() -> grant(BY_KEY, own())).limit(12).toList();
        CLOCK.passes(Duration.ofMinutes(1));

        assertThat(replies.subList(0, 10)).allSatisfy(reply -> named(reply, "requestSecret"));
        assertThat(replies.subList(10, 12)).allSatisfy(reply -> {
            assertThat(reply.refusal()).contains("too-many");
            assertThat(reply.json().path("datas").isEmpty()).isTrue();
        });
        assertThat(grant(BY_KEY, own()).refusal()).isEmpty();
    }

    @Test
    void replays_use_up_nothing_of_that() {
        Asker.Call call = request(BY_KEY, own());
        Stream.generate(() -> asker().send(call)).limit(12).toList();

        assertThat(Stream.generate(() -> grant(BY_KEY, own())).limit(9)).allSatisfy(reply -> named(reply, "requestSecret"));
    }

    @Test
    void without_its_database_the_gateway_gives_nothing() {
        assertThat(withoutDatabase(request(BY_KEY, own())).refusal()).contains("evidence-unavailable");
    }

    @Test
    void without_its_database_the_gateway_blames_nobodys_signature() {
        Secret wrong = new Secret(own().id(), "something-else");
        Asker.Call call = sealed(wrong, asker().draft(Case.of(Platform.JIANGXI, "valid").question()), world.url());
        assertThat(withoutDatabase(call).refusal()).contains("evidence-unavailable");
    }

    private static Asker.Reply withoutDatabase(Asker.Call call) {
        world.wire().cut();
        try {
            return asker().send(call);
        } finally {
            world.wire().heal();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                CLOCK.passes(Duration.ofMinutes(1));
                return grant(BY_KEY, own()).refusal().isEmpty();
            });
        }
    }

    @Test
    void refusals_are_told_in_the_callers_own_dialect() {
        Asker.Reply refused = grant(BY_KEY, new Secret(own().id(), "something-else"));
        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.json().path("code").asText()).isEqualTo("03");
    }

    // ---- evidence ----

    @Test
    void a_grant_is_in_the_ledger_and_nothing_secret_is() {
        long before = rows();
        Secret given = secret();

        Entry entry = newest();
        assertThat(rows()).isEqualTo(before + 1);
        assertThat(List.of(entry)).extracting(Entry::step, Entry::outcome, one -> one.from().value(), one -> one.to().isPresent())
                .containsExactly(tuple("grant", "granted", "zhejiang", false));
        assertThat(dump("ledger_entry") + dump("short_lived_secret") + dump("minute_use")).doesNotContain(given.value(), own().value());
        assertThat(log.lines()).noneMatch(line -> line.text().contains(given.value()) || line.text().contains(own().value()));
        assertThat(log.of("exchange")).anyMatch(line -> line.contains(entry.message() + " - zhejiang > - granted"));
    }

    @Test
    void a_refusal_is_in_the_ledger_once_the_caller_is_known() {
        grant(BY_KEY, new Secret("idle", own().value()));
        assertThat(newest()).satisfies(entry -> {
            assertThat(entry.step()).isEqualTo("refusal");
            assertThat(entry.outcome()).isEqualTo("suspended");
            assertThat(entry.from()).hasToString("idle");
        });
        long before = rows();

        grant(BY_KEY, new Secret("idle", "something-else"));

        assertThat(rows()).isEqualTo(before);
    }

    private static Entry newest() {
        Ledger ledger = Ledger.in(world.database().aside(), new SecureRandom());
        MessageId message = ledger.newest(1).get(0).message();
        return ledger.of(message).get(0);
    }

    private static long rows() {
        return world.database().aside().withHandle(handle -> handle.createQuery("SELECT count(*) FROM ledger_entry").mapTo(Long.class).one());
    }

    private static String dump(String table) {
        return world.database().aside().withHandle(handle -> {
            handle.execute("SET bytea_output = 'escape'");
            return handle.createQuery("SELECT string_agg(row_to_json(one)::text, ' ') FROM " + table + " AS one").mapTo(String.class).one();
        });
    }
}
