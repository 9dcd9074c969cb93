package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What an identifier or a nonce may look like: one fixed set of characters and a length, written {@code [A-Za-z0-9]{16}} or {@code [a-z]{1,64}}. */
record Form(String text, String characters, int least, int most) {
    private static final Pattern WRITTEN = Pattern.compile("(\\[[A-Za-z0-9_.-]+])\\{(\\d{1,3})(?:,(\\d{1,3}))?}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Form of(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("expected one set of letters, digits, '_', '.' and '-' and a length, such as [A-Za-z0-9]{1,64}");
        }
        int least = Integer.parseInt(written.group(2));
        int most = written.group(3) == null ? least : Integer.parseInt(written.group(3));
        if (least < 1 || most < least) {
            throw new IllegalArgumentException("expected a length of at least 1, the smaller number first");
        }
        return new Form(text, members(Pattern.compile(written.group(1))), least, most);
    }

    private static String members(Pattern set) {
        return IntStream.range('!', 127)
                .mapToObj(Character::toString)
                .filter(one -> set.matcher(one).matches())
                .reduce("", String::concat);
    }

    boolean fits(String value) {
        return value.length() >= least && value.length() <= most && value.chars().allMatch(this::has);
    }

    boolean has(int character) {
        return characters.indexOf(character) >= 0;
    }

    boolean fixedLength() {
        return least == most;
    }

    /** The longest that fits, but no longer than it takes to be unguessable. */
    String random(RandomGenerator random) {
        return random.ints(Math.max(least, Math.min(most, 32)), 0, characters.length())
                .mapToObj(index -> characters.substring(index, index + 1))
                .reduce("", String::concat);
    }

    @Override
    public String toString() {
        return text;
    }
}
