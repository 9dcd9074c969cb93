package io.yizhan.partner;

import io.yizhan.partner.Roster.HeldKey;
import io.yizhan.partner.Roster.Member;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a partners file into a roster, or refuses it whole. One instance reads one file. */
final class PartnersFile {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final Regions regions;
    private final References references;
    private final Registry.Words words;
    private final List<Member> members = new ArrayList<>();
    private final List<HeldKey> keys = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    /** What may be there only once, and who has it. */
    private final Map<String, String> taken = new HashMap<>();

    private PartnersFile(Regions regions, References references, Registry.Words words) {
        this.regions = regions;
        this.references = references;
        this.words = words;
    }

    static Roster read(Path file, Map<String, String> environment, Regions regions, Registry.Words words) {
        Section root = Section.read(file).only("partners", "agreements");
        PartnersFile reading = new PartnersFile(regions, new References(file.toAbsolutePath().getParent(), environment), words);
        root.children("partners").forEach(reading::partner);
        List<Agreement> agreements = new AgreementsSection(reading.members, regions, words).read(root);
        reading.members.sort(Comparator.comparing(Member::id));
        reading.keys.sort(Comparator.comparing(HeldKey::name));
        reading.endpoints.sort(Comparator.comparing(Endpoint::name));
        return new Roster(List.copyOf(reading.members), List.copyOf(reading.keys), List.copyOf(reading.endpoints), agreements);
    }

    private void partner(Section section) {
        section.only("id", "name", "role", "dialect", "suspended", "networks", "sources", "regions", "hub-for", "authorities", "keys", "endpoints");
        PartnerId id = new PartnerId(matching(section, "id", ID, "1 to 40 of a-z, 0-9 and '-', beginning with a letter"));
        once(section, "id", "partner " + id, id);
        Partner.Role role = choice(section, "role", Partner.Role.class);
        if (role == Partner.Role.NATIONAL) {
            once(section, "role", "the role national", id);
        }
        Partner partner = new Partner(id, section.text("name"), role, known(section, "dialect", words.dialects().keySet()),
                section.flag("suspended"), networks(section), new HashSet<>(section.listed("sources")));
        members.add(new Member(partner, territory(section, id), hubFor(section, role), authorities(section, id)));
        section.listed("sources").forEach(source -> once(section, "sources", "source " + source, id));
        section.children("keys").forEach(key -> key(section, key, partner));
        section.children("endpoints").forEach(endpoint -> endpoint(endpoint, partner));
    }

    private static List<String> networks(Section section) {
        List<String> networks = section.listed("networks");
        for (int i = 0; i < networks.size(); i++) {
            if (!Networks.wellFormed(networks.get(i))) {
                throw section.invalid("networks[" + i + "]", "expected a block of addresses such as 10.33.0.0/16 or 2001:db8::/32");
            }
        }
        return networks;
    }

    private List<String> territory(Section section, PartnerId id) {
        List<String> prefixes = Prefixes.read(section, "regions", regions);
        for (int i = 0; i < prefixes.size(); i++) {
            once(section, "regions[" + i + "]", "region " + prefixes.get(i), id);
        }
        return prefixes;
    }

    private List<String> hubFor(Section section, Partner.Role role) {
        List<String> prefixes = Prefixes.read(section, "hub-for", regions);
        if (!prefixes.isEmpty() && role != Partner.Role.HUB) {
            throw section.invalid("hub-for", "expected only where the role is hub");
        }
        return prefixes;
    }

    private List<String> authorities(Section section, PartnerId id) {
        List<String> authorities = section.listed("authorities");
        for (int i = 0; i < authorities.size(); i++) {
            once(section, "authorities[" + i + "]", "authority " + authorities.get(i), id);
        }
        return authorities;
    }

    private void key(Section owner, Section section, Partner partner) {
        section.only("convention", "id", "environment", "algorithm", "public", "secret", "long-lived");
        String convention = known(section, "convention", words.conventions().keySet());
        Registry.Proof proof = words.conventions().get(convention);
        String id = name(section, proof);
        once(section, "id", "key " + convention + "/" + id, partner.id());
        References.SecretKey secret = References.SecretKey.in(section, proof);
        boolean shared = section.has(secret.word());
        if (section.has("public") == shared) {
            throw section.invalid("public", "expected either public or secret");
        }
        if (shared != proof.shared()) {
            throw section.invalid(shared ? secret.word() : "public", "expected " + (shared ? "public" : "secret") + ", by which " + convention + " proves a caller");
        }
        if (proof.by() != Registry.Proof.By.WHOLE_MESSAGE && partner.networks().isEmpty()) {
            throw owner.invalid("networks", "expected at least one: a partner that does not sign whole messages is told apart by its network as well");
        }
        byte[] material = shared
                ? references.secret(section, secret.word())
                : references.publicKey(section, "public", References.KeyForm.of(section, "algorithm", proof));
        keys.add(new HeldKey(new PartnerKey(partner.id(), convention, id, environment(section),
                section.optional("algorithm").orElse(""), material, secret.renewed()), shared));
    }

    static String name(Section section, Registry.Proof proof) {
        return matching(section, "id", proof.names(), "a name of the form " + proof.names());
    }

    private void endpoint(Section section, Partner owner) {
        Endpoint endpoint = new EndpointSection(references, words).read(section, owner);
        once(section, "kind", "endpoint " + endpoint.name(), owner.id());
        endpoints.add(endpoint);
    }

    static Environment environment(Section section) {
        return choice(section, "environment", Environment.class);
    }

    private void once(Section section, String key, String what, PartnerId owner) {
        String other = taken.putIfAbsent(what, owner.value());
        if (other != null) {
            throw section.invalid(key, what + " is there already, of " + other);
        }
    }

    static String matching(Section section, String key, Pattern form, String expected) {
        String text = section.text(key);
        if (!form.matcher(text).matches()) {
            throw section.invalid(key, "expected " + expected);
        }
        return text;
    }

    static String known(Section section, String key, Set<String> names) {
        String text = section.text(key);
        if (!names.contains(text)) {
            throw section.invalid(key, "expected one of " + String.join(", ", names));
        }
        return text;
    }

    static <E extends Enum<E>> E choice(Section section, String key, Class<E> type) {
        return choice(section, key, section.text(key), type);
    }

    static <E extends Enum<E>> E choice(Section section, String key, String written, Class<E> type) {
        List<String> words = new ArrayList<>();
        for (E each : type.getEnumConstants()) {
            words.add(word(each));
            if (word(each).equals(written)) {
                return each;
            }
        }
        throw section.invalid(key, "expected one of " + String.join(", ", words));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
