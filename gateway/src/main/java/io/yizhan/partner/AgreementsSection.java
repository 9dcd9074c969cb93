package io.yizhan.partner;

import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Release;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the agreements of a partners file. */
final class AgreementsSection {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,79}");
    private static final Set<String> BASES = Set.of("holder", "duty");

    private final Set<String> partners;
    private final Regions regions;
    private final Registry.Words words;
    private final Set<String> seen = new HashSet<>();

    AgreementsSection(List<Roster.Member> members, Regions regions, Registry.Words words) {
        this.partners = members.stream().map(Roster.Member::id).collect(Collectors.toSet());
        this.regions = regions;
        this.words = words;
    }

    List<Agreement> read(Section root) {
        return root.children("agreements").stream().map(this::agreement).sorted(Comparator.comparing(Agreement::id)).toList();
    }

    private Agreement agreement(Section section) {
        section.only("id", "caller", "answers", "kind", "purposes", "bases", "release", "daily-quota", "from", "to", "way");
        String id = PartnersFile.matching(section, "id", ID, "1 to 80 of a-z, 0-9, '.' and '-'");
        if (!seen.add(id)) {
            throw section.invalid("id", "agreement " + id + " is there already");
        }
        LocalDate from = day(section, "from");
        LocalDate to = day(section, "to");
        if (from.isAfter(to)) {
            throw section.invalid("to", "expected a day not before from");
        }
        return new Agreement(id, caller(section), answers(section),
                PartnersFile.known(section, "kind", words.kinds()),
                new LinkedHashSet<>(section.listed("purposes")), bases(section),
                release(section),
                section.number("daily-quota", 1, Integer.MAX_VALUE), from, to, way(section));
    }

    /** Of some kinds nothing is left that a receiver could act upon, where less is released. */
    private Release release(Section section) {
        Release release = PartnersFile.choice(section, "release", Release.class);
        Release least = words.least().getOrDefault(section.text("kind"), Release.VERDICT);
        if (!release.allows(least)) {
            String enough = Stream.of(Release.values()).filter(each -> each.allows(least)).map(PartnersFile::word).collect(Collectors.joining(" or "));
            throw section.invalid("release", "expected " + enough + ": messages of the kind " + section.text("kind") + " cannot be released as " + PartnersFile.word(release));
        }
        return release;
    }

    private PartnerId caller(Section section) {
        String caller = section.text("caller");
        if (!partners.contains(caller)) {
            throw section.invalid("caller", "expected a partner of this file");
        }
        return new PartnerId(caller);
    }

    private Set<String> answers(Section section) {
        Set<String> answers = new LinkedHashSet<>();
        for (String written : section.listed("answers")) {
            answers.add(answer(section, "answers[" + answers.size() + "]", written));
        }
        return some(section, "answers", answers);
    }

    private String answer(Section section, String place, String written) {
        if (written.equals("*") || partners.contains(written)) {
            return written;
        }
        if (!Character.isDigit(written.charAt(0))) {
            throw section.invalid(place, "expected a partner of this file, a region prefix or \"*\"");
        }
        return Prefixes.check(section, place, written, regions);
    }

    private static Set<String> bases(Section section) {
        Set<String> bases = new LinkedHashSet<>(section.listed("bases"));
        if (!BASES.containsAll(bases)) {
            throw section.invalid("bases", "expected holder, duty or both");
        }
        return some(section, "bases", bases);
    }

    private static List<Agreement.Way> way(Section section) {
        List<String> written = section.listed("way");
        List<Agreement.Way> way = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Agreement.Way next = PartnersFile.choice(section, "way[" + i + "]", written.get(i), Agreement.Way.class);
            if (way.contains(next)) {
                throw section.invalid("way[" + i + "]", "expected each only once");
            }
            way.add(next);
        }
        return some(section, "way", way);
    }

    private static <C extends Collection<?>> C some(Section section, String key, C things) {
        if (things.isEmpty()) {
            throw section.invalid(key, "expected at least one");
        }
        return things;
    }

    private static LocalDate day(Section section, String key) {
        try {
            return LocalDate.parse(section.text(key));
        } catch (DateTimeParseException notOne) {
            throw section.invalid(key, "expected a day such as 2026-01-31");
        }
    }
}
