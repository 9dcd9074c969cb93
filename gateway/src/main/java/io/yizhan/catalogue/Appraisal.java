package io.yizhan.catalogue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Quality.Finding;
import io.yizhan.catalogue.Quality.Flaw;
import io.yizhan.catalogue.Quality.Must;
import io.yizhan.catalogue.Quality.Standard;
import io.yizhan.eligibility.Condition;
import io.yizhan.eligibility.Validity;
import io.yizhan.eligibility.Validity.Period;
import io.yizhan.vocabulary.RegionCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks an item over, one kind of flaw after the other. */
final class Appraisal {
    private final String publisher;
    private final JsonNode item;
    private final Layout layout;
    private final Standard standard;
    private final List<Finding> findings = new ArrayList<>();

    Appraisal(String publisher, JsonNode item, Layout layout, Standard standard) {
        this.publisher = publisher;
        this.item = item;
        this.layout = layout;
        this.standard = standard;
    }

    Quality quality() {
        missing();
        dates();
        validity();
        values();
        regions();
        layout.match().ifPresent(this::conditions);
        return Quality.of(findings);
    }

    private void found(Flaw flaw, String place, String detail) {
        findings.add(new Finding(flaw, place, detail));
    }

    private void missing() {
        if (absent(layout.heading())) {
            found(Flaw.NO_HEADING, layout.heading(), "");
        }
        standard.musts().stream()
                .filter(must -> must.any().stream().allMatch(this::absent) && !excused(must))
                .forEach(must -> found(Flaw.MISSING, must.any().get(0), ""));
    }

    private boolean excused(Must must) {
        return must.unless().entrySet().stream().anyMatch(unless -> Places.texts(item, unless.getKey()).stream().anyMatch(unless.getValue()::contains));
    }

    private boolean absent(String place) {
        return Places.at(item, place).stream().allMatch(node -> node.isValueNode() && node.asText().isBlank());
    }

    private void dates() {
        layout.dates().values().stream()
                .filter(place -> Places.texts(item, place).stream().anyMatch(text -> Places.day(text).isEmpty()))
                .forEach(place -> found(Flaw.NO_DATE, place, ""));
        layout.windows().forEach(name -> ordered(name + Layout.FROM, name + Layout.TO));
        ordered(Layout.WRITTEN, Layout.PUBLISHED);
        ordered(Layout.PUBLISHED, Layout.ABOLISHED);
        ordered(Layout.EFFECTIVE + Layout.FROM, Layout.ABOLISHED);
    }

    private void ordered(String first, String second) {
        Optional<LocalDate> begins = day(first);
        Optional<LocalDate> ends = day(second);
        if (begins.isPresent() && ends.isPresent() && ends.get().isBefore(begins.get())) {
            found(Flaw.DATES_OUT_OF_ORDER, layout.dates().get(second), "");
        }
    }

    private Optional<LocalDate> day(String name) {
        return Window.day(item, layout, name);
    }

    private void validity() {
        Validity said = Window.said(item, layout);
        Period dated = Window.dated(item, layout);
        if (said.inForce() && dated.over(standard.day())) {
            found(Flaw.OVER_BUT_VALID, layout.facets().get(Layout.VALIDITY), "");
        }
        boolean ends = !dated.until().equals(LocalDate.MAX);
        boolean begun = !dated.from().equals(LocalDate.MIN) && dated.holds(standard.day());
        if (said.over() && ends && !dated.over(standard.day()) || said == Validity.NOT_YET && begun) {
            found(Flaw.VALIDITY_AGAINST_DATES, layout.facets().get(Layout.VALIDITY), "");
        }
    }

    private void values() {
        Optional.ofNullable(layout.facets().get(Layout.UNCLASSIFIED))
                .ifPresent(place -> Places.texts(item, place).forEach(word -> found(Flaw.UNCLASSIFIED, place, word)));
        for (Map.Entry<String, Set<String>> known : standard.values().entrySet()) {
            Optional.ofNullable(layout.facets().get(known.getKey())).ifPresent(place -> Places.texts(item, place).stream()
                    .filter(value -> !known.getValue().contains(value))
                    .forEach(value -> found(Flaw.UNKNOWN_VALUE, place, value)));
        }
    }

    private void regions() {
        List<RegionCode> own = standard.regions().getOrDefault(publisher, List.of()).stream().map(RegionCode::of).toList();
        if (!own.isEmpty()) {
            Documents.regions(item, layout).stream()
                    .filter(region -> region.outwards().stream().noneMatch(own::contains))
                    .forEach(region -> found(Flaw.FOREIGN_REGION, layout.facets().getOrDefault(Layout.REGION, ""), region.value()));
        }
    }

    private void conditions(Layout.Match match) {
        unclear(item, match.conditions(), match.conditions());
        Places.at(item, match.benefits()).forEach(benefit -> unclear(benefit, match.when(), match.benefits() + match.when()));
    }

    private void unclear(JsonNode node, String pointer, String place) {
        Condition.all(node.at(JsonPointer.compile(pointer))).stream()
                .filter(condition -> condition.test().isEmpty() || condition.values().isEmpty())
                .forEach(condition -> found(Flaw.UNCLEAR_CONDITION, place, condition.about()));
    }
}
