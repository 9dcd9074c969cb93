package io.yizhan.partner;

import io.yizhan.vocabulary.RegionCode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

record ListedRegions(Map<String, String> provinces, Map<RegionCode, RegionCode> successors) implements Regions {
    private static final Pattern PROVINCE = Pattern.compile("\\d{2}");
    private static final Pattern CODE = Pattern.compile("\\d{6}");

    static Regions load(Path file) {
        Section root = Section.read(file).only("provinces", "successors");
        Map<String, String> provinces = new HashMap<>();
        root.child("provinces").texts().forEach((code, name) ->
                provinces.put(checked(code, PROVINCE, "provinces", "two digits"), name));
        Map<RegionCode, RegionCode> successors = new HashMap<>();
        root.child("successors").texts().forEach((code, now) -> successors.put(
                new RegionCode(checked(code, CODE, "successors", "six digits")), new RegionCode(checked(now, CODE, "successors", "six digits"))));
        return new ListedRegions(Map.copyOf(provinces), Map.copyOf(successors));
    }

    private static String checked(String code, Pattern form, String place, String expected) {
        if (!form.matcher(code).matches()) {
            throw new InvalidPartners(place + "." + code, "expected " + expected);
        }
        return code;
    }

    @Override
    public boolean known(String prefix) {
        return prefix.length() >= 2 && provinces.containsKey(prefix.substring(0, 2));
    }

    @Override
    public RegionCode today(RegionCode written) {
        return successors.getOrDefault(written, written);
    }
}
