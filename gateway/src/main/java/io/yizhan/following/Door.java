package io.yizhan.following;

import io.yizhan.contract.Kind;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Limits;
import io.yizhan.exchange.Rooms;
import io.yizhan.feed.Feed;
import io.yizhan.following.Following.Asked;
import io.yizhan.following.Following.What;
import io.yizhan.partner.Agreement;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what is asked for, and whether that is for the one who asks. */
record Door(Rooms rooms, Feed feed) {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final int USUAL = 100;
    private static final int MOST = 1000;
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
            return sensible
                    ? known(new Asked(who, what, kind, publishers, Long.parseLong(since), limit, wait))
                    : malformed("wait of at most " + LONGEST_WAIT.toSeconds() + "s, limit of 1 to " + MOST + ", since a cursor");
        } catch (IllegalArgumentException another) {
            return malformed(another.getMessage());
        }
    }

    /** In seconds, where no unit is given. */
    private static Duration patience(String text) {
        return Limits.duration("wait", text.matches("[0-9]{1,6}") ? text + "s" : text);
    }

    /** A cursor from before the database was put back to an earlier state would silently miss what comes. */
    private Outcome<Asked> known(Asked asked) {
        return asked.since() == 0 || asked.since() <= feed.last(asked.line()) ? Outcome.of(asked) : malformed("since a cursor this feed has given");
    }

    private static Outcome<Asked> malformed(String expected) {
        return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "", expected));
    }

    private static Optional<String> parameter(String query, String name) {
        Matcher found = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(query);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
