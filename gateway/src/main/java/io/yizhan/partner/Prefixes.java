package io.yizhan.partner;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Prefixes of region codes: the significant digits of a province (2), a city (4) or a district (6). */
final class Prefixes {
    private static final Pattern FORM = Pattern.compile("\\d{2}|\\d{4}|\\d{6}");

    private Prefixes() {}

    static List<String> read(Section section, String key, Regions regions) {
        List<String> prefixes = new ArrayList<>();
        for (String written : section.listed(key)) {
            prefixes.add(check(section, key + "[" + prefixes.size() + "]", written, regions));
        }
        return List.copyOf(prefixes);
    }

    /** Padded codes are cut: 330200 stands for every district below it, as 3302 does. */
    static String check(Section section, String place, String written, Regions regions) {
        if (!FORM.matcher(written).matches() || !regions.known(written)) {
            throw section.invalid(place, "expected the first 2, 4 or 6 digits of a region code, of a province there is");
        }
        String prefix = written;
        while (prefix.length() > 2 && prefix.endsWith("00")) {
            prefix = prefix.substring(0, prefix.length() - 2);
        }
        return prefix;
    }
}
