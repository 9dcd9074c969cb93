package io.yizhan.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text of this room's resources with {@code @names@} in it. */
final class Blank {
    private static final Pattern NAME = Pattern.compile("@([a-z-]+)@");

    private Blank() {}

    static String filled(String resource, Map<String, String> values) {
        return NAME.matcher(text(resource)).replaceAll(name -> Matcher.quoteReplacement(values.get(name.group(1))));
    }

    private static String text(String resource) {
        try (InputStream text = Blank.class.getResourceAsStream(resource)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
