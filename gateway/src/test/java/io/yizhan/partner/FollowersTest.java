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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets what somebody publishes, and whose items somebody may have. */
class FollowersTest {
    private static final Regions REGIONS = Regions.load(PartnersFixture.REGIONS);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final String KIND = "policies";

    private final List<Member> members = List.of(
            member("national", Partner.Role.NATIONAL, false), member("zhejiang", Partner.Role.REGION, false, "33"),
            member("ningbo", Partner.Role.REGION, false, "3302"), member("jiangxi", Partner.Role.REGION, false, "36"),
            member("guizhou", Partner.Role.REGION, true, "52"));
    private final List<Endpoint> endpoints = List.of(
            endpoint("national", KIND, Environment.TEST), endpoint("zhejiang", KIND, Environment.TEST), endpoint("ningbo", KIND, Environment.TEST),
            endpoint("jiangxi", "other", Environment.TEST), endpoint("jiangxi", KIND, Environment.PRODUCTION), endpoint("guizhou", KIND, Environment.TEST));
    private final List<Agreement> agreements = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "*, national ningbo", "national, national", "ningbo, ningbo", "33, ningbo", "3302, ningbo", "36, ''", "jiangxi, ''", "guizhou, ''", "00, national"
    })
    void whoever_is_named_and_has_an_endpoint_for_it_follows(String answers, String followers) {
        agree("a", "zhejiang", Set.of(answers), Way.DIRECT);
        assertThat(followers("", "duty")).isEqualTo(followers);
    }

    @Test
    void nobody_follows_by_a_detour() {
        agree("a", "zhejiang", Set.of("*"), Way.HUB, Way.NATIONAL);
        assertThat(followers("", "duty")).isEmpty();
    }

    @Test
    void nobody_follows_for_a_purpose_or_on_a_basis_that_is_not_agreed() {
        agreements.add(agreement("a", "zhejiang", Set.of("*"), Set.of("统计"), Way.DIRECT));
        assertThat(List.of(followers("统计", "duty"), followers("统计", "holder"), followers("", "duty"))).containsExactly("national ningbo", "", "");
    }

    @Test
    void the_agreement_that_names_the_follower_most_closely_counts() {
        agree("a", "zhejiang", Set.of("*"), Way.DIRECT);
        agree("b", "zhejiang", Set.of("33"), Way.DIRECT);
        assertThat(directory().followers(asked("", "duty"), TODAY)).extracting(follower -> follower.agreement().id()).containsExactly("a", "b");
    }

    @Test
    void a_partner_may_have_the_items_of_those_whose_agreements_name_it() {
        agree("a", "zhejiang", Set.of("ningbo", "36"), Way.DIRECT);
        agree("b", "national", Set.of("*"), Way.DIRECT);
        agree("c", "guizhou", Set.of("52"), Way.DIRECT);
        Map<PartnerId, Agreement> publishers = directory().publishers(new PartnerId("jiangxi"), KIND, TODAY);
        assertThat(publishers.values()).extracting(Agreement::id).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void a_partner_may_have_nothing_under_an_agreement_that_is_over() {
        agree("a", "zhejiang", Set.of("*"), Way.DIRECT);
        assertThat(directory().publishers(new PartnerId("jiangxi"), KIND, TODAY.plusDays(1))).isEmpty();
    }

    private String followers(String purpose, String basis) {
        return directory().followers(asked(purpose, basis), TODAY).stream().map(follower -> follower.partner().id().value()).collect(Collectors.joining(" "));
    }

    private Directory directory() {
        return Snapshot.of(1, new Roster(members, List.of(), endpoints, agreements), REGIONS);
    }

    private static Asked asked(String purpose, String basis) {
        return new Asked(new PartnerId("zhejiang"), Environment.TEST, KIND, "", "", purpose, basis);
    }

    private void agree(String name, String publisher, Set<String> answers, Way... way) {
        agreements.add(agreement(name, publisher, answers, Set.of(), way));
    }

    private static Agreement agreement(String name, String publisher, Set<String> answers, Set<String> purposes, Way... way) {
        return new Agreement(name, new PartnerId(publisher), answers, KIND, purposes, Set.of("duty"), Release.FULL, Optional.empty(), TODAY, TODAY, List.of(way));
    }

    private static Member member(String name, Partner.Role role, boolean suspended, String... regions) {
        return new Member(new Partner(new PartnerId(name), name, role, name, suspended, List.of(), Set.of()), List.of(regions), List.of(), List.of());
    }

    private static Endpoint endpoint(String owner, String kind, Environment environment) {
        return new Endpoint(new PartnerId(owner), kind, environment, new Endpoint.Push(URI.create("https://" + owner + ".example/")), "", new byte[0],
                false, Duration.ofSeconds(1), 1, Set.of(), Endpoint.Habits.none());
    }
}
