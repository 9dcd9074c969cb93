package io.yizhan.catalogue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Layout.Match;
import io.yizhan.catalogue.Matched.Benefit;
import io.yizhan.catalogue.Matched.Judged;
import io.yizhan.catalogue.Roll.Row;
import io.yizhan.catalogue.Search.Cursor;
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
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** Finds what there is for somebody: who is judged by distinct conditions first, so that of each item no more than a number is looked at. */
final class Matcher {
    private static final Comparator<Row> SOONEST = Comparator.comparingInt((Row row) -> row.apply().until()).thenComparing(Row::key);

    private final Layout layout;
    private final Retrieval retrieval;

    Matcher(Layout layout, Retrieval retrieval) {
        this.layout = layout;
        this.retrieval = retrieval;
    }

    /** What one pass over all items came to. */
    private record Pass(Map<Verdict, Long> counts, List<Row> page, boolean more) {}

    Outcome<Matched> match(Shelf shelf, Matching matching, boolean asking) throws IOException {
        Optional<Row> after = matching.after().flatMap(Matcher::row);
        Optional<Refusal> wrong = wrong(matching, after);
        if (wrong.isPresent()) {
            return Outcome.refused(wrong.get());
        }
        return Outcome.of(matched(shelf, matching, after, asking));
    }

    private Optional<Refusal> wrong(Matching matching, Optional<Row> after) {
        if (layout.match().isEmpty()) {
            return Limits.wrong("", "a collection whose items have conditions");
        }
        if (matching.size() < 1 || matching.size() > Matching.LARGEST) {
            return Limits.wrong("size", "1 to " + Matching.LARGEST);
        }
        return after.isPresent() == matching.after().isPresent() ? Optional.empty() : Limits.wrong("after", "what an earlier answer gave");
    }

    private Matched matched(Shelf shelf, Matching matching, Optional<Row> after, boolean asking) throws IOException {
        Roll roll = shelf.roll();
        Judgement judgement = roll.judge(matching.profile());
        Pass pass = roll.read(rows -> pass(rows, matching, judgement, after));
        Optional<Question> question = asking ? judgement.next(roll.read(rows -> things(rows, matching))) : Optional.empty();
        List<Judged> items = new ArrayList<>();
        for (Row row : pass.page()) {
            retrieval.find(shelf, Key.of(row.key())).ifPresent(hit -> items.add(judged(hit, matching.profile())));
        }
        Optional<String> next = pass.more() ? Optional.of(cursor(pass.page().get(pass.page().size() - 1))) : Optional.empty();
        return new Matched(pass.counts(), items, next, question);
    }

    private static boolean counts(Row row, Matching matching) {
        return row.live()
                && row.effective().holds(Window.number(matching.profile().day()))
                && (matching.open().isEmpty() || row.apply().holds(Window.number(matching.open().get())));
    }

    private static Pass pass(List<Row> rows, Matching matching, Judgement judgement, Optional<Row> after) {
        long[] counts = new long[Verdict.values().length];
        PriorityQueue<Row> page = new PriorityQueue<>(SOONEST.reversed());
        for (Row row : rows) {
            if (counts(row, matching)) {
                Verdict verdict = judgement.verdict(row.shape());
                counts[verdict.ordinal()]++;
                boolean wanted = matching.verdicts().contains(verdict) && (after.isEmpty() || SOONEST.compare(row, after.get()) > 0);
                if (wanted && (page.size() <= matching.size() || SOONEST.compare(row, page.peek()) < 0)) {
                    page.add(row);
                    if (page.size() > matching.size() + 1) {
                        page.poll();
                    }
                }
            }
        }
        List<Row> sorted = page.stream().sorted(SOONEST).toList();
        return new Pass(byVerdict(counts), sorted.subList(0, Math.min(matching.size(), sorted.size())), sorted.size() > matching.size());
    }

    private static Map<Verdict, Long> byVerdict(long[] counts) {
        Map<Verdict, Long> all = new EnumMap<>(Verdict.class);
        Stream.of(Verdict.values()).forEach(verdict -> all.put(verdict, counts[verdict.ordinal()]));
        return all;
    }

    private static long[] things(List<Row> rows, Matching matching) {
        long[] things = new long[rows.stream().mapToInt(Row::shape).max().orElse(-1) + 1];
        rows.stream().filter(row -> counts(row, matching)).forEach(row -> things[row.shape()]++);
        return things;
    }

    private Judged judged(Found.Hit hit, Profile profile) {
        Match match = layout.match().orElseThrow();
        List<Reason> reasons = new ArrayList<>();
        List<RegionCode> regions = Documents.regions(hit.item(), layout);
        Roll.where(regions).ifPresent(condition -> reasons.add(new Reason(
                condition.about(), "one-of", regions.stream().map(RegionCode::value).toList(), "", condition.judge(profile))));
        reasons.addAll(Reason.of(hit.item().at(JsonPointer.compile(match.conditions())), profile));
        List<Benefit> benefits = Places.at(hit.item(), match.benefits()).stream().map(benefit -> benefit(benefit, match, profile)).toList();
        return new Judged(hit.key(), hit.version(), hit.item(), Reason.together(reasons), reasons, benefits);
    }

    private static Benefit benefit(JsonNode benefit, Match match, Profile profile) {
        List<Reason> reasons = Reason.of(benefit.at(JsonPointer.compile(match.when())), profile);
        return new Benefit(benefit, Reason.together(reasons), reasons);
    }

    private static String cursor(Row last) {
        return Cursor.text(last.apply().until(), last.key());
    }

    /** One that is sorted where the last one was. */
    private static Optional<Row> row(String cursor) {
        return Cursor.position(cursor).map(at -> new Row(at.key(), 0, true, -1, Window.ALWAYS, new Window(Integer.MIN_VALUE, (int) at.date())));
    }
}
