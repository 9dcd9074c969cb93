package io.yizhan.catalogue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Layout.Match;
import io.yizhan.catalogue.Matched.Benefit;
import io.yizhan.catalogue.Matched.Judged;
import io.yizhan.catalogue.Search.Cursor;
import io.yizhan.eligibility.Condition;
import io.yizhan.eligibility.Judgement;
import io.yizhan.eligibility.Profile;
import io.yizhan.eligibility.Question;
import io.yizhan.eligibility.Reason;
import io.yizhan.eligibility.Verdict;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RegionCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds what there is for somebody, who is judged by distinct conditions first, so that of most items no more than a few numbers are looked at:
 * when they hold, and whether somebody is where they are for.
 */
final class Matcher {
    private static final Comparator<Row> SOONEST = Comparator.comparingLong(Row::rank).thenComparing(Row::key);

    private static final IntPredicate EVERYWHERE = place -> true;

    private final Layout layout;
    private final Retrieval retrieval;

    Matcher(Layout layout, Retrieval retrieval) {
        this.layout = layout;
        this.retrieval = retrieval;
    }

    /** What items are sorted by. @param rank of deadlines those that are yet to come first, then those that are past, the latest first */
    private record Row(long rank, String key) {
        static Row of(int until, int day, String key) {
            return new Row(until >= day ? until : (long) Integer.MAX_VALUE + day - until, key);
        }
    }

    /** What is asked of one pass. @param scene which places are looked at */
    private record Look(Matching matching, IntPredicate scene, Optional<Row> after, boolean asking) {}

    /** What one pass over all items came to. */
    private record Pass(Map<Verdict, Long> counts, List<Row> page, boolean more, Optional<Question> question) {}

    Outcome<Matched> match(Shelf shelf, Matching matching, boolean asking) throws IOException {
        Optional<Row> after = matching.after().flatMap(Matcher::row);
        Optional<Refusal> wrong = wrong(matching, after);
        if (wrong.isPresent()) {
            return Outcome.refused(wrong.get());
        }
        Outcome<IntPredicate> scene = scene(shelf, matching);
        Optional<Refusal> unseen = scene.fold(there -> Optional.empty(), Optional::of);
        return unseen.isPresent()
                ? Outcome.refused(unseen.get())
                : Outcome.of(matched(shelf, new Look(matching, scene.fold(there -> there, refusal -> EVERYWHERE), after, asking)));
    }

    /** Which places are looked at. */
    private Outcome<IntPredicate> scene(Shelf shelf, Matching matching) throws IOException {
        return matching.scene().isEmpty() ? Outcome.of(EVERYWHERE) : retrieval.scene(shelf, matching.scene().get()).map(found -> found::get);
    }

    private Optional<Refusal> wrong(Matching matching, Optional<Row> after) {
        if (layout.match().isEmpty()) {
            return Search.Limits.wrong("", "a collection whose items have conditions");
        }
        if (matching.size() < 1 || matching.size() > Matching.LARGEST) {
            return Search.Limits.wrong("size", "1 to " + Matching.LARGEST);
        }
        return after.isPresent() == matching.after().isPresent() ? Optional.empty() : Search.Limits.wrong("after", "what an earlier answer gave");
    }

    private Matched matched(Shelf shelf, Look look) throws IOException {
        Matching matching = look.matching();
        Pass pass = shelf.roll().read(matching.profile(), judgement -> pass(shelf.roll(), look, judgement));
        List<Judged> items = new ArrayList<>();
        for (Row row : pass.page()) {
            retrieval.find(shelf, Key.of(row.key())).ifPresent(hit -> items.add(judged(hit, matching.profile())));
        }
        Optional<String> next = pass.more() ? Optional.of(cursor(pass.page().get(pass.page().size() - 1))) : Optional.empty();
        return new Matched(pass.counts(), items, next, pass.question());
    }

