package io.yizhan.contract;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One kind of exchange ({@code mappings/canonical/<kind>/kind.yaml}).
 *
 * @param pattern what happens to its messages: the name of a route template
 * @param messages the names of its messages, at least one, in the order they are exchanged
 * @param stages what a case goes through between acceptance and its end, in order; empty where it has no progress of its own
 * @param numbers where messages of a case that follow the one that opened it say which case and party they are about
 * @param kept how long, once it is over
 * @param awaits which of its messages want another one in time
 * @param feed where in its one message, an item, stands what is published, searched, compared and matched; for the pattern feed only
 * @param figures what its messages count for, of items of a feed
 * @param idempotent whether the same message may be sent again when it is not known whether it arrived: receivers know it by its id
 */
public record Kind(
        String name, String pattern, List<String> messages, List<String> stages, boolean idempotent, Optional<Numbers> numbers,
        Kept kept, Optional<Awaits> awaits, Optional<Feed> feed, Optional<Figures> figures) {
    private static final String CASE = "case";
    private static final String FEED = "feed";

    /**
     * How long what is over is kept, by whole months.
     *
     * @param payload what messages say
     * @param message what became of them
     */
    public record Kept(Duration payload, Duration message) {
        public static final Kept USUAL = new Kept(Duration.ofDays(30), Duration.ofDays(180));

        public Kept {
            if (payload.isNegative() || payload.isZero() || message.compareTo(payload) < 0) {
                throw new IllegalArgumentException("messages are kept for some time, and for no less than what they say");
            }
        }
    }

    /**
     * Names of members of a canonical message.
     *
     * @param number the number its originator gave the case
     * @param party which of its parties
     * @param project the party's own number
     */
    public record Numbers(String number, String party, String project) {
        public Numbers {
            if (number == null || party == null || project == null) {
                throw new IllegalArgumentException("numbers names the members number, party and project");
            }
        }
    }

    /**
     * Messages that want another one: where none came in time, operators are shown so.
     *
     * @param message of the kind's
     * @param at where in it, as a JSON pointer, stands whether it wants one
     * @param values with which it does
     * @param answer what it wants
     * @param same JSON pointers to what both have in common
     * @param within from when it was accepted; shorter than what messages say is kept
     */
    public record Awaits(String message, String at, List<String> values, String answer, List<String> same, Duration within) {
        public Awaits {
            values = List.copyOf(values);
            same = List.copyOf(same);
            boolean pointers = at.startsWith("/") && !same.isEmpty() && same.stream().allMatch(pointer -> pointer.startsWith("/"));
            if (!pointers || values.isEmpty() || within.isNegative() || within.isZero()) {
                throw new IllegalArgumentException("awaits says with which values at a JSON pointer, and what is the same, at least one of each");
            }
        }
    }

    /**
     * Items that are published, replaced by newer versions, withdrawn, followed and found. Places are JSON pointers into a canonical item; where
     * one leads to a list, each of its values counts, and through lists of objects ({@code /benefits/name}) each of theirs.
     *
     * @param collection what they are found under, {@code GET /catalogue/<collection>}
     * @param id the publisher's own id of an item
     * @param version a whole number; a smaller one never takes the place of a greater one
     * @param withdrawn whether the item is no more
     * @param search what keywords are looked for in, and how much a hit there counts
     * @param facets by name, what is counted and filtered by
     * @param dates by name, what is sorted and filtered by
     * @param compare by name, what is laid side by side
     * @param match where conditions and benefits stand; empty where items are for nobody in particular
     * @param notice how those are told of whom a profile was saved; empty where none can be
     * @param unanswered the kind of the cases by which is asked what nothing is found of
     * @param must what every item should say, though none is refused for it; empty where it goes by what is compared
     */
    public record Feed(
            String collection, String id, String version, String withdrawn, Map<String, Integer> search, Map<String, String> facets,
            Map<String, String> dates, Map<String, String> compare, Optional<Match> match, Optional<Notice> notice, Optional<String> unanswered,
            List<Must> must) {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,40}");

        /**
         * @param conditions a list of them, all of which must hold
         * @param benefits a list of them
         * @param when inside a benefit, the conditions under which it is this one that applies
         * @param audience what somebody must be one of, where anything stands there
         */
        public record Match(String conditions, String benefits, String when, Optional<String> audience) {
            private Stream<String> places() {
                return Stream.concat(Stream.of(conditions, benefits, when), audience.stream());
            }
        }

        /**
         * Something an item should say.
         *
         * @param any places, at one of which something stands
         * @param unless a place with one of these values, by which it need not
         */
        public record Must(List<String> any, Optional<String> unless, List<String> is) {
            public Must {
                any = List.copyOf(any);
                is = List.copyOf(is);
                if (any.isEmpty() || unless.isPresent() == is.isEmpty()) {
                    throw new IllegalArgumentException("feed.must names any of some places, and with unless what is there");
                }
            }

            private Stream<String> places() {
                return Stream.concat(any.stream(), unless.stream());
            }
        }

        public Feed {
            must = List.copyOf(must);
            search = Collections.unmodifiableMap(new LinkedHashMap<>(search));
            facets = Collections.unmodifiableMap(new LinkedHashMap<>(facets));
            dates = Collections.unmodifiableMap(new LinkedHashMap<>(dates));
            compare = Collections.unmodifiableMap(new LinkedHashMap<>(compare));
            if (!Stream.of(Stream.of(id, version, withdrawn), search.keySet().stream(), facets.values().stream(), dates.values().stream(),
                            compare.values().stream(), match.stream().flatMap(Match::places),
                            must.stream().flatMap(Must::places), notice.stream().flatMap(Notice::places))
                    .flatMap(places -> places)
                    .allMatch(place -> place != null && place.startsWith("/"))) {
                throw new IllegalArgumentException("feed names places as JSON pointers, /title");
            }
            if (!Stream.of(Set.of(collection), facets.keySet(), dates.keySet(), compare.keySet())
                    .flatMap(Set::stream)
                    .allMatch(name -> NAME.matcher(name).matches())) {
                throw new IllegalArgumentException("in feed, names are small letters, digits and hyphens");
            }
            if (notice.isPresent() && match.isEmpty()) {
                throw new IllegalArgumentException("feed.notice is for items with conditions (match)");
            }
            if (search.isEmpty() || search.values().stream().anyMatch(weight -> weight < 1)) {
                throw new IllegalArgumentException("feed.search names at least one place, each with a weight of 1 or more");
            }
        }
    }

    /**
     * What somebody is told of an item that is for them.
     *
     * @param kind of the message, which only the gateway sends
     * @param benefit inside a benefit, its name
     * @param link where it is published
     */
    public record Notice(String kind, String title, String benefit, String link) {
        /** As many names as a message has room for. */
        public static final int MOST_BENEFITS = 50;

        private Stream<String> places() {
            return Stream.of(title, benefit, link);
        }
    }

    /**
     * What messages say of items of a feed, counted.
     *
     * @param of the kind of the items
     */
    public record Figures(String of, List<Count> count) {
        public Figures {
            count = List.copyOf(count);
            if (of.isBlank() || count.isEmpty()) {
                throw new IllegalArgumentException("figures says of which kind, and what counts");
            }
        }
    }

    /**
     * One message that counts.
     *
     * @param message of the kind's
     * @param as applied, paid or rated
     * @param item a JSON pointer to the item's id; empty where its case says which
     * @param region a JSON pointer to the region it counts for, where nobody knows the item
     * @param at a JSON pointer to what must have one of the values, where not every such message counts
     * @param amount a JSON pointer to how much was paid, or to the rate
     * @param worth what the rates are worth, where they are words
     */
    public record Count(
            String message, String as, Optional<String> item, Optional<String> region, Optional<String> at, List<String> values,
            Optional<String> amount, Map<String, BigDecimal> worth) {
        private static final Set<String> FIGURES = Set.of("applied", "paid", "rated");

        public Count {
            values = List.copyOf(values);
            worth = Map.copyOf(worth);
            boolean pointers = Stream.of(item, region, at, amount).flatMap(Optional::stream).allMatch(place -> place.startsWith("/"));
            if (!FIGURES.contains(as) || !pointers || at.isPresent() == values.isEmpty()) {
                throw new IllegalArgumentException("figures.count says as what (applied, paid or rated), names places as JSON pointers, and with at the values");
            }
        }
    }

    /** Whether it is about a case with several parties. */
    public boolean isCase() {
        return pattern.equals(CASE);
    }

    public Kind {
        if (name.isBlank() || pattern.isBlank()) {
            throw new IllegalArgumentException("a kind has a name and a pattern");
        }
        messages = List.copyOf(messages);
        stages = List.copyOf(stages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a kind has at least one message");
        }
        if (new HashSet<>(messages).size() < messages.size() || new HashSet<>(stages).size() < stages.size()) {
            throw new IllegalArgumentException("messages and stages are listed once each");
        }
        if (pattern.equals(CASE) != numbers.isPresent()) {
            throw new IllegalArgumentException("numbers are for the pattern " + CASE + ", which needs them");
        }
        if (awaits.isPresent() && !messages.containsAll(List.of(awaits.get().message(), awaits.get().answer()))) {
            throw new IllegalArgumentException("awaits names two of the messages");
        }
        if (awaits.isPresent() && awaits.get().within().compareTo(kept.payload()) >= 0) {
            throw new IllegalArgumentException("awaits is within less than messages are kept");
        }
        if (pattern.equals(FEED) != feed.isPresent() || feed.isPresent() && messages.size() != 1) {
            throw new IllegalArgumentException("feed is for the pattern " + FEED + ", which needs it, and has one message, the item");
        }
        for (Count count : figures.map(Figures::count).orElse(List.of())) {
            if (!messages.contains(count.message()) || count.item().isEmpty() && !pattern.equals(CASE)) {
                throw new IllegalArgumentException("figures.count names one of the messages, and the item unless its case does");
            }
        }
        if (!stages.isEmpty() && !pattern.equals(CASE)) {
            throw new IllegalArgumentException("stages are for the pattern " + CASE);
        }
    }
}
