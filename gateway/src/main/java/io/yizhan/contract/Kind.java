package io.yizhan.contract;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * One kind of exchange ({@code mappings/canonical/<kind>/kind.yaml}).
 *
 * @param pattern what happens to its messages: the name of a route template
 * @param messages the names of its messages, at least one, in the order they are exchanged
 * @param stages what a case goes through between acceptance and its end, in order; empty where it has no progress of its own
 * @param numbers where messages of a case that follow the one that opened it say which case and party they are about
 * @param kept how long, once it is over
 * @param awaits which of its messages want another one in time
 * @param idempotent whether the same message may be sent again when it is not known whether it arrived: receivers know it by its id
 */
public record Kind(
        String name, String pattern, List<String> messages, List<String> stages, boolean idempotent, Optional<Numbers> numbers,
        Kept kept, Optional<Awaits> awaits) {
    private static final String CASE = "case";

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
        if (!stages.isEmpty() && !pattern.equals(CASE)) {
            throw new IllegalArgumentException("stages are for the pattern " + CASE);
        }
    }
}
