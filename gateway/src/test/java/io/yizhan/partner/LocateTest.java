package io.yizhan.partner;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.partner.Agreement.Way;
import io.yizhan.partner.Roster.Member;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Release;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocateTest {
    private static final Regions REGIONS = Regions.load(PartnersFixture.REGIONS);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final String KIND = "licence-recognition";
    private static final String TAX = "11100000000013338W011";

    private final List<Member> members = new ArrayList<>(List.of(
            member("national", Partner.Role.NATIONAL, List.of(), List.of()),
            member("zhejiang", Partner.Role.REGION, List.of("33"), List.of()),
            member("ningbo", Partner.Role.REGION, List.of("3302"), List.of()),
            member("shangcheng", Partner.Role.REGION, List.of("330102"), List.of()),
            member("jiangxi", Partner.Role.REGION, List.of("36"), List.of()),
            member("guizhou", Partner.Role.REGION, List.of("52"), List.of()),
            member("delta", Partner.Role.HUB, List.of(), List.of("31", "52")),
            new Member(partner("taxes", Partner.Role.DEPARTMENT, false), List.of(), List.of(), List.of(TAX))));
    private final List<Endpoint> endpoints = new ArrayList<>(List.of(
            endpoint("national", Environment.TEST), endpoint("zhejiang", Environment.TEST), endpoint("ningbo", Environment.TEST),
            endpoint("shangcheng", Environment.TEST), endpoint("delta", Environment.TEST), endpoint("taxes", Environment.TEST),
            endpoint("zhejiang", Environment.PRODUCTION)));
    private final List<Agreement> agreements = new ArrayList<>();

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "330000, zhejiang", "33, zhejiang", "330300, zhejiang", "330000000000, zhejiang", "330200, ningbo", "330203, ningbo", "330201000000, ningbo",
        "330102, shangcheng", "330104, shangcheng", "330103, zhejiang", "000000, national", "100000, national", "310000, delta", "520000, delta",
        "440000, national"
    })
    void asks_whoever_answers_for_the_region(String region, String answerer) {
        agree("all", Set.of("*"));
        assertThat(located(asked("", region))).isEqualTo(answerer);
    }

    @ParameterizedTest
    @CsvSource({"''", "990000", "99", "3", "zhejiang", "33000", "３３００００"})
    void refuses_a_region_there_is_not(String region) {
        agree("all", Set.of("*"));
        assertThat(located(asked("", region))).isEqualTo("no-such-region region");
    }

    @Test
    void asks_a_nationwide_authority_before_any_region() {
        agree("all", Set.of("*"));
        assertThat(located(asked(TAX, "330000"))).isEqualTo("taxes");
    }

    @Test
    void asks_a_nationwide_authority_where_no_region_is_known() {
        agree("all", Set.of("*"));
        assertThat(located(asked(TAX, ""))).isEqualTo("taxes");
    }

    @Test
    void does_not_let_an_agreement_on_a_region_reach_a_nationwide_authority() {
        agree("region", Set.of("33"));
        assertThat(located(asked(TAX, "330000"))).isEqualTo("not-agreed answerer");
    }

    @ParameterizedTest(name = "{0} allows {1}: {2}")
    @CsvSource({
        "zhejiang, 330000, zhejiang", "33, 330000, zhejiang", "3303, 330301, zhejiang", "3303, 330401, not-agreed answerer",
        "zhejiang, 330200, not-agreed answerer", "33, 330200, ningbo", "330105, 330103, zhejiang", "36, 330000, not-agreed answerer",
        "31, 310000, delta", "national, 000000, national"
    })
    void goes_by_whom_the_agreement_names(String answers, String region, String expected) {
        agree("one", Set.of(answers));
        assertThat(located(asked("", region))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "企业开办, holder, zhejiang", "企业 开办, holder, zhejiang", "企业开办（新）, holder, not-agreed purpose", "旅游, holder, not-agreed purpose",
        "企业开办, duty, not-agreed basis", "'', holder, not-agreed purpose"
    })
    void goes_by_purpose_and_basis(String purpose, String basis, String expected) {
        agreements.add(agreement("strict", Set.of("33"), Set.of("企业开办"), TODAY, TODAY, List.of(Way.DIRECT)));
        assertThat(located(new Asked(id("jiangxi"), Environment.TEST, KIND, "", "330000", purpose, basis))).isEqualTo(expected);
    }

    @Test
    void compares_purposes_in_full_width_and_half_width_alike() {
        agreements.add(agreement("wide", Set.of("33"), Set.of("企业开办（ＡＢ１）"), TODAY, TODAY, List.of(Way.DIRECT)));
        assertThat(located(new Asked(id("jiangxi"), Environment.TEST, KIND, "", "330000", "企业开办 (AB1)", "holder"))).isEqualTo("zhejiang");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22, 2026-11-22, zhejiang", "2026-11-23, 2027-01-01, not-agreed answerer", "2025-01-01, 2026-11-21, not-agreed answerer"})
    void goes_by_the_days_an_agreement_is_in_force(LocalDate from, LocalDate to, String expected) {
        agreements.add(agreement("dated", Set.of("33"), Set.of(), from, to, List.of(Way.DIRECT)));
        assertThat(located(asked("", "330000"))).isEqualTo(expected);
    }

    @Test
    void goes_by_no_one_elses_agreement() {
        agree("all", Set.of("*"));
        assertThat(located(new Asked(id("guizhou"), Environment.TEST, KIND, "", "330000", "p", "holder"))).isEqualTo("not-agreed answerer");
    }

    @Test
    void goes_by_no_other_kinds_agreement() {
        agree("all", Set.of("*"));
        assertThat(located(new Asked(id("jiangxi"), Environment.TEST, "supervision-check", "", "330000", "p", "holder"))).isEqualTo("not-agreed answerer");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"DIRECT, no-endpoint region", "HUB, delta", "NATIONAL, national", "DIRECT HUB NATIONAL, delta", "DIRECT NATIONAL HUB, national"})
    void takes_the_ways_in_the_order_agreed(String ways, String expected) {
        agreements.add(agreement("ways", Set.of("52"), Set.of(), TODAY, TODAY, List.of(ways.split(" ")).stream().map(Way::valueOf).toList()));
        assertThat(located(asked("", "520000"))).isEqualTo(expected);
    }

    @Test
    void never_calls_an_endpoint_of_another_environment() {
        agreements.add(agreement("direct", Set.of("*"), Set.of(), TODAY, TODAY, List.of(Way.DIRECT)));
        assertThat(located(new Asked(id("jiangxi"), Environment.PRODUCTION, KIND, "", "330200", "p", "holder"))).isEqualTo("no-endpoint region");
    }

    @Test
    void calls_no_suspended_answerer() {
        members.set(1, new Member(partner("zhejiang", Partner.Role.REGION, true), List.of("33"), List.of(), List.of()));
        agreements.add(agreement("direct", Set.of("*"), Set.of(), TODAY, TODAY, List.of(Way.DIRECT)));
        assertThat(located(asked("", "330000"))).isEqualTo("no-endpoint region");
    }

    @Test
    void never_asks_the_caller_as_a_hub() {
        agreements.add(new Agreement("own", id("delta"), Set.of("*"), KIND, Set.of(), Set.of("holder"), Release.FULL, Optional.empty(), TODAY, TODAY,
                List.of(Way.HUB)));
        assertThat(located(new Asked(id("delta"), Environment.TEST, KIND, "", "520000", "p", "holder"))).isEqualTo("no-endpoint region");
    }

    @Test
    void goes_by_the_most_specific_agreement() {
        agree("a-all", Set.of("*"));
        agree("b-region", Set.of("33"));
        agree("c-partner", Set.of("zhejiang"));
        var answer = directory().locate(asked("", "330000"), TODAY);
        assertThat(answer.<String>fold(answerer -> answerer.agreement().id(), refusal -> refusal.code().code())).isEqualTo("c-partner");
    }

    @Test
    void knows_who_may_ask_at_all() {
        agree("all", Set.of("33"));
        assertThat(directory().mayAsk(id("jiangxi"), KIND, TODAY)).isTrue();
    }

    @Test
    void knows_who_may_not_ask_any_more() {
        agree("all", Set.of("33"));
        assertThat(directory().mayAsk(id("jiangxi"), KIND, TODAY.plusDays(1))).isFalse();
    }

    private Directory directory() {
        return Snapshot.of(1, new Roster(members, List.of(), endpoints, agreements), REGIONS);
    }

    private String located(Asked asked) {
        return directory().locate(asked, TODAY).fold(answerer -> answerer.endpoint().owner().value(), refusal -> refusal.code().code() + " " + refusal.place());
    }

    private static Asked asked(String authority, String region) {
        return new Asked(id("jiangxi"), Environment.TEST, KIND, authority, region, "p", "holder");
    }

    private void agree(String name, Set<String> answers) {
        agreements.add(agreement(name, answers, Set.of(), TODAY, TODAY, List.of(Way.DIRECT, Way.HUB, Way.NATIONAL)));
    }

    private static Agreement agreement(String name, Set<String> answers, Set<String> purposes, LocalDate from, LocalDate to, List<Way> way) {
        return new Agreement(name, id("jiangxi"), answers, KIND, purposes, Set.of("holder"), Release.FULL, Optional.empty(), from, to, way);
    }

    private static Member member(String name, Partner.Role role, List<String> regions, List<String> hubFor) {
        return new Member(partner(name, role, false), regions, hubFor, List.of());
    }

    private static Partner partner(String name, Partner.Role role, boolean suspended) {
        return new Partner(id(name), name, role, name, suspended, List.of(), Set.of());
    }

    private static Endpoint endpoint(String owner, Environment environment) {
        return new Endpoint(id(owner), KIND, environment, new Endpoint.Push(URI.create("https://" + owner + ".example/")), "", new byte[0],
                false, Duration.ofSeconds(1), 1, Set.of(), Endpoint.Habits.none());
    }

    private static PartnerId id(String name) {
        return new PartnerId(name);
    }
}
