package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Arrays;

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
        int from = Places.day(item, layout.dates().get(name + Layout.FROM)).map(Window::number).orElse(ALWAYS.from());
        int until = Places.day(item, layout.dates().get(name + Layout.TO)).map(Window::number).orElse(ALWAYS.until());
        return new Window(from, name.equals(Layout.EFFECTIVE) ? Math.min(until, ended(item, layout)) : until);
    }

    /** The last day before it was abolished; what is said to be out of force without a day is so on every day. */
    private static int ended(JsonNode item, Layout layout) {
        int abolished = layout.dates().containsKey(Layout.ABOLISHED)
                ? Places.day(item, layout.dates().get(Layout.ABOLISHED)).map(day -> number(day) - 1).orElse(ALWAYS.until())
                : ALWAYS.until();
        boolean dated = abolished < ALWAYS.until()
                || layout.dates().containsKey(Layout.EFFECTIVE + Layout.TO)
                        && Places.day(item, layout.dates().get(Layout.EFFECTIVE + Layout.TO)).isPresent();
        return !dated && Validity.of(item, layout).over() ? ALWAYS.from() : abolished;
    }

    boolean holds(int day) {
        return from <= day && day <= until;
    }

    static int number(LocalDate day) {
        return Math.toIntExact(day.toEpochDay());
    }

    /** What an item says of its being in force. */
    enum Validity {
        VALID("valid"),
        PARTLY_VALID("partly-valid"),
        EXPIRED("expired"),
        ABOLISHED("abolished"),
        NOT_YET("not-yet"),
        UNSAID("");

        private final String word;

        Validity(String word) {
            this.word = word;
        }

        static Validity of(JsonNode item, Layout layout) {
            String said = layout.facets().containsKey(Layout.VALIDITY) ? Places.text(item, layout.facets().get(Layout.VALIDITY)) : "";
            return Arrays.stream(values()).filter(one -> one.word.equals(said)).findFirst().orElse(UNSAID);
        }

        boolean over() {
            return this == EXPIRED || this == ABOLISHED;
        }

        boolean inForce() {
            return this == VALID || this == PARTLY_VALID;
        }
    }
}
