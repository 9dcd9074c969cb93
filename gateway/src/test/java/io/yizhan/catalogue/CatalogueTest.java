package io.yizhan.catalogue;

import static io.yizhan.catalogue.Items.LAYOUT;
import static io.yizhan.catalogue.Items.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.catalogue.Catalogue.Change;
import io.yizhan.catalogue.Catalogue.Rebuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    private static final Layout ANOTHER = new Layout(Map.of("/title", 1), Map.of(), Map.of(), Map.of(), LAYOUT.match());

    @TempDir
    Path folder;

    private final Items items = new Items();

    private Catalogue open() {
        return Catalogue.open(folder, LAYOUT);
    }

    private static List<String> all(Catalogue catalogue) {
        return ids(catalogue, Search.of(""));
    }

    @Test
    void what_is_applied_is_found_at_once() {
        try (Catalogue catalogue = open()) {
            catalogue.apply(List.of(items.put("a", "title: 示例补贴")));
            assertThat(ids(catalogue, Search.of("补贴"))).containsExactly("a");
        }
    }

    @Test
    void an_older_version_never_takes_the_place_of_a_newer_one() {
        try (Catalogue catalogue = open()) {
            catalogue.apply(List.of(items.put("a", 2, "title: 二")));
            catalogue.apply(List.of(items.put("a", 1, "title: 一")));
            assertThat(catalogue.find(new Key("somewhere", "a")).orElseThrow().item().path("title").asText()).isEqualTo("二");
        }
    }

    @Test
    void of_several_versions_at_once_the_newest_counts() {
        try (Catalogue catalogue = open()) {
            catalogue.apply(List.of(items.put("a", 1, "title: 一"), items.put("a", 3, "title: 三"), items.put("a", 2, "title: 二")));
            assertThat(catalogue.find(new Key("somewhere", "a")).orElseThrow().version()).isEqualTo(3);
            assertThat(all(catalogue)).containsExactly("a");
        }
    }

    @Test
    void what_is_withdrawn_is_found_no_more() {
        try (Catalogue catalogue = open()) {
            catalogue.apply(List.of(items.put("a", "title: 示例"), items.put("b", "title: 示例")));
            catalogue.apply(List.of(items.withdraw("a", 2)));
            assertThat(all(catalogue)).containsExactly("b");
            assertThat(catalogue.find(new Key("somewhere", "a"))).isEmpty();
        }
    }

    @Test
    void what_is_withdrawn_stays_so_when_an_older_version_comes_late_even_after_a_restart() {
        try (Catalogue catalogue = open()) {
            catalogue.apply(List.of(items.withdraw("a", 2)));
        }
        try (Catalogue catalogue = open()) {
            catalogue.apply(List.of(items.put("a", 1, "title: 示例")));
            assertThat(all(catalogue)).isEmpty();
        }
    }

    @Test
    void what_was_withdrawn_can_be_published_again() {
        try (Catalogue catalogue = open()) {
            catalogue.apply(List.of(items.put("a", "title: 示例"), items.withdraw("a", 2), items.put("a", 3, "title: 示例")));
            assertThat(all(catalogue)).containsExactly("a");
        }
    }

    @Test
    void changes_applied_twice_come_to_the_same() {
        List<Change> changes = List.of(items.put("a", "title: 一"), items.put("b", "title: 二"), items.withdraw("a", 2));
        try (Catalogue catalogue = open()) {
            catalogue.apply(changes);
            catalogue.apply(changes);
            assertThat(all(catalogue)).containsExactly("b");
            assertThat(catalogue.position()).isEqualTo(3);
        }
    }

    @Test
    void one_whose_folder_is_lost_says_so_and_begins_anew_when_it_is_opened_again() throws IOException {
        Catalogue lost = open();
        lost.apply(List.of(items.put("a", "title: 示例")));
        FileUtils.cleanDirectory(folder.toFile());
        assertThatThrownBy(() -> applyAndSettle(lost, "b")).isInstanceOf(CatalogueFailed.class);
        assertThatThrownBy(() -> applyAndSettle(lost, "c")).isInstanceOf(CatalogueFailed.class);
        lost.close();
        try (Catalogue again = open()) {
            assertThat(again.position()).isZero();
            again.apply(List.of(items.put("d", "title: 示例")));
            assertThat(all(again)).containsExactly("d");
        }
    }

    private void applyAndSettle(Catalogue catalogue, String id) {
        catalogue.apply(List.of(items.put(id, "title: 示例")));
        catalogue.settle();
    }

    @Test
    void goes_on_after_a_restart_where_it_was() {
        try (Catalogue catalogue = open()) {
            catalogue.apply(List.of(items.put("a", "title: 示例"), items.put("b", "title: 示例")));
        }
        try (Catalogue catalogue = open()) {
            assertThat(catalogue.position()).isEqualTo(2);
            assertThat(all(catalogue)).containsExactly("a", "b");
        }
    }

    @Test
    void what_was_settled_is_there_after_a_fall() throws IOException {
        try (Catalogue catalogue = open()) {
            catalogue.apply(List.of(items.put("a", "title: 示例")));
            catalogue.settle();
            catalogue.apply(List.of(items.put("b", "title: 示例")));
            Path fallen = copy(folder.resolveSibling(folder.getFileName() + "-fallen"));
            try (Catalogue again = Catalogue.open(fallen, LAYOUT)) {
                assertThat(again.position()).isEqualTo(1);
                assertThat(all(again)).containsExactly("a");
            }
        }
    }

    /** The files as they are just now. */
    private Path copy(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(one -> !one.getFileName().toString().equals("write.lock")).toList()) {
                Files.copy(file, to.resolve(folder.relativize(file).toString()));
            }
        }
        return to;
    }

    @Test
    void begins_from_nothing_for_another_layout() {
        try (Catalogue catalogue = open()) {
            catalogue.apply(List.of(items.put("a", "title: 示例")));
        }
        try (Catalogue catalogue = Catalogue.open(folder, ANOTHER)) {
            assertThat(catalogue.position()).isZero();
            assertThat(all(catalogue)).isEmpty();
        }
    }

    @Test
    void begins_from_nothing_where_what_is_there_cannot_be_read() throws IOException {
        try (Catalogue catalogue = open()) {
            catalogue.apply(List.of(items.put("a", "title: 示例")));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path segments : files.filter(file -> file.getFileName().toString().startsWith("segments_")).toList()) {
                Files.writeString(segments, "no index, but long enough to look like one");
            }
        }
        try (Catalogue catalogue = open()) {
            assertThat(catalogue.position()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two", "99999999999", "-1"})
    void begins_from_nothing_where_it_is_not_said_which_index_serves(String said) throws IOException {
        try (Catalogue catalogue = open();
                Rebuild rebuild = catalogue.rebuild()) {
            rebuild.apply(List.of(items.put("a", "title: 示例")));
            rebuild.takeOver();
        }
        Files.writeString(folder.resolve("serving"), said);
        try (Catalogue catalogue = open()) {
            assertThat(catalogue.position()).isZero();
            catalogue.apply(List.of(items.put("b", "title: 示例")));
        }
        try (Catalogue catalogue = open()) {
            assertThat(all(catalogue)).containsExactly("b");
        }
    }

    @Test
    void a_folder_somebody_else_uses_is_an_outage() {
        try (Catalogue catalogue = open()) {
            assertThat(catalogue.position()).isZero();
            assertThatThrownBy(this::open).isInstanceOf(CatalogueFailed.class);
        }
    }

    @Test
    void goes_on_serving_while_it_is_built_anew() {
        try (Catalogue catalogue = open();
                Rebuild rebuild = catalogue.rebuild()) {
            catalogue.apply(List.of(items.put("a", "title: 示例")));
            rebuild.apply(List.of());
            assertThat(all(catalogue)).containsExactly("a");
        }
    }

    @Test
    void what_is_built_anew_is_shown_from_the_moment_it_takes_over() {
        try (Catalogue catalogue = open();
                Rebuild rebuild = catalogue.rebuild()) {
            rebuild.apply(List.of(items.put("a", "title: 示例")));
            assertThat(all(catalogue)).isEmpty();
            rebuild.takeOver();
            assertThat(all(catalogue)).containsExactly("a");
        }
    }

    @Test
    void an_index_built_anew_does_not_take_over_before_it_has_come_as_far() {
        Change first = items.put("a", "title: 示例");
        Change second = items.put("b", "title: 示例");
        try (Catalogue catalogue = open();
                Rebuild rebuild = catalogue.rebuild()) {
            catalogue.apply(List.of(first, second));
            rebuild.apply(List.of(first));
            assertThat(rebuild.takeOver()).isFalse();
            rebuild.apply(List.of(second));
            assertThat(rebuild.takeOver()).isTrue();
            assertThat(all(catalogue)).containsExactly("a", "b");
        }
    }

    @Test
    void an_index_that_took_over_takes_changes_and_is_there_after_a_restart_alone() throws IOException {
        try (Catalogue catalogue = open()) {
            try (Rebuild rebuild = catalogue.rebuild()) {
                rebuild.apply(List.of(items.put("a", "title: 示例")));
                rebuild.takeOver();
            }
            catalogue.apply(List.of(items.put("b", "title: 示例")));
        }
        try (Catalogue catalogue = open();
                Stream<Path> there = Files.list(folder).filter(Files::isDirectory)) {
            assertThat(all(catalogue)).containsExactly("a", "b");
            assertThat(there).hasSize(1);
        }
    }

    @Test
    void an_index_that_was_given_up_leaves_nothing() throws IOException {
        try (Catalogue catalogue = open()) {
            catalogue.rebuild().close();
            assertThat(all(catalogue)).isEmpty();
            try (Stream<Path> there = Files.list(folder).filter(Files::isDirectory)) {
                assertThat(there).hasSize(1);
            }
        }
    }

    @Test
    void two_nodes_that_came_to_the_same_change_on_different_ways_give_the_same_answers() {
        List<Change> changes = IntStream.range(0, 300)
                .mapToObj(i -> items.put("i" + i % 200, 1 + i / 200, "title: '餐饮补贴示例 " + i % 7 + "', summary: '" + "补贴".repeat(i % 5) + "', regionCodes: ['3302']"))
                .toList();
        try (Catalogue one = open();
                Catalogue other = Catalogue.open(folder.resolve("other"), LAYOUT)) {
            one.apply(changes);
            changes.forEach(change -> other.apply(List.of(change)));
            Search search = Search.of("餐饮补贴").in("330200").atOnce(7);
            assertThat(Items.turned(one, search)).isEqualTo(Items.turned(other, search)).hasSize(200);
            assertThat(Items.found(one, search)).isEqualTo(Items.found(other, search));
        }
    }
}
