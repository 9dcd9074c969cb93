package io.yizhan.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.delivery.Deliveries;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What was exchanged with a partner on a day, to be compared with what the partner itself knows of it (对账). A day is one in China, and a message
 * belongs to the one on which it was accepted. Safe for use by many threads.
 */
public interface Reconciliation {
    static Reconciliation of(Deliveries deliveries) {
        return new DailyReconciliation(deliveries);
    }

    /** One line for each kind, direction and state there is something of, in that order. */
    Day of(PartnerId partner, Environment environment, LocalDate day, Optional<String> kind);

    /** Which way messages go, as the partner sees it. */
    enum Direction {
        SENT,
        RECEIVED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param state {@code accepted} with all there are, and of these what has become of them: {@code delivered}, {@code refused},
     *     {@code discarded}, {@code dead}, {@code unknown}, {@code open}
     * @param ids the senders' own, or the gateway's where they gave none
     */
    record Line(String kind, Direction direction, String state, SortedSet<String> ids) {
        /** SHA-256 of the ids, sorted by their characters' code, each with a line feed after it, in UTF-8: equal where nothing differs. */
        public Digest digest() {
            StringBuilder text = new StringBuilder();
            ids.forEach(id -> text.append(id).append('\n'));
            return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What was exchanged with a partner on a day. */
    record Day(PartnerId partner, LocalDate day, List<Line> lines) {
        public Day {
            lines = List.copyOf(lines);
        }

        /** What differs between all that was accepted and what the partner has. */
        public Difference against(Collection<String> ids) {
            return DailyReconciliation.difference(this, ids);
        }

        public ObjectNode json() {
            return DailyReconciliation.json(this);
        }
    }

    /** @param here ids only the gateway has, {@code there}: ids only the partner has */
    record Difference(SortedSet<String> here, SortedSet<String> there) {
        public boolean none() {
            return here.isEmpty() && there.isEmpty();
        }
    }
}