    private static IntPredicate counts(Roll roll, Look look) {
        Matching matching = look.matching();
        int day = Window.number(matching.profile().day());
        OptionalInt open = matching.open().map(one -> OptionalInt.of(Window.number(one))).orElse(OptionalInt.empty());
        IntPredicate all = place -> roll.effective(place, day) && (open.isEmpty() || roll.applicable(place, open.getAsInt()));
        return matching.scene().isEmpty() ? all : look.scene().and(all);
    }

    private static Pass pass(Roll roll, Look look, Judgement judgement) {
        Matching matching = look.matching();
        long[] counts = new long[Verdict.values().length];
        PriorityQueue<Row> page = new PriorityQueue<>(SOONEST.reversed());
        IntPredicate counting = counts(roll, look);
        int day = Window.number(matching.profile().day());
        for (int place = 0; place < roll.size(); place++) {
            if (counting.test(place)) {
                Verdict verdict = judgement.verdict(roll.shape(place));
                counts[verdict.ordinal()]++;
                if (matching.verdicts().contains(verdict)) {
                    add(Row.of(roll.applyUntil(place), day, roll.key(place)), matching.size() + 1, look.after(), page);
                }
            }
        }
        List<Row> sorted = page.stream().sorted(SOONEST).toList();
        Optional<Question> question = look.asking() ? judgement.next(things(roll, look)) : Optional.empty();
        return new Pass(byVerdict(counts), sorted.subList(0, Math.min(matching.size(), sorted.size())), sorted.size() > matching.size(), question);
    }

    private static void add(Row row, int most, Optional<Row> after, PriorityQueue<Row> page) {
        if ((after.isEmpty() || SOONEST.compare(row, after.get()) > 0) && (page.size() < most || SOONEST.compare(row, page.peek()) < 0)) {
            page.add(row);
            if (page.size() > most) {
                page.poll();
            }
        }
    }

    private static Map<Verdict, Long> byVerdict(long[] counts) {
        Map<Verdict, Long> all = new EnumMap<>(Verdict.class);
        Stream.of(Verdict.values()).forEach(verdict -> all.put(verdict, counts[verdict.ordinal()]));
        return all;
    }

    private static long[] things(Roll roll, Look look) {
        IntPredicate counting = counts(roll, look);
        int[] shapes = IntStream.range(0, roll.size()).filter(counting).map(roll::shape).toArray();
        long[] things = new long[IntStream.of(shapes).max().orElse(-1) + 1];
        IntStream.of(shapes).forEach(shape -> things[shape]++);
        return things;
    }

    private Judged judged(Found.Hit hit, Profile profile) {
        Match match = layout.match().orElseThrow();
        List<Reason> reasons = new ArrayList<>();
        List<RegionCode> regions = Documents.regions(hit.item(), layout);
        Condition.in(regions).ifPresent(where -> reasons.add(reason(where, regions.stream().map(RegionCode::value).toList(), profile)));
        List<String> audiences = Documents.audiences(hit.item(), layout);
        Condition.among(audiences).ifPresent(among -> reasons.add(reason(among, audiences, profile)));
        reasons.addAll(Reason.of(hit.item().at(JsonPointer.compile(match.conditions())), profile));
        List<Benefit> benefits = Places.at(hit.item(), match.benefits()).stream().map(benefit -> benefit(benefit, match, profile)).toList();
        Verdict verdict = Verdict.of(Reason.together(reasons), benefits.stream().map(Benefit::verdict).toList());
        return new Judged(hit.key(), hit.version(), hit.item(), verdict, reasons, benefits);
    }

    /** Of what is said of the item as a whole. */
    private static Reason reason(Condition condition, List<String> values, Profile profile) {
        return new Reason(condition.about(), "one-of", values, "", condition.judge(profile));
    }

    private static Benefit benefit(JsonNode benefit, Match match, Profile profile) {
        List<Reason> reasons = Reason.of(benefit.at(JsonPointer.compile(match.when())), profile);
        return new Benefit(benefit, Reason.together(reasons), reasons);
    }

    private static String cursor(Row last) {
        return Cursor.text(last.rank(), last.key());
    }

    /** One that is sorted where the last one was. */
    private static Optional<Row> row(String cursor) {
        return Cursor.position(cursor).map(at -> new Row(at.date(), at.key()));
    }
}
