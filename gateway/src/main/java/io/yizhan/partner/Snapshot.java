package io.yizhan.partner;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.RefusalCode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One version of the registry with its indexes. Immutable. */
final class Snapshot implements Directory {
    private final long version;
    private final Map<PartnerId, Partner> partners;
    private final Map<String, PartnerKey> keys;
    private final Map<String, List<Agreement>> agreements;
    private final Answering answering;
    private final Map<PartnerId, List<String>> regions;

    private Snapshot(
            long version, Map<PartnerId, Partner> partners, Map<String, PartnerKey> keys, Map<String, List<Agreement>> agreements,
            Answering answering, Map<PartnerId, List<String>> regions) {
        this.version = version;
        this.partners = partners;
        this.keys = keys;
        this.agreements = agreements;
        this.answering = answering;
        this.regions = regions;
    }

    static Snapshot of(long version, Roster roster, Regions regions) {
        Map<PartnerId, Partner> partners = roster.members().stream()
                .map(Roster.Member::partner)
                .collect(Collectors.toUnmodifiableMap(Partner::id, Function.identity()));
        Map<String, PartnerKey> keys = new HashMap<>();
        roster.keys().forEach(held -> keys.put(held.name(), held.key()));
        Map<String, List<Agreement>> agreements = roster.agreements().stream()
                .sorted(Comparator.comparing(Agreement::id))
                .collect(Collectors.groupingBy(agreement -> line(agreement.caller(), agreement.kind())));
        return new Snapshot(version, partners, Map.copyOf(keys), Map.copyOf(agreements), Answering.of(roster, regions),
                roster.members().stream()
                        .filter(member -> !member.regions().isEmpty())
                        .collect(Collectors.toUnmodifiableMap(member -> member.partner().id(), Roster.Member::regions)));
    }

    @Override
    public Map<PartnerId, List<String>> regions() {
        return regions;
    }

    @Override
    public Optional<Agreement> agreement(String id) {
        return agreements.values().stream().flatMap(List::stream).filter(agreement -> agreement.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Endpoint> endpoint(String name) {
        return answering.endpoint(name);
    }

    @Override
    public List<Endpoint> endpoints() {
        return answering.endpoints();
    }

    @Override
    public Optional<Endpoint> endpoint(PartnerId owner, String kind, Environment environment) {
        return answering.endpoint(Endpoint.name(owner, kind, environment));
    }

    private static String line(PartnerId caller, String kind) {
        return caller + " " + kind;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public Optional<Partner> partner(PartnerId id) {
        return Optional.ofNullable(partners.get(id));
    }

    @Override
    public Optional<PartnerKey> key(String convention, String keyId) {
        return Optional.ofNullable(keys.get(convention + "/" + keyId));
    }

    @Override
    public boolean mayAsk(PartnerId caller, String kind, LocalDate today) {
        return agreed(caller, kind, today).size() > 0;
    }

    private List<Agreement> agreed(PartnerId caller, String kind, LocalDate today) {
        return agreements.getOrDefault(line(caller, kind), List.of()).stream().filter(agreement -> agreement.inForce(today)).toList();
    }

    @Override
    public Outcome<Answerer> locate(Asked asked, LocalDate today) {
        return answering.target(asked.authority(), asked.region())
                .then(target -> Permission.choose(agreed(asked.caller(), asked.kind(), today), target, asked)
                        .then(permitted -> answering.reach(target, permitted, asked)));
    }

    @Override
    public List<Answerer> followers(Asked published, LocalDate today) {
        List<Agreement> agreed = agreed(published.caller(), published.kind(), today).stream().filter(agreement -> Permission.suits(agreement, published)).toList();
        return answering.endpoints().stream()
                .filter(there -> there.kind().equals(published.kind()) && there.environment() == published.environment())
                .filter(there -> !there.owner().equals(published.caller()))
                .flatMap(there -> Permission.naming(agreed, answering.standing(there.owner()))
                        .map(agreement -> new Answerer(partners.get(there.owner()), there, agreement))
                        .stream())
                .toList();
    }

    @Override
    public Map<PartnerId, Agreement> publishers(PartnerId follower, String kind, LocalDate today) {
        List<Answering.Target> standing = answering.standing(follower);
        Map<PartnerId, Agreement> publishers = new HashMap<>();
        partners.keySet().forEach(publisher -> Permission.naming(agreed(publisher, kind, today), standing)
                .ifPresent(agreement -> publishers.put(publisher, agreement)));
        return publishers;
    }

    @Override
    public Outcome<Answerer> again(PartnerId caller, String kind, String agreement, String endpoint, LocalDate today) {
        return agreed(caller, kind, today).stream()
                .filter(each -> each.id().equals(agreement))
                .findFirst()
                .map(still -> answering.at(endpoint, still))
                .orElseGet(() -> Outcome.refused(RefusalCode.NOT_AGREED, ""));
    }
}
