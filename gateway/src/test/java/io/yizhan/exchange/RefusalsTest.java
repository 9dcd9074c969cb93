package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sandbox.World;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.sandbox.platforms.Secret;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.testing.PartnersYaml;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.RefusalCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers are told when the gateway itself refuses, each in its own dialect. */
class RefusalsTest {
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of(), PartnersYaml.changed(RefusalsTest::agree));

    @RegisterExtension
    static final RunningWorld suspended =
            RunningWorld.with(Map.of(), PartnersYaml.changed(file -> file.partners().forEach(one -> one.put("suspended", true))));

    private static final String ONCE_A_DAY = "每日限一次的核验";
    private static final String WITH_CONSENT_ONLY = "凭持证主体授权的核验";
    private static final String DIRECT_ONLY = "只许直连的核验";

    /** Besides the usual agreements: one with a quota, one for one basis, one for one way; those on supervision are over. */
    private static void agree(PartnersYaml file) {
        file.agreements().stream()
                .filter(agreement -> agreement.path("kind").asText().equals("supervision-check"))
                .forEach(agreement -> agreement.put("from", "2025-01-01").put("to", "2025-12-31"));
        for (Platform caller : Platform.values()) {
            String usual = caller.id() + "-" + answerer(caller).id() + "-licence";
            file.agreementLike(usual, caller.id() + "-once", ONCE_A_DAY).put("daily-quota", 1);
            file.agreementLike(usual, caller.id() + "-consent", WITH_CONSENT_ONLY).putArray("bases").add("holder");
            ObjectNode direct = file.agreementLike(usual, caller.id() + "-direct", DIRECT_ONLY);
            direct.putArray("answers").add("xinjiang");
            direct.putArray("way").add("direct");
        }
        addElsewhere(file);
    }

    /** A partner whose calls come from another network than the tests' do; it shares the national platform's secret. */
    private static void addElsewhere(PartnersYaml file) {
        ObjectNode elsewhere = file.partner("national").deepCopy().put("id", "elsewhere").put("role", "department");
        elsewhere.remove("authorities");
        elsewhere.remove("endpoints");
        elsewhere.putArray("networks").add("192.0.2.0/24");
        ((ObjectNode) elsewhere.path("keys").path(0)).put("id", "elsewhere");
        file.file().withArray("partners").add(elsewhere);
    }

    private static Platform answerer(Platform caller) {
        return caller == Platform.JIANGXI ? Platform.ZHEJIANG : Platform.JIANGXI;
    }

    private static Question.Licence question(Platform caller) {
        return (Question.Licence) Case.of(answerer(caller), "valid").question();
    }

    private static Asker.Draft draft(Platform caller) {
        return world.asker(caller).draft(question(caller));
    }

    private static Asker.Reply send(Platform caller, Asker.Draft draft) {
        Asker asker = world.asker(caller);
        return asker.send(asker.sign(draft));
    }

    private static Asker.Reply ask(Platform caller, UnaryOperator<Question.Terms> terms) {
        return world.asker(caller).ask(question(caller).on(terms));
    }

    /** By an authorisation code, which does not say who issued the licence: the region is the caller's to name. */
    private static Asker.Reply askByCode(Platform caller, UnaryOperator<Question.Terms> terms) {
        return world.asker(caller).ask(Question.authorisationCode("YZM000000").on(terms));
    }

    /** What the caller calls it, of the words of all platforms in their order. */
    private static String named(Platform caller, String jiangxi, String national, String zhejiang, String guizhou, String guangdong) {
        return List.of(jiangxi, national, zhejiang, guizhou, guangdong).get(caller.ordinal());
    }

    private static Asker.Draft edited(Platform caller, Asker.Draft draft, Consumer<ObjectNode> change) {
        return world.asker(caller).edit(draft, change);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_caller_it_does_not_know(Platform caller) {
        Asker asker = world.asker(caller);

        Asker.Reply reply = asker.send(fromNobody(asker.sign(draft(caller))));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(
                ToldRefusal.toStranger(caller, RefusalCode.UNKNOWN_PARTNER, named(caller, "keyid", "gjgxjhpt_rid", "appKey", "x-tif-paasid", "x-tif-paasid")));
    }

    private static Asker.Call fromNobody(Asker.Call call) {
        String uri = call.uri().toString().replace("zhejiang-sandbox", "nobody");
        String input = call.header("Signature-Input").replace(World.JIANGXI_KEY, "nobody");
        return call.at(URI.create(uri)).with("gjgxjhpt_rid", "nobody").with("x-tif-paasid", "nobody").with("Signature-Input", input);
    }

    @Test
    void refuses_a_caller_whose_convention_signs_no_body_from_a_network_that_is_not_its_own() {
        World usual = world.world();
        Secret elsewhere = new Secret("elsewhere", usual.own().get(Platform.NATIONAL).value());
        Asker.Reply reply = world.asker(usual.with(Platform.NATIONAL, elsewhere), Platform.NATIONAL).ask(question(Platform.NATIONAL));

        assertThat(ToldRefusal.read(Platform.NATIONAL, reply))
                .isEqualTo(ToldRefusal.toStranger(Platform.NATIONAL, RefusalCode.UNKNOWN_PARTNER, ""));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_message_signed_with_another_key(Platform caller) {
        Asker.Reply reply = world.asker(suspended.world(), caller).ask(question(caller));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(
                ToldRefusal.toStranger(caller, RefusalCode.BAD_SIGNATURE, named(caller, "signature", "gjgxjhpt_sign", "sign", "x-tif-signature", "x-tif-signature")));
    }

    @Test
    void refuses_a_message_that_was_changed_after_it_was_signed() {
        Asker asker = world.asker(Platform.JIANGXI);
        Asker.Call call = asker.sign(draft(Platform.JIANGXI));

        Asker.Reply reply = asker.send(call.saying((new String(call.body(), StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8)));

        assertThat(ToldRefusal.read(Platform.JIANGXI, reply))
                .isEqualTo(ToldRefusal.toStranger(Platform.JIANGXI, RefusalCode.BAD_SIGNATURE, "content-digest"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_message_signed_ten_minutes_ago(Platform caller) {
        Asker.Reply reply = tenMinutesLate(caller).ask(question(caller));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(
                ToldRefusal.toStranger(caller, RefusalCode.STALE, named(caller, "created", "gjgxjhpt_rtime", "requestTime", "x-tif-timestamp", "x-tif-timestamp")));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void tells_a_caller_whose_clock_is_wrong_the_right_time(Platform caller) {
        Asker.Reply reply = tenMinutesLate(caller).ask(question(caller));

        JsonNode details = ToldRefusal.details(caller, reply.json());
        String time = details.path(named(caller, "gatewayTime", "gateway_time", "gatewayTime", "gatewayTime", "gateway_time")).asText();
        assertThat(Instant.parse(time)).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    private static Asker tenMinutesLate(Platform caller) {
        InstantSource late = () -> Instant.now().minus(Duration.ofMinutes(10));
        return world.asker(caller, late);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_the_very_same_request_again(Platform caller) {
        Asker asker = world.asker(caller);
        Asker.Call call = asker.sign(draft(caller));
        asker.send(call);

        Asker.Reply again = asker.send(call);

        assertThat(ToldRefusal.read(caller, again)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.REPLAYED, ""));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_the_same_id_with_another_content(Platform caller) {
        Asker.Draft draft = draft(caller);
        send(caller, draft);

        Asker.Reply other = send(caller, edited(caller, draft, message -> message.put(named(caller, "BJBH", "project_no", "caseNo", "projectNo", "case_no"), "OTHER-1")));

        assertThat(ToldRefusal.read(caller, other)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.CONFLICTING_DUPLICATE, ""));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_suspended_caller(Platform caller) {
        Asker.Reply reply = suspended.asker(caller).ask(question(caller));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.SUSPENDED, ""));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_kind_for_which_no_agreement_is_in_force(Platform caller) {
        Asker.Reply reply = world.asker(caller).ask(Case.of(answerer(caller), "listed").question());

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.NOT_AGREED, ""));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_to_ask_a_region_no_agreement_names(Platform caller) {
        Asker.Reply reply = askByCode(caller, terms -> terms.in("420000"));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.NOT_AGREED, "answerer"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_purpose_nobody_agreed_to(Platform caller) {
        Asker.Reply reply = ask(caller, terms -> terms.purpose("随便看看"));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.NOT_AGREED, "purpose"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_basis_nobody_agreed_to(Platform caller) {
        Asker.Reply reply = ask(caller, terms -> terms.purpose(WITH_CONSENT_ONLY));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.NOT_AGREED, "basis"));
    }

    @Test
    void refuses_a_source_that_is_not_registered_to_the_signer() {
        Asker.Reply reply = send(Platform.JIANGXI, draft(Platform.JIANGXI).with("ce-source", "urn:yizhan:sandbox:somebody-else"));

        assertThat(ToldRefusal.read(Platform.JIANGXI, reply))
                .isEqualTo(ToldRefusal.toKnown(Platform.JIANGXI, RefusalCode.NOT_AGREED, "source"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_more_requests_a_day_than_agreed(Platform caller) {
        ask(caller, terms -> terms.purpose(ONCE_A_DAY));

        Asker.Reply second = ask(caller, terms -> terms.purpose(ONCE_A_DAY));

        assertThat(ToldRefusal.read(caller, second)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.TOO_MANY, ""));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_message_larger_than_its_kind_allows(Platform caller) {
        Asker.Reply reply = send(caller, draft(caller).saying(" ".repeat(300_000).getBytes(StandardCharsets.US_ASCII)));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.TOO_LARGE, ""));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_message_that_is_no_json(Platform caller) {
        Asker.Reply reply = send(caller, draft(caller).saying("{\"a\": ".getBytes(StandardCharsets.UTF_8)));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.MALFORMED, ""));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ce-specversion", "ce-id", "ce-source", "ce-type"})
    void refuses_an_event_without_one_of_its_attributes(String attribute) {
        Asker.Draft draft = draft(Platform.JIANGXI);
        Map<String, String> others = new TreeMap<>(draft.headers());
        others.remove(attribute);

        Asker.Reply reply = send(Platform.JIANGXI, new Asker.Draft(draft.path(), draft.service(), others, draft.body()));

        assertThat(ToldRefusal.read(Platform.JIANGXI, reply))
                .isEqualTo(ToldRefusal.toKnown(Platform.JIANGXI, RefusalCode.MALFORMED, attribute));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"NATIONAL", "ZHEJIANG"})
    void refuses_a_time_in_seconds_where_milliseconds_are_due(Platform caller) {
        Asker asker = world.asker(caller);
        Asker.Call call = asker.sign(draft(caller));
        String rtime = call.header("gjgxjhpt_rtime").replaceFirst("\\d{3}$", "");
        String seconds = call.uri().toString().replaceFirst("requestTime=(\\d{10})\\d{3}", "requestTime=$1");

        Asker.Reply reply = asker.send(call.at(URI.create(seconds)).with("gjgxjhpt_rtime", rtime));

        assertThat(ToldRefusal.read(caller, reply))
                .isEqualTo(ToldRefusal.toStranger(caller, RefusalCode.MALFORMED, named(caller, "", "gjgxjhpt_rtime", "requestTime", "", "")));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_message_without_what_is_mandatory_and_names_it_in_the_callers_own_words(Platform caller) {
        String purpose = named(caller, "YZSY", "use_cause", "useCause", "useReason", "use_cause");

        Asker.Reply reply = send(caller, edited(caller, draft(caller), message -> message.remove(purpose)));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.SCHEMA_VIOLATION, "/" + purpose));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_code_that_is_in_no_table(Platform caller) {
        String channel = named(caller, "QD", "channel", "channel", "channel", "channel");

        Asker.Reply reply = send(caller, edited(caller, draft(caller), message -> message.put(channel, "fax")));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.UNMAPPABLE, "/" + channel));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_request_that_relies_on_the_holder_and_shows_no_authorisation(Platform caller) {
        Asker.Reply reply = ask(caller, terms -> terms.authorised(Question.Basis.HOLDER, ""));

        assertThat(ToldRefusal.read(caller, reply))
                .isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.CONSENT_MISSING, "/authorisation/reference"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_region_that_does_not_exist(Platform caller) {
        Asker.Reply reply = askByCode(caller, terms -> terms.in("990000"));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.NO_SUCH_REGION, "region"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_to_ask_a_region_that_cannot_be_called_and_has_nobody_to_answer_for_it(Platform caller) {
        Asker.Reply reply = askByCode(caller, terms -> terms.purpose(DIRECT_ONLY).in("650000"));

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.NO_ENDPOINT, "region"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void asks_the_region_that_issued_the_licence_whatever_region_the_caller_names(Platform caller) {
        Asker.Reply reply = ask(caller, terms -> terms.in("990000"));

        assertThat(reply.verdict()).contains(Reading.Answer.VALID);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void refuses_a_kind_the_callers_dialect_does_not_have(Platform caller) {
        Asker.Draft unknown = draft(caller).at(named(caller, "/exchange/tea", "/httpproxy", "/gateway/api/tea.htm", "/gzegov/services/tea", "/ebus/tea"), "s_sys_tea");

        Asker.Reply reply = send(caller, unknown);

        assertThat(ToldRefusal.read(caller, reply)).isEqualTo(ToldRefusal.toKnown(caller, RefusalCode.UNKNOWN_KIND, ""));
    }
}
