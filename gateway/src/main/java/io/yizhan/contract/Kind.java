package io.yizhan.contract;

import java.util.List;

/** One kind of exchange ({@code mappings/canonical/<kind>/kind.yaml}). */
public record Kind(String name, String pattern, List<String> messages) {
    public Kind {
        messages = List.copyOf(messages);
    }
}
