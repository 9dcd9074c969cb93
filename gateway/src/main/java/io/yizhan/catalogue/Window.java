package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.eligibility.Validity;
import io.yizhan.eligibility.Validity.Period;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The days between which something holds, both included, as days since 1970; where an item says nothing, it has always held and always will.
 *
 * @param until before {@code from} where it never holds
 */
record Window(int from, int until) {
    static final Window ALWAYS = new Window(Integer.MIN_VALUE, Integer.MAX_VALUE);

    static Window of(JsonNode item, Layout layout, String name) {
        if (!layout.windows().contains(name)) {
            return ALWAYS;
        }
        if (name.equals(Layout.EFFECTIVE)) {
            return of(said(item, layout).inForce(
                    day(item, layout, name + Layout.FROM), day(item, layout, name + Layout.TO), day(item, layout, Layout.ABOLISHED)));
        }
        return of(Validity.dated(day(item, layout, name + Layout.FROM), day(item, layout, name + Layout.TO), Optional.empty()));
    }

    private static Window of(Period period) {
        return new Window(number(period.from()), number(period.until()));
    }

    /** What its dates say of its being in force, whatever it says itself. */
    static Period dated(JsonNode item, Layout layout) {
        return Validity.dated(day(item, layout, Layout.EFFECTIVE + Layout.FROM), day(item, layout, Layout.EFFECTIVE + Layout.TO), day(item, layout, Layout.ABOLISHED));
    }

    static Validity said(JsonNode item, Layout layout) {
        return Validity.of(Optional.ofNullable(layout.facets().get(Layout.VALIDITY)).map(place -> Places.text(item, place)).orElse(""));
    }

    static Optional<LocalDate> day(JsonNode item, Layout layout, String name) {
        return Optional.ofNullable(layout.dates().get(name)).flatMap(place -> Places.day(item, place));
    }

    boolean holds(int day) {
        return from <= day && day <= until;
    }

    /** Days nobody lives to see count as the first or the last there is. */
    static int number(LocalDate day) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, day.toEpochDay()));
    }
}
