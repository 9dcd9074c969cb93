package io.yizhan.partner;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.RegionCode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table of who answers for whom, and the ways that lead there. Immutable. */
final class Answering {
    private static final Pattern WRITTEN = Pattern.compile("\\d{2}|\\d{4}|\\d{6}|\\d{12}");
    private static final List<Integer> PREFIX_LENGTHS = List.of(6, 4, 2);

    private final Regions regions;
    private final List<Roster.Member> members;
    private final Map<String, Partner> byRegion = new HashMap<>();
    private final Map<String, Partner> byAuthority = new HashMap<>();
    private final Map<String, Endpoint> endpoints = new HashMap<>();

    private Answering(Regions regions, List<Roster.Member> members) {
        this.regions = regions;
        this.members = members;
    }

    static Answering of(Roster roster, Regions regions) {
        Answering table = new Answering(regions, roster.members());
        for (Roster.Member member : roster.members()) {
            member.regions().forEach(prefix -> table.byRegion.put(prefix, member.partner()));
            member.authorities().forEach(authority -> table.byAuthority.put(authority, member.partner()));
        }
        roster.endpoints().forEach(endpoint -> table.endpoints.put(endpoint.name(), endpoint));
        return table;
    }

    /** Whose answer is asked for: a nation-wide authority before a region. Refuses no-such-region. */
    Outcome<Target> target(String authority, String region) {
        Partner nationwide = byAuthority.get(authority);
        return nationwide != null ? Outcome.of(new Target(Optional.of(nationwide), Optional.empty())) : target(region);
    }

    private Outcome<Target> target(String written) {
        if (!WRITTEN.matcher(written).matches()) {
            return Outcome.refused(RefusalCode.NO_SUCH_REGION, "region");
        }
        RegionCode region = regions.today(RegionCode.of(written));
        if (region.national()) {
            return Outcome.of(new Target(national(), Optional.of(region)));
        }
        if (!regions.known(region.value())) {
            return Outcome.refused(RefusalCode.NO_SUCH_REGION, "region");
        }
        return Outcome.of(new Target(owner(region), Optional.of(region)));
    }

    private Optional<Partner> owner(RegionCode region) {
        return PREFIX_LENGTHS.stream()
                .map(length -> byRegion.get(region.value().substring(0, length)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private Optional<Partner> national() {
        return members.stream().map(Roster.Member::partner).filter(partner -> partner.role() == Partner.Role.NATIONAL).findFirst();
    }

    /** As what agreements may name a partner: by itself, and by each of its regions. */
    List<Target> standing(PartnerId id) {
        return members.stream().filter(member -> member.id().equals(id.value())).flatMap(member -> {
            Optional<Partner> owner = Optional.of(member.partner());
            Stream<RegionCode> own = member.regions().stream().map(RegionCode::of);
            Stream<RegionCode> regions = member.partner().role() == Partner.Role.NATIONAL ? Stream.concat(own, Stream.of(RegionCode.of("00"))) : own;
            return Stream.concat(Stream.of(new Target(owner, Optional.empty())), regions.map(region -> new Target(owner, Optional.of(region))));
        }).toList();
    }

    /** The first endpoint on any agreement's way, in their order. Refuses no-endpoint. */
    Outcome<Answerer> reach(Target target, List<Agreement> agreements, Asked asked) {
        return agreements.stream()
                .flatMap(agreement -> agreement.way().stream()
                        .flatMap(way -> candidates(way, target, asked.caller()))
                        .flatMap(partner -> endpoint(partner, asked.kind(), asked.environment()).stream()
                                .map(endpoint -> new Answerer(partner, endpoint, agreement))))
                .findFirst()
                .map(Outcome::of)
                .orElseGet(() -> Outcome.refused(RefusalCode.NO_ENDPOINT, "region"));
    }

    /** The endpoint of that name, for as long as it answers. Refuses no-endpoint. */
    Outcome<Answerer> at(String endpoint, Agreement agreement) {
        return endpoint(endpoint)
                .flatMap(there -> owner(there).map(owner -> new Answerer(owner, there, agreement)))
                .map(Outcome::of)
                .orElseGet(() -> Outcome.refused(RefusalCode.NO_ENDPOINT, ""));
    }

    Optional<Endpoint> endpoint(String name) {
        return Optional.ofNullable(endpoints.get(name)).filter(there -> owner(there).isPresent());
    }

    List<Endpoint> endpoints() {
        return endpoints.values().stream().filter(there -> owner(there).isPresent()).sorted(Comparator.comparing(Endpoint::name)).toList();
    }

    private Optional<Partner> owner(Endpoint endpoint) {
        return members.stream()
                .map(Roster.Member::partner)
                .filter(partner -> partner.id().equals(endpoint.owner()) && !partner.suspended())
                .findFirst();
    }

    /** On a detour the caller itself is left out: it would be asked its own question. */
    private Stream<Partner> candidates(Agreement.Way way, Target target, PartnerId caller) {
        Stream<Partner> detour = way == Agreement.Way.HUB ? hubs(target) : national().stream();
        return way == Agreement.Way.DIRECT ? target.owner().stream() : detour.filter(partner -> !partner.id().equals(caller));
    }

    private Stream<Partner> hubs(Target target) {
        return target.region().stream().flatMap(region -> members.stream()
                .filter(member -> reach(member, region) > 0)
                .sorted(Comparator.comparingInt(member -> -reach(member, region)))
                .map(Roster.Member::partner));
    }

    /** How closely a hub serves a region: the length of its longest prefix, 0 if not at all. */
    private static int reach(Roster.Member member, RegionCode region) {
        return member.hubFor().stream().filter(region.value()::startsWith).mapToInt(String::length).max().orElse(0);
    }

    private Optional<Endpoint> endpoint(Partner partner, String kind, Environment environment) {
        return partner.suspended()
                ? Optional.empty()
                : Optional.ofNullable(endpoints.get(Endpoint.name(partner.id(), kind, environment)));
    }

    /**
     * Whose answer is asked for.
     *
     * @param owner who is registered for it; a region may have nobody and still be reached through a hub
     * @param region today's code; empty where an authority answers nation-wide, whatever the region
     */
    record Target(Optional<Partner> owner, Optional<RegionCode> region) {

        /** Whether it is what an agreement names: a partner's id, a region's prefix or {@code *}. */
        boolean named(String answer) {
            return answer.equals("*")
                    || owner.filter(partner -> partner.id().value().equals(answer)).isPresent()
                    || region.filter(code -> Character.isDigit(answer.charAt(0)) && code.value().startsWith(answer)).isPresent();
        }
    }
}
