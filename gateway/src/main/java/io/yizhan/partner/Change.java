package io.yizhan.partner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What differs between two rosters, in lines for people. */
final class Change {
    private Change() {}

    /** One thing of a roster: what may be shown of it, and what may only be compared. */
    private record Thing(Map<String, String> shown, String hiddenName, byte[] hidden) {
        List<String> differences(Thing later) {
            List<String> differences = new ArrayList<>();
            shown.forEach((field, before) -> {
                String after = later.shown.get(field);
                if (!Objects.equals(before, after)) {
                    differences.add(field + " " + before + " → " + after);
                }
            });
            if (!Arrays.equals(hidden, later.hidden)) {
                differences.add(later.hiddenName + " changed");
            }
            return differences;
        }
    }

    /** Lines beginning with {@code +}, {@code ~} or {@code -}; empty when the two are the same. */
    static List<String> between(Roster before, Roster after) {
        List<String> lines = new ArrayList<>();
        Map<String, Thing> old = things(before);
        Map<String, Thing> now = things(after);
        TreeSet<String> names = new TreeSet<>(Change::compare);
        names.addAll(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            if (!old.containsKey(name)) {
                lines.add("+ " + name);
            } else if (!now.containsKey(name)) {
                lines.add("- " + name);
            } else {
                List<String> differences = old.get(name).differences(now.get(name));
                if (!differences.isEmpty()) {
                    lines.add("~ " + name + ": " + String.join(", ", differences));
                }
            }
        }
        return lines;
    }

    /** Partners first, then what hangs on them. */
    private static int compare(String one, String other) {
        List<String> order = List.of("partner", "key", "endpoint", "agreement");
        int kinds = order.indexOf(one.substring(0, one.indexOf(' '))) - order.indexOf(other.substring(0, other.indexOf(' ')));
        return kinds != 0 ? kinds : one.compareTo(other);
    }

    private static Map<String, Thing> things(Roster roster) {
        Map<String, Thing> things = new LinkedHashMap<>();
        roster.members().forEach(member -> things.put("partner " + member.id(), new Thing(fields(member), "", new byte[0])));
        roster.keys().forEach(held -> things.put(
                "key " + held.name(), new Thing(fields(held), held.shared() ? "secret" : "public key", held.key().material())));
        roster.endpoints().forEach(endpoint ->
                things.put("endpoint " + endpoint.name(), new Thing(fields(endpoint), "secret", endpoint.secret())));
        roster.agreements().forEach(agreement -> things.put("agreement " + agreement.id(), new Thing(fields(agreement), "", new byte[0])));
        return things;
    }

    private static Map<String, String> fields(Roster.Member member) {
        Partner partner = member.partner();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", partner.name());
        fields.put("role", PartnersFile.word(partner.role()));
        fields.put("dialect", partner.dialect());
        fields.put("suspended", String.valueOf(partner.suspended()));
        fields.put("networks", shown(partner.networks()));
        fields.put("sources", shown(partner.sources()));
        fields.put("regions", shown(member.regions()));
        fields.put("hub-for", shown(member.hubFor()));
        fields.put("authorities", shown(member.authorities()));
        return fields;
    }

    private static Map<String, String> fields(Roster.HeldKey held) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("owner", held.key().owner().value());
        fields.put("environment", PartnersFile.word(held.key().environment()));
        fields.put("algorithm", held.key().algorithm());
        fields.put("shared", String.valueOf(held.shared()));
        fields.put("long-lived", String.valueOf(held.key().renewed()));
        return fields;
    }

    private static Map<String, String> fields(Endpoint endpoint) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("way", endpoint.way().word());
        fields.putAll(fields(endpoint.way()));
        fields.put("credential", endpoint.credentialId());
        fields.put("long-lived", String.valueOf(endpoint.renewed()));
        fields.put("timeout", Addresses.written(endpoint.timeout()));
        fields.put("concurrency", String.valueOf(endpoint.concurrency()));
        fields.put("file-hosts", shown(endpoint.fileHosts()));
        fields.put("idempotent", endpoint.habits().idempotent().map(String::valueOf).orElse("as the kind"));
        fields.put("status", endpoint.habits().status().map(Object::toString).orElse("none"));
        fields.put("attachments", endpoint.habits().attachments().map(Object::toString).orElse("fetched"));
        fields.put("maintenance", shown(Ways.written(endpoint.habits())));
        fields.put("follows", shown(Ways.followed(endpoint.habits())));
        return fields;
    }

    /** Every way has all of them, so that a change from one to another shows. */
    private static Map<String, String> fields(Endpoint.Way way) {
        Map<String, String> fields = new LinkedHashMap<>();
        boolean table = way instanceof Endpoint.Table;
        fields.put("url", way instanceof Endpoint.Push push ? push.url().toString() : "none");
        fields.put("topic", way instanceof Endpoint.Topic topic ? topic.name() : "none");
        fields.put("database", table ? ((Endpoint.Table) way).url() + " as " + ((Endpoint.Table) way).user() : "none");
        fields.put("tables", table ? ((Endpoint.Table) way).up() + " and " + ((Endpoint.Table) way).down() : "none");
        return fields;
    }

    private static Map<String, String> fields(Agreement agreement) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("caller", agreement.caller().value());
        fields.put("answers", shown(agreement.answers()));
        fields.put("kind", agreement.kind());
        fields.put("purposes", shown(agreement.purposes()));
        fields.put("bases", shown(agreement.bases()));
        fields.put("release", PartnersFile.word(agreement.release()));
        fields.put("daily-quota", agreement.dailyQuota().map(String::valueOf).orElse("none"));
        fields.put("from", agreement.from().toString());
        fields.put("to", agreement.to().toString());
        fields.put("way", agreement.way().stream().map(PartnersFile::word).collect(Collectors.joining(" then ")));
        return fields;
    }

    /** Sorted: their order means nothing. */
    private static String shown(Collection<String> texts) {
        return texts.stream().sorted().collect(Collectors.joining(", ", "[", "]"));
    }
}
