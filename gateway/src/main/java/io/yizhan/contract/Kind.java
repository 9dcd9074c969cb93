package io.yizhan.contract;

import java.util.HashSet;
import java.util.List;

/**
 * One kind of exchange ({@code mappings/canonical/<kind>/kind.yaml}).
 *
 * @param pattern what happens to its messages: the name of a route template
 * @param messages the names of its messages, at least one, in the order they are exchanged
 * @param stages what a case goes through between acceptance and its end, in order; empty where it has no progress of its own
 * @param idempotent whether the same message may be sent again when it is not known whether it arrived: receivers know it by its id
 */
public record Kind(String name, String pattern, List<String> messages, List<String> stages, boolean idempotent) {
    private static final String CASE = "case";

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
        if (!stages.isEmpty() && !pattern.equals(CASE)) {
            throw new IllegalArgumentException("stages are for the pattern " + CASE);
        }
    }
}
