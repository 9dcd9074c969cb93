package io.yizhan.console;

import java.util.regex.Pattern;

/** Whoever does something by hand, as the ledger names them. */
public record Operator(String name) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");

    public Operator {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("an operator's name is 1 to 64 letters, digits, '.', '_', '@' and '-'");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
