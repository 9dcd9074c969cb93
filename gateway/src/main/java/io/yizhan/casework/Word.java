package io.yizhan.casework;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A constant that is also a word of messages and tables: {@code correction-requested}. */
public interface Word {
    String name();

    /** Lower-case, with hyphens. */
    default String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant a word stands for; empty when it is none of the type's. */
    static <E extends Enum<E> & Word> Optional<E> of(Class<E> type, String word) {
        return Stream.of(type.getEnumConstants()).filter(each -> each.word().equals(word)).findFirst();
    }
}
