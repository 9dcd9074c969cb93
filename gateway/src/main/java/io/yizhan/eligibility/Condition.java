package io.yizhan.eligibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.RegionCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What must hold of somebody.
 *
 * @param about which of the things known of somebody it looks at
 * @param test empty where it is one that is not known: then nobody can tell whether it holds
 * @param values what it is compared with, in their normal form, sorted
 */
public record Condition(String about, Optional<Test> test, List<String> values) {
    static final String REGION = "region";
    static final String INDUSTRY = "industry";
    static final String TAG = "tag";
    static final String AUDIENCE = "audience";

    /** How it looks. At least and at most include the value itself, before and after do not. */
    public enum Test {
        ONE_OF("one-of"),
        NONE_OF("none-of"),
        PREFIX("prefix"),
        AT_LEAST("at-least"),
        AT_MOST("at-most"),
        BEFORE("before"),
        AFTER("after");

        private final String word;

        Test(String word) {
            this.word = word;
        }

        static Optional<Test> of(String word) {
            return Arrays.stream(values()).filter(test -> test.word.equals(word)).findFirst();
        }

        boolean ordered() {
            return compareTo(AT_LEAST) >= 0;
        }

        /** Where it divides amounts. */
        Range.Cut cut(BigDecimal amount) {
            return this == AT_LEAST || this == BEFORE ? Range.Cut.before(amount) : Range.Cut.after(amount);
        }

        boolean upwards() {
            return this == AT_LEAST || this == AFTER;
        }
    }

    /** Those in a list, {@code [{about, test, values}]}; none for what is no list. */
    public static List<Condition> all(JsonNode list) {
        List<Condition> all = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(node -> all.add(of(node)));
        }
        return all;
    }

    static Condition of(JsonNode node) {
        String about = node.path("about").asText();
        List<String> values = new ArrayList<>();
        node.path("values").forEach(value -> values.addAll(about.equals(INDUSTRY) ? Industry.named(value.asText()) : known(about, value.asText())));
        return new Condition(about, Test.of(node.path("test").asText()), values.stream().distinct().sorted().toList());
    }

    /**
     * All that must hold of somebody for whom something is: where they are, what they are, and what it asks of them itself, in this order, which is
     * that of what most things are not for somebody by.
     *
     * @param regions none, or the country among them, for what is for all of it
     * @param audiences none for what is for anybody
     */
    public static List<Condition> all(List<RegionCode> regions, List<String> audiences, JsonNode list) {
        List<Condition> all = new ArrayList<>();
        in(regions).ifPresent(all::add);
        among(audiences).ifPresent(all::add);
        all.addAll(all(list));
        return all;
    }

    /** That somebody is one of these. */
    public static Optional<Condition> among(List<String> audiences) {
        List<String> values = audiences.stream().distinct().sorted().toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(new Condition(AUDIENCE, Optional.of(Test.ONE_OF), values));
    }

    /** That somebody is in one of these regions. */
    public static Optional<Condition> in(List<RegionCode> regions) {
        return regions.isEmpty() || regions.stream().anyMatch(RegionCode::national)
                ? Optional.empty()
                : Optional.of(new Condition(REGION, Optional.of(Test.ONE_OF), regions.stream().map(RegionCode::significant).distinct().sorted().toList()));
    }

    /** What is known of somebody, in the form it is compared in: divisions without zeros at their end, branches of industry with their section's letter. */
    static List<String> known(String about, String value) {
        return switch (about) {
            case REGION -> List.of(RegionCode.read(value.strip()).map(RegionCode::significant).orElse(value.strip()));
            case INDUSTRY -> Industry.known(value).stream().toList();
            default -> List.of(value.strip());
        };
    }

    /** About nothing: nobody can tell whether it holds. */
    static Condition none() {
        return new Condition("", Optional.empty(), List.of());
    }

    /** Whether it holds for somebody. */
    public Verdict judge(Profile profile) {
        if (test.isEmpty() || values.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        return test.get().ordered() ? compared(profile, test.get()) : found(profile.known(about), test.get());
    }

    /** Of several values the one that is met first decides: at least one of them is enough. */
    private Verdict compared(Profile profile, Test how) {
        Verdict best = Verdict.NO;
        for (String value : values) {
            Verdict one = Profile.amount(value).map(amount -> side(profile.range(about), how.cut(amount), how)).orElse(Verdict.UNKNOWN);
            best = one == Verdict.YES || best == Verdict.NO ? one : best;
            if (best == Verdict.YES) {
                return best;
            }
        }
        return best;
    }

    private static Verdict side(Range range, Range.Cut cut, Test how) {
        return how.upwards() ? range.above(cut) : range.below(cut);
    }

    private Verdict found(Profile.Known known, Test how) {
        boolean nested = how == Test.PREFIX || about.equals(REGION) || about.equals(INDUSTRY);
        Verdict any = among(known, nested);
        if (how != Test.NONE_OF) {
            return any;
        }
        return any == Verdict.UNKNOWN ? any : any == Verdict.YES ? Verdict.NO : Verdict.YES;
    }

    /** Whether it is one of the values, or lies in one of them. What is known too broadly (a province, a division of industry) leaves it open. */
    private Verdict among(Profile.Known known, boolean nested) {
        if (known.is().stream().anyMatch(is -> values.stream().anyMatch(value -> nested ? is.startsWith(value) : is.equals(value)))) {
            return Verdict.YES;
        }
        if (values.stream().allMatch(value -> denied(known, value, nested))) {
            return Verdict.NO;
        }
        boolean broad = nested && known.is().stream().anyMatch(is -> values.stream().anyMatch(value -> value.startsWith(is)));
        return known.is().isEmpty() || about.equals(TAG) || broad ? Verdict.UNKNOWN : Verdict.NO;
    }

    private static boolean denied(Profile.Known known, String value, boolean nested) {
        return known.isNot().stream().anyMatch(not -> nested ? value.startsWith(not) : value.equals(not));
    }
}
