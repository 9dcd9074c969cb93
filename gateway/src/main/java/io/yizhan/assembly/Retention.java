package io.yizhan.assembly;

import io.yizhan.attachment.Attachments;
import io.yizhan.casework.Casework;
import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.delivery.Messages;
import io.yizhan.feed.Feed;
import io.yizhan.vocabulary.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Forgets what is over, as each kind says, and makes room for the months to come. The evidence stays. */
record Retention(Messages messages, Attachments attachments, Casework casework, Feed feed, Contract contract) {
    /** Longer than from one look to the next, whatever a node is kept from. */
    private static final Duration AHEAD = Duration.ofDays(10);
    private static final Duration LONGER = Duration.ofDays(30);

    void keep(Instant now) {
        // whoever waits for another party of a case gets its files when its turn has come
        attachments.prolong(casework.open(attachments.ending(now.plus(AHEAD))), now.plus(LONGER));
        List<String> kinds = Despatch.kinds(contract);
        messages.prepare(kinds, now);
        Duration longest = Duration.ZERO;
        for (Kind kind : kinds.stream().map(name -> contract.kind(name).orElseThrow()).toList()) {
            Optional<Instant> open = casework.oldestOpen(kind.name()).map(MessageId::at);
            messages.purge(kind.name(), earlier(now.minus(kind.kept().payload()), open), earlier(now.minus(kind.kept().message()), open));
            if (kind.feed().isPresent()) {
                feed.forget(kind.name(), now.minus(kind.kept().payload()));
            }
            longest = kind.isCase() && kind.kept().message().compareTo(longest) > 0 ? kind.kept().message() : longest;
        }
        if (!longest.isZero()) {
            casework.forget(now.minus(longest));
        }
    }

    /** What belongs to an open case is kept with it. */
    private static Instant earlier(Instant before, Optional<Instant> open) {
        return open.filter(before::isAfter).orElse(before);
    }
}
