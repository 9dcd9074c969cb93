package io.yizhan.partner;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where a partner answers one kind, or takes its messages.
 *
 * @param way how messages reach it there
 * @param credentialId the name this platform knows the gateway by; where whole messages are signed, the algorithm of the key
 *     the gateway signs with, or empty for the usual one
 * @param secret the secret that goes with it, empty likewise; of a front-end database the password
 * @param renewed whether that secret only serves to get short-lived ones, which then sign calls
 * @param timeout of one attempt; of a mailbox how long a message handed out may stay without being acknowledged
 * @param concurrency how many calls at a time
 * @param fileHosts where its files may be besides: hosts, with the port where it is not the usual one
 * @param habits what is peculiar about it
 */
public record Endpoint(
        PartnerId owner,
        String kind,
        Environment environment,
        Way way,
        String credentialId,
        byte[] secret,
        boolean renewed,
        Duration timeout,
        int concurrency,
        Set<String> fileHosts,
        Habits habits) {
    public Endpoint {
        fileHosts = Set.copyOf(fileHosts);
    }

    /** How messages reach a partner; where they come in by the same way too, it is said there. */
    public sealed interface Way {
        /** As a partners file has it. */
        String word();
    }

    /** The gateway calls. */
    public record Push(URI url) implements Way {
        static final String WORD = "push";

        @Override
        public String word() {
            return WORD;
        }
    }

    /** The partner calls, and takes what waits for it. */
    public record Mailbox() implements Way {
        static final String WORD = "mailbox";

        @Override
        public String word() {
            return WORD;
        }
    }

    /** The gateway writes to a topic of its own Kafka, which the partner reads. */
    public record Topic(String name) implements Way {
        static final String WORD = "kafka";

        @Override
        public String word() {
            return WORD;
        }
    }

    /**
     * Rows of agreed tables in the partner's own database (前置库); what the partner writes there is taken in.
     *
     * @param url of JDBC
     * @param up what the names of the tables begin with that the partner writes, down of those the gateway writes
     */
    public record Table(String url, String user, String up, String down) implements Way {
        static final String WORD = "table";

        /** The one a partner writes a message into. */
        public String up(String kind, String message) {
            return name(up, kind, message);
        }

        /** The one the gateway writes a message into. */
        public String down(String kind, String message) {
            return name(down, kind, message);
        }

        private static String name(String prefix, String kind, String message) {
            return prefix + kind.replace('-', '_') + "_" + message.replace('-', '_');
        }

        @Override
        public String word() {
            return WORD;
        }
    }

    /**
     * What is peculiar about an endpoint.
     *
     * @param idempotent whether the same message may be sent there again when it is not known whether it arrived; what the kind says where empty
     * @param status where to ask whether a message arrived
     * @param attachments where the files that messages speak of are brought before them; empty where it fetches them
     * @param maintenance when nothing is sent there
     * @param follows of a feed, which items are wanted there: values by facet; all of them where it is empty
     */
    public record Habits(
            Optional<Boolean> idempotent, Optional<URI> status, Optional<URI> attachments, List<Window> maintenance, Map<String, List<String>> follows) {
        public Habits {
            maintenance = List.copyOf(maintenance);
            follows = Collections.unmodifiableMap(new TreeMap<>(follows));
        }

        public static Habits none() {
            return new Habits(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Map.of());
        }
    }

    /** A time in Asia/Shanghai: on every day, also past midnight, or once. Its end is no part of it. */
    public record Window(Optional<LocalDateTime> begins, LocalTime from, Optional<LocalDateTime> ends, LocalTime to) {
        private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

        public Window {
            boolean once = begins.isPresent() && ends.isPresent();
            if (once ? !begins.get().isBefore(ends.get()) : begins.isPresent() || ends.isPresent() || from.equals(to)) {
                throw new IllegalArgumentException("a window begins before it ends, at two times of the day or at two dates with their times");
            }
        }

        /** @throws java.time.DateTimeException where the texts are no such times; IllegalArgumentException where they make no window */
        static Window of(String from, String to) {
            return from.indexOf('T') < 0 && to.indexOf('T') < 0
                    ? new Window(Optional.empty(), LocalTime.parse(from), Optional.empty(), LocalTime.parse(to))
                    : new Window(Optional.of(LocalDateTime.parse(from)), LocalTime.MIN, Optional.of(LocalDateTime.parse(to)), LocalTime.MIN);
        }

        boolean open(Instant at) {
            LocalDateTime now = LocalDateTime.ofInstant(at, CHINA);
            if (begins.isPresent()) {
                return !now.isBefore(begins.get()) && now.isBefore(ends.orElseThrow());
            }
            boolean after = !now.toLocalTime().isBefore(from);
            boolean before = now.toLocalTime().isBefore(to);
            return from.isBefore(to) ? after && before : after || before;
        }

        String begin() {
            return begins.map(LocalDateTime::toString).orElse(from.toString());
        }

        String end() {
            return ends.map(LocalDateTime::toString).orElse(to.toString());
        }
    }

    /** Whether nothing is sent there now, because its platform is being looked after. */
    public boolean inMaintenance(Instant now) {
        return habits.maintenance().stream().anyMatch(window -> window.open(now));
    }

    /**
     * Where it is called.
     *
     * @throws IllegalStateException where the way is another than {@link Push}
     */
    public URI url() {
        if (way instanceof Push push) {
            return push.url();
        }
        throw new IllegalStateException("the endpoint " + name() + " is not called");
    }

    /**
     * The tables agreed.
     *
     * @throws IllegalStateException where the way is another than {@link Table}
     */
    public Table tables() {
        if (way instanceof Table table) {
            return table;
        }
        throw new IllegalStateException("the endpoint " + name() + " has no tables");
    }

    /**
     * Whether a file may be fetched there: only from where the endpoint itself is or a place registered for it, and over TLS wherever the
     * endpoint is called over TLS. Elsewhere the call's credential would be shown to whoever an answer names.
     */
    public boolean keepsFilesAt(URI link) {
        boolean usable = link.getHost() != null && link.getRawUserInfo() == null && link.getRawFragment() == null;
        boolean encrypted = "https".equals(link.getScheme()) || url().getScheme().equals("http") && "http".equals(link.getScheme());
        return usable
                && encrypted
                && (sameAs(url(), link) || fileHosts.stream().anyMatch(host -> sameAs(URI.create(link.getScheme() + "://" + host), link)));
    }

    private static boolean sameAs(URI place, URI link) {
        return link.getScheme().equals(place.getScheme()) && link.getHost().equalsIgnoreCase(place.getHost()) && port(link) == port(place);
    }

    private static int port(URI address) {
        return Optional.of(address.getPort()).filter(given -> given >= 0).orElse(address.getScheme().equals("https") ? 443 : 80);
    }

    /** Unique: partner, kind, environment. */
    public String name() {
        return name(owner, kind, environment);
    }

    /** The name of the endpoint a partner has for a kind, whether or not it has one. */
    public static String name(PartnerId owner, String kind, Environment environment) {
        return owner + "/" + kind + "/" + environment.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name();
    }
}
