package io.yizhan.contract;

import java.util.List;

/**
 * One kind of exchange ({@code mappings/canonical/<kind>/kind.yaml}).
 *
 * @param pattern what happens to its messages: the name of a route template
 * @param messages the names of its messages, at least one, in the order they are exchanged
 */
public record Kind(String name, String pattern, List<String> messages) {
    public Kind {
        if (name.isBlank() || pattern.isBlank()) {
            throw new IllegalArgumentException("a kind has a name and a pattern");
        }
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a kind has at least one message");
        }
    }
}
