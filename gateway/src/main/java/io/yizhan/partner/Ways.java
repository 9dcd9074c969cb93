package io.yizhan.partner;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.yizhan.partner.Endpoint.Habits;
import io.yizhan.partner.Endpoint.Mailbox;
import io.yizhan.partner.Endpoint.Push;
import io.yizhan.partner.Endpoint.Table;
import io.yizhan.partner.Endpoint.Topic;
import io.yizhan.partner.Endpoint.Way;
import io.yizhan.partner.Endpoint.Window;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.net.URI;
import java.time.DateTimeException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how an endpoint is reached, and what is peculiar about it. */
final class Ways {
    /** Which keys go with which way. */
    private static final Map<String, Set<String>> KEYS =
            Map.of(Push.WORD, Set.of(), Mailbox.WORD, Set.of(), Topic.WORD, Set.of("topic"), Table.WORD, Set.of("database", "tables"));

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    /** What the gateway itself writes there. */
    private static final Pattern OWN_TOPIC = Pattern.compile("(exchange|feed)\\..*|__.*|\\.\\.?");
    private static final Pattern PREFIX = Pattern.compile("([a-z][a-z0-9_]{0,40}\\.)?[a-z][a-z0-9_]{0,20}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    /** Nothing else may be set there: some parameters of drivers name classes to be loaded or files to be read. */
    private static final Pattern DATABASE = Pattern.compile("jdbc:(postgresql|mariadb|mysql)://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?/[A-Za-z0-9_-]{1,60}"
            + "(\\?sslmode=verify-full(&(sslrootcert|serversslcert)=[A-Za-z0-9/._-]+)?)?", Pattern.CASE_INSENSITIVE);

    private Ways() {}

    /** Whose messages are answered at once, that kind can only be called for. */
    static Way read(Section section, PartnerId owner, String kind, Registry.Words words) {
        boolean durable = words.durable().contains(kind);
        String word = section.has("way") ? PartnersFile.known(section, "way", KEYS.keySet()) : Push.WORD;
        if (!durable && !word.equals(Push.WORD)) {
            throw section.invalid("way", "expected push: messages of this kind are answered at once");
        }
        KEYS.forEach((way, keys) -> keys.stream().filter(key -> !way.equals(word) && section.has(key)).findFirst().ifPresent(key -> {
            throw section.invalid(key, "expected only where the way is " + way);
        }));
        return switch (word) {
            case Mailbox.WORD -> new Mailbox();
            case Topic.WORD -> new Topic(section.has("topic") || !words.facets().containsKey(kind) ? topic(section) : own(section, owner, kind));
            case Table.WORD -> table(section);
            default -> new Push(Addresses.url(section, "url"));
        };
    }

    private static String topic(Section section) {
        String topic = PartnersFile.matching(section, "topic", TOPIC, "1 to 200 of A-Z, a-z, 0-9, '.', '_' and '-'");
        if (OWN_TOPIC.matcher(topic).matches()) {
            throw section.invalid("topic", "expected a name that does not begin as the gateway's own topics do");
        }
        return topic;
    }

    /** The one a follower of a feed has where nothing is said of it; nobody else's can have such a name. */
    private static String own(Section section, PartnerId owner, String kind) {
        return "feed." + kind + "." + owner + (PartnersFile.environment(section) == Environment.TEST ? ".test" : "");
    }

    private static Table table(Section section) {
        Section database = section.child("database").only("url", "user", "password");
        Section tables = section.child("tables").only("up", "down");
        String up = prefix(tables, "up", "up_");
        String down = prefix(tables, "down", "dn_");
        if (up.startsWith(down) || down.startsWith(up)) {
            throw tables.invalid("down", "expected another beginning than that of up");
        }
        return new Table(database(database), database.text("user"), up, down);
    }

    private static String prefix(Section section, String key, String usual) {
        return section.has(key)
                ? PartnersFile.matching(section, key, PREFIX, "what names of tables begin with: a-z, 0-9 and '_', with the schema and a '.' before it where needed")
                : usual;
    }

    /** As calls are made only over TLS, so are connections; and the name is checked, since a password is sent. */
    private static String database(Section section) {
        String url = section.text("url");
        Matcher form = DATABASE.matcher(url);
        if (!form.matches()) {
            throw section.invalid("url", "expected an address such as jdbc:postgresql://host:5432/name or jdbc:mariadb://host:3306/name, at most with sslmode=verify-full "
                    + "and sslrootcert or serverSslCert after it");
        }
        if (form.group(4) == null && !LOOPBACK.matcher(form.group(2).toLowerCase(Locale.ROOT)).matches()) {
            throw section.invalid("url", "expected sslmode=verify-full: a database is reached only over TLS, except on this machine");
        }
        return url;
    }

    static Habits habits(Section section, String kind, Registry.Words words) {
        Optional<Boolean> idempotent = section.has("idempotent") ? Optional.of(section.flag("idempotent")) : Optional.empty();
        Optional<URI> status = section.has("status") ? Optional.of(place(section, section, "status")) : Optional.empty();
        List<Window> maintenance = section.children("maintenance").stream().map(Ways::window).toList();
        return new Habits(idempotent, status, attachments(section, words.durable().contains(kind)), maintenance, follows(section, words.facets().get(kind)));
    }

    private static Optional<URI> attachments(Section section, boolean durable) {
        if (!section.has("attachments")) {
            return Optional.empty();
        }
        if (!durable) {
            throw section.invalid("attachments", "expected none: messages of this kind are answered at once");
        }
        return Optional.of(place(section, section.child("attachments").only("push"), "push"));
    }

    /** @param facets of the kind; null where it is no feed */
    private static Map<String, List<String>> follows(Section section, Set<String> facets) {
        if (section.has("follows") && facets == null) {
            throw section.invalid("follows", "expected none: nothing of this kind is followed");
        }
        Section wanted = section.child("follows");
        Map<String, List<String>> follows = new TreeMap<>();
        for (Iterator<String> names = wanted.node().fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!facets.contains(name)) {
                throw wanted.invalid(name, "expected one of " + String.join(", ", facets));
            }
            follows.put(name, wanted.listed(name));
            if (follows.get(name).isEmpty()) {
                throw wanted.invalid(name, "expected at least one value");
            }
        }
        return follows;
    }

