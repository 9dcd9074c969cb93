package io.yizhan.vocabulary;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * An administrative division (GB/T 2260): always the six-digit form. Twelve-digit codes are cut, two- and four-digit ones padded with zeros.
 * {@code 000000} and {@code 100000} both stand for the whole country.
 */
public record RegionCode(String value) {
    private static final Pattern FORM = Pattern.compile("\\d{6}");
    private static final Pattern SEEN = Pattern.compile("\\d{2}|\\d{4}|\\d{6}|\\d{12}");

    public RegionCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a region code is six digits");
        }
    }

    /** Reads the forms platforms write: 2, 4, 6 or 12 digits. Throws {@link IllegalArgumentException} for any other. */
    public static RegionCode of(String written) {
        if (!SEEN.matcher(written).matches()) {
            throw new IllegalArgumentException("a region code is 2, 4, 6 or 12 digits");
        }
        return new RegionCode((written + "0000").substring(0, 6));
    }

    /** Whether this is the country as a whole rather than a part of it. */
    public boolean national() {
        return value.equals("000000") || value.equals("100000");
    }

    /** Reads what may be a code or something else. */
    public static Optional<RegionCode> read(String written) {
        return SEEN.matcher(written).matches() ? Optional.of(of(written)) : Optional.empty();
    }

    /** Without the zeros at its end, so that what lies in it begins with it; empty for the whole country. */
    public String significant() {
        return national() ? "" : value.replaceFirst("(00){1,2}$", "");
    }

    /** Itself and all it lies in, the nearest first and the whole country last. */
    public List<RegionCode> outwards() {
        String digits = significant();
        return IntStream.rangeClosed(0, digits.length() / 2)
                .mapToObj(up -> new RegionCode((digits.substring(0, digits.length() - 2 * up) + "000000").substring(0, 6)))
                .toList();
    }

    @Override
    public String toString() {
        return value;
    }
}
