package io.yizhan.following;

import io.yizhan.contract.Kind;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Limits;
import io.yizhan.exchange.Rooms;
import io.yizhan.feed.Feed;
import io.yizhan.figures.Figures;
import io.yizhan.following.Following.Asked;
import io.yizhan.following.Following.Figured;
import io.yizhan.following.Following.What;
import io.yizhan.partner.Agreement;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.RegionCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what is asked for, and whether that is for the one who asks. */
record Door(Rooms rooms, Feed feed) {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final int USUAL = 100;
    private static final int MOST = 1000;
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");
    private static final String COUNTRY = "00";
    private static final Pattern CURSOR = Pattern.compile("[0-9]{1,18}");

    Outcome<Asked> asked(Identified who, String below) {
        if (who.partner().suspended()) {
            return Outcome.refused(RefusalCode.SUSPENDED, "");
        }
        String[] parts = below.split("/", -1);
        Optional<What> what = Stream.of(What.values()).filter(one -> parts.length == 2 && one.name().toLowerCase(Locale.ROOT).equals(parts[1])).findFirst();
        boolean feed = rooms.contract().kind(parts[0]).flatMap(Kind::feed).isPresent();
        return Arrival.asksAt(who, Following.PLACE) && feed && what.isPresent() ? asked(who, parts[0], what.get()) : Outcome.refused(RefusalCode.UNKNOWN_KIND, "");
    }

    private Outcome<Asked> asked(Identified who, String kind, What what) {
        Map<PartnerId, Optional<Agreement>> publishers = new HashMap<>();
        who.before().directory().publishers(who.partner().id(), kind, rooms.today()).forEach((publisher, agreement) -> publishers.put(publisher, Optional.of(agreement)));
        if (who.before().directory().mayAsk(who.partner().id(), kind, rooms.today())) {
            publishers.put(who.partner().id(), Optional.empty());
        }
        return publishers.isEmpty() ? Outcome.refused(RefusalCode.NOT_AGREED, "") : read(who, kind, what, publishers);
    }

    private Outcome<Asked> read(Identified who, String kind, What what, Map<PartnerId, Optional<Agreement>> publishers) {
        String query = Optional.ofNullable(who.before().request().uri().getRawQuery()).orElse("");
        try {
            Duration wait = parameter(query, "wait").map(Door::patience).orElse(Duration.ZERO);
            int limit = parameter(query, "limit").map(text -> Limits.number("limit", text)).orElse(USUAL);
            String since = parameter(query, "since").orElse("0");
            boolean sensible = wait.compareTo(LONGEST_WAIT) <= 0 && limit >= 1 && limit <= MOST && CURSOR.matcher(since).matches();
            if (what == What.FIGURES) {
                return figured(query).map(figured -> new Asked(who, what, kind, publishers, 0, limit, Duration.ZERO, Optional.of(figured)));
            }
            return sensible
                    ? known(new Asked(who, what, kind, publishers, Long.parseLong(since), limit, wait, Optional.empty()))
                    : malformed("wait of at most " + LONGEST_WAIT.toSeconds() + "s, limit of 1 to " + MOST + ", since a cursor");
        } catch (IllegalArgumentException another) {
            return malformed(another.getMessage());
        }
    }

    /** Of the last twelve months, where none are named. */
    private Outcome<Figured> figured(String query) {
        YearMonth now = YearMonth.from(rooms.today());
        String to = parameter(query, "to").orElse(now.toString());
        String from = parameter(query, "from").orElse(now.minusMonths(11).toString());
        String format = parameter(query, "format").orElse("json");
        Optional<String> region = parameter(query, "region");
        boolean sensible = MONTH.matcher(from).matches() && MONTH.matcher(to).matches() && region.filter(code -> RegionCode.read(code).isEmpty()).isEmpty();
        if (!sensible || !Set.of("json", "csv").contains(format)) {
            return malformed("from and to months (2026-11), region a code, format json or csv");
        }
        Optional<String> item = parameter(query, "item").map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8));
        if (item.filter(id -> id.chars().anyMatch(Character::isISOControl)).isPresent()) {
            return malformed("item an id, which has no control characters");
        }
        Optional<String> digits = region.map(code -> RegionCode.of(code).significant()).map(code -> code.isEmpty() ? COUNTRY : code);
        return Outcome.of(new Figured(new Figures.Months(YearMonth.parse(from), YearMonth.parse(to)), digits, item, format.equals("csv")));
    }

    /** In seconds, where no unit is given. */
    private static Duration patience(String text) {
        return Limits.duration("wait", text.matches("[0-9]{1,6}") ? text + "s" : text);
    }

    /** A cursor from before the database was put back to an earlier state would silently miss what comes. */
    private Outcome<Asked> known(Asked asked) {
        return asked.since() == 0 || asked.since() <= feed.last(asked.line()) ? Outcome.of(asked) : malformed("since a cursor this feed has given");
    }

    private static <T> Outcome<T> malformed(String expected) {
        return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "", expected));
    }

    private static Optional<String> parameter(String query, String name) {
        Matcher found = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(query);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