    /** As they are in a table's column: a facet and one of its values each. Names of facets have no such sign in them. */
    static List<String> followed(Habits habits) {
        return habits.follows().entrySet().stream().flatMap(facet -> facet.getValue().stream().map(value -> facet.getKey() + "=" + value)).toList();
    }

    static Map<String, List<String>> follows(List<String> written) {
        return written.stream().map(text -> text.split("=", 2)).collect(groupingBy(parts -> parts[0], mapping(parts -> parts[1], toList())));
    }

    /** A path of the platform's own address, or another address. */
    private static URI place(Section endpoint, Section section, String key) {
        String text = section.text(key);
        if (!text.startsWith("/")) {
            return Addresses.url(section, key);
        }
        try {
            return Addresses.url(endpoint, "url").resolve(text);
        } catch (IllegalArgumentException malformed) {
            throw section.invalid(key, "expected a path or an address");
        }
    }

    private static Window window(Section section) {
        section.only("from", "to");
        try {
            return Window.of(section.text("from"), section.text("to"));
        } catch (DateTimeException | IllegalArgumentException another) {
            throw section.invalid("from", "expected two times of the day such as \"22:00\", or two dates with their times such as 2026-12-01T00:00, the earlier one first");
        }
    }

    /** As {@link #read} has them, for a table's column. */
    static List<String> written(Habits habits) {
        return habits.maintenance().stream().map(window -> window.begin() + "/" + window.end()).toList();
    }

    static List<Window> windows(List<String> written) {
        return written.stream().map(text -> text.split("/", 2)).map(ends -> Window.of(ends[0], ends[1])).toList();
    }
}
