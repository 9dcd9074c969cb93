package io.yizhan.catalogue;

import static io.yizhan.catalogue.Items.LAYOUT;
import static io.yizhan.catalogue.Items.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.catalogue.Catalogue.Change;
import io.yizhan.catalogue.Catalogue.Rebuild;
import io.yizhan.catalogue.Quality.Standard;
import io.yizhan.catalogue.Quality.Survey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One that is built beside another, when that one is closed, ahead, or busy. */
class RebuildTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Items items = new Items();

    private Catalogue open() {
        return Catalogue.open(folder, LAYOUT);
    }

    private long indexes() throws IOException {
        try (Stream<Path> there = Files.list(folder)) {
            return there.filter(Files::isDirectory).count();
        }
    }

    @Test
    void one_that_was_closed_is_not_served_again_by_what_was_built_beside_it() throws IOException {
        Catalogue closed = open();
        try (Rebuild rebuild = closed.rebuild()) {
            rebuild.apply(List.of(items.put("a", "title: 示例")));
            closed.close();
            assertThatThrownBy(rebuild::takeOver).isInstanceOf(CatalogueFailed.class);
            assertThatThrownBy(rebuild::replace).isInstanceOf(CatalogueFailed.class);
        }
        assertThat(indexes()).isEqualTo(1);
    }

    @Test
    void what_is_built_beside_one_that_is_closed_ends_with_it_and_the_folder_can_be_used_at_once() throws IOException {
        Catalogue closed = open();
        Rebuild rebuild = closed.rebuild();
        rebuild.apply(List.of(items.put("a", "title: 示例")));
        closed.close();
        assertThat(indexes()).isEqualTo(1);
        try (Catalogue again = open();
                Rebuild another = again.rebuild()) {
            another.apply(List.of(items.put("b", "title: 示例")));
            assertThatThrownBy(() -> rebuild.apply(List.of(items.put("c", "title: 示例")))).isInstanceOf(CatalogueFailed.class);
            rebuild.close();
            assertThat(another.takeOver()).isTrue();
            assertThat(ids(again, Search.of(""))).containsExactly("b");
        }
    }

    @Test
    void one_that_is_closed_answers_nobody_and_nothing_is_built_beside_it() {
        Catalogue closed = open();
        closed.close();
        assertThatThrownBy(() -> closed.search(Search.of(""))).isInstanceOf(CatalogueFailed.class);
        assertThatThrownBy(closed::rebuild).isInstanceOf(CatalogueFailed.class);
        assertThatThrownBy(() -> closed.apply(List.of(items.put("a", "title: 示例")))).isInstanceOf(CatalogueFailed.class);
    }

    @Test
    void to_close_it_twice_comes_to_the_same_as_once() {
        Catalogue closed = open();
        closed.close();
        try (Catalogue again = open()) {
            closed.close();
            again.apply(List.of(items.put("a", "title: 示例")));
            assertThat(ids(again, Search.of(""))).containsExactly("a");
        }
    }

    @Test
    void takes_the_place_of_one_that_is_ahead_of_all_there_is() {
        Change kept = items.put("a", "title: 示例");
        Change lost = items.put("b", "title: 示例");
        try (Catalogue catalogue = open();
                Rebuild rebuild = catalogue.rebuild()) {
            catalogue.apply(List.of(kept, lost));
            rebuild.apply(List.of(kept));
            rebuild.replace();
            assertThat(catalogue.position()).isEqualTo(1);
            assertThat(ids(catalogue, Search.of(""))).containsExactly("a");
        }
    }

    /** A survey that does not come to its end before it is let. */
    @Test
    void while_a_survey_goes_on_another_takes_over_and_searches_are_answered() throws IOException {
        CountDownLatch surveying = new CountDownLatch(1);
        CountDownLatch let = new CountDownLatch(1);
        try (Catalogue catalogue = open()) {
            catalogue.apply(List.of(items.put("a", "title: 示例, themes: [rent]")));
            CompletableFuture<Survey> survey = CompletableFuture.supplyAsync(() -> catalogue.survey(Optional.empty(), held(surveying, let), 1));
            try {
                Awaitility.await().atMost(LONG).until(() -> surveying.getCount() == 0);
                CompletableFuture<Boolean> taken = CompletableFuture.supplyAsync(() -> rebuilt(catalogue, items.put("b", "title: 示例")));
                Awaitility.await().atMost(LONG).until(() -> ids(catalogue, Search.of("")).equals(List.of("b")));
                let.countDown();
                assertThat(taken.join()).isTrue();
                assertThat(survey.join().all().items()).isEqualTo(1);
                assertThat(indexes()).isEqualTo(1);
            } finally {
                let.countDown();
            }
        }
    }

    private static boolean rebuilt(Catalogue catalogue, Change change) {
        try (Rebuild rebuild = catalogue.rebuild()) {
            rebuild.apply(List.of(change));
            return rebuild.takeOver();
        }
    }

    private static Standard held(CountDownLatch surveying, CountDownLatch let) {
        Set<String> themes = new HashSet<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean contains(Object theme) {
                surveying.countDown();
                try {
                    let.await();
                } catch (InterruptedException stopping) {
                    throw new AssertionError(stopping);
                }
                return true;
            }
        };
        return new Standard(Map.of("theme", themes), Map.of(), List.of(), LocalDate.of(2026, 11, 22));
    }
}
