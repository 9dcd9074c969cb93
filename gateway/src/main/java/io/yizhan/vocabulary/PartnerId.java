package io.yizhan.vocabulary;

import java.util.regex.Pattern;

/** The registered short name of a partner, for instance a province's platform: 1 to 40 of {@code a-z 0-9 -}, beginning with a letter. */
public record PartnerId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public PartnerId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a partner id is 1 to 40 of a-z, 0-9 and '-', beginning with a letter");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
