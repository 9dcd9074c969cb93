package io.yizhan.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.figures.Figures.Line;
import io.yizhan.figures.Figures.Months;
import io.yizhan.figures.Figures.Total;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FiguresTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.fresh();

    private static final Line LINE = new Line("policies", Environment.PRODUCTION);
    private static final Instant NOVEMBER = Instant.parse("2026-11-22T08:00:00Z");
    private static final Months ALWAYS = new Months(YearMonth.of(2000, 1), YearMonth.of(2099, 12));

    private final Figures figures = Figures.in(database.jdbi());
    private final Random random = new Random(5);

    @BeforeEach
    void begin_with_nothing() {
        database.jdbi().useHandle(handle -> handle.execute("TRUNCATE figure_mark, figure_item, figure_case, figure_total, figure_region"));
    }

    private MessageId id() {
        return MessageId.of(NOVEMBER, random.nextLong(), random.nextLong());
    }

    private void note(Mark... marks) {
        database.jdbi().useTransaction(handle -> figures.mark(handle, List.of(marks)));
    }

    private void folded(Mark... marks) {
        note(marks);
        figures.fold(Duration.ZERO, 1000);
    }

    private Mark published(String publisher, String item, String... regions) {
        return Mark.of(id(), Figure.PUBLISHED, new Subject(LINE, publisher, item, List.of(regions), List.of()), NOVEMBER);
    }

    private Mark read(String item) {
        return Mark.of(id(), Figure.READ, Subject.of(LINE, "a", item), NOVEMBER);
    }

    private Mark applied(MessageId caseId, String item, String... addressed) {
        return Mark.of(caseId, Figure.APPLIED, new Subject(LINE, "", item, List.of(), List.of(addressed)), NOVEMBER).within(caseId);
    }

    private Mark paid(MessageId caseId, String amount) {
        return Mark.of(id(), Figure.PAID, Subject.of(LINE, "", ""), NOVEMBER).within(caseId).worth(Optional.of(new BigDecimal(amount)));
    }

    private List<String> provinces() {
        return told(figures.totals(LINE, ALWAYS, Optional.empty()));
    }

    private static List<String> told(List<Total> totals) {
        return totals.stream().map(total -> total.region() + " " + total.month() + " " + total.figure().word() + " " + total.many()).toList();
    }

    private List<String> of(String publisher, String item) {
        return told(figures.totals(LINE, ALWAYS, new PartnerId(publisher), item)).stream().map(String::strip).toList();
    }

    @Test
    void counts_by_the_regions_of_an_item_each_once() {
        folded(published("a", "1", "330100", "3302", "52"));
        assertThat(provinces()).containsExactly("33 2026-11 published 1", "52 2026-11 published 1");
        assertThat(told(figures.totals(LINE, ALWAYS, Optional.of("3301")))).containsExactly("3301 2026-11 published 1");
    }

    @Test
    void what_names_no_region_is_for_the_country() {
        folded(published("a", "1"));
        assertThat(provinces()).containsExactly("00 2026-11 published 1");
    }

    @Test
    void months_are_those_in_china() {
        folded(Mark.of(id(), Figure.PUBLISHED, new Subject(LINE, "a", "1", List.of("33"), List.of()), Instant.parse("2026-11-30T16:00:00Z")));
        assertThat(provinces()).containsExactly("33 2026-12 published 1");
    }

    @Test
    void tells_only_of_the_months_that_are_asked_for() {
        folded(published("a", "1", "33"));
        assertThat(figures.totals(LINE, new Months(YearMonth.of(2026, 12), YearMonth.of(2026, 12)), Optional.empty())).isEmpty();
    }

    @Test
    void the_same_message_twice_counts_once() {
        Mark mark = published("a", "1", "33");
        note(mark, mark);
        folded(mark);
        assertThat(provinces()).containsExactly("33 2026-11 published 1");
    }

    @Test
    void what_was_noted_just_now_may_be_noted_again() {
        Mark mark = published("a", "1", "33");
        note(mark);
        assertThat(figures.fold(Duration.ofHours(1), 1000)).isZero();
        folded(mark);
        assertThat(provinces()).containsExactly("33 2026-11 published 1");
    }

    @Test
    void the_same_message_counts_for_each_it_reaches() {
        Mark mark = Mark.of(id(), Figure.DELIVERED, Subject.of(LINE, "a", "1"), NOVEMBER);
        folded(published("a", "1", "33"), mark.reaching("x"), mark.reaching("y"));
        assertThat(provinces()).contains("33 2026-11 delivered 2");
    }

    @Test
    void an_item_counts_where_it_was_published_for_last() {
        folded(published("a", "1", "33"));
        Subject elsewhere = new Subject(LINE, "a", "1", List.of("52"), List.of());
        folded(Mark.of(id(), Figure.UPDATED, elsewhere, NOVEMBER), read("1"));
        folded(Mark.of(id(), Figure.WITHDRAWN, Subject.of(LINE, "a", "1"), NOVEMBER));
        assertThat(provinces()).containsExactly(
                "33 2026-11 published 1", "52 2026-11 read 1", "52 2026-11 updated 1", "52 2026-11 withdrawn 1");
    }

    @Test
    void of_several_publishers_with_the_same_id_the_one_it_was_sent_to_is_meant() {
        folded(published("a", "1", "33"), published("b", "1", "52"), applied(id(), "1", "b"));
        assertThat(provinces()).contains("52 2026-11 applied 1").doesNotContain("33 2026-11 applied 1");
        assertThat(of("b", "1")).containsExactly("2026-11 applied 1", "2026-11 published 1");
    }

    @Test
    void what_could_be_anybodys_is_counted_for_nobody_but_not_lost() {
        folded(published("a", "1", "33"), published("b", "1", "52"), applied(id(), "1"));
        assertThat(provinces()).contains(" 2026-11 applied 1");
    }

    @Test
    void an_item_nobody_knows_counts_for_the_region_that_was_said() {
        folded(Mark.of(id(), Figure.RATED, new Subject(LINE, "", "unknown", List.of("330100"), List.of()), NOVEMBER));
        assertThat(provinces()).containsExactly("33 2026-11 rated 1");
    }

    @Test
    void a_case_is_paid_once_whoever_pays_a_share_and_its_amount_is_the_sum() {
        MessageId one = id();
        folded(published("a", "1", "33"), applied(one, "1"), paid(one, "100.50"));
        folded(paid(one, "20"));
        Total paid = figures.totals(LINE, ALWAYS, new PartnerId("a"), "1").stream().filter(total -> total.figure() == Figure.PAID).findFirst().orElseThrow();
        assertThat(paid.many()).isOne();
        assertThat(paid.amount()).isEqualByComparingTo("120.50");
    }

    @Test
    void a_case_nobody_knows_any_more_still_counts() {
        MessageId one = id();
        note(published("a", "1", "33"), applied(one, "1"));
        assertThat(figures.forget(NOVEMBER.plusSeconds(1))).isOne();
        folded(paid(one, "100"));
        assertThat(provinces()).contains(" 2026-11 paid 1");
    }

    @Test
    void totals_stay_when_marks_are_gone() {
        folded(published("a", "1", "33"), read("1"));
        int marks = database.jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM figure_mark").mapTo(Integer.class).one());
        assertThat(marks).isZero();
        assertThat(told(Figures.in(database.jdbi()).totals(LINE, ALWAYS, Optional.empty()))).containsExactly("33 2026-11 published 1", "33 2026-11 read 1");
    }

    @Test
    void in_whatever_order_and_however_often_things_come_they_count_the_same() {
        folded(published("a", "1", "33"), published("a", "2", "52"), published("a", "3"));
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            MessageId one = id();
            String item = String.valueOf(1 + i % 3);
            marks.addAll(List.of(read(item), applied(one, item)));
        }
        List<Mark> shuffled = new ArrayList<>(marks);
        shuffled.addAll(marks.subList(0, 100));
        Collections.shuffle(shuffled, random);
        for (int from = 0; from < shuffled.size(); from += 50) {
            note(shuffled.subList(from, from + 50).toArray(Mark[]::new));
        }
        while (figures.fold(Duration.ZERO, 1 + random.nextInt(30)) > 0) {
            assertThat(provinces()).isNotEmpty();
        }
        assertThat(provinces()).contains("33 2026-11 read 67", "33 2026-11 applied 67", "52 2026-11 read 67", "00 2026-11 read 66", "00 2026-11 applied 66");
    }

    @Test
    void two_nodes_at_once_count_everything_once() {
        folded(published("a", "1", "33"));
        CompletableFuture<?>[] writers = new CompletableFuture<?>[4];
        for (int n = 0; n < writers.length; n++) {
            List<Mark> own = Stream.generate(() -> read("1")).limit(100).toList();
            writers[n] = CompletableFuture.runAsync(() -> own.forEach(this::note));
        }
        CompletableFuture<Void> written = CompletableFuture.allOf(writers);
        CompletableFuture<?>[] nodes = new CompletableFuture<?>[2];
        Arrays.setAll(nodes, n -> CompletableFuture.runAsync(() -> {
            while (!written.isDone()) {
                Figures.in(database.jdbi()).fold(Duration.ZERO, 7);
            }
        }));
        CompletableFuture.allOf(nodes).join();
        figures.fold(Duration.ZERO, 1000);
        assertThat(provinces()).contains("33 2026-11 read 400");
    }

    @Test
    void reads_are_counted_together_and_noted_when_they_are_flushed() {
        Reads reads = Reads.into(database.jdbi(), figures, InstantSource.fixed(NOVEMBER), random);
        folded(published("a", "1", "33"));
        reads.read(LINE, "a", "1");
        reads.read(LINE, "a", "1");
        reads.flush();
        reads.flush();
        assertThat(figures.fold(Duration.ZERO, 1000)).isOne();
        assertThat(of("a", "1")).containsExactly("2026-11 published 1", "2026-11 read 2");
    }
}
