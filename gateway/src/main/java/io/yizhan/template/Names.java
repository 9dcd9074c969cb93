package io.yizhan.template;

import java.util.Set;
import java.util.regex.Pattern;

/** What a folder of the mapping tree may be called. */
final class Names {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    /** Folders of the tree that are no dialects. */
    private static final Set<String> TAKEN = Set.of("canonical", "conventions", "codes", "samples");

    private Names() {}

    static void require(String name) {
        if (!FORM.matcher(name).matches() || TAKEN.contains(name)) {
            throw new IllegalArgumentException("a name is of lower-case letters, digits and single hyphens, and none of " + String.join(", ", TAKEN.stream().sorted().toList()));
        }
    }
}
