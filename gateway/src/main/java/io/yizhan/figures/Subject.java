package io.yizhan.figures;

import java.util.List;

/**
 * What is counted.
 *
 * @param publisher empty where nobody said whose item it is
 * @param item its publisher's id of it; empty where only the case says which
 * @param regions codes of those it is for, where it is published; else those that were said in its stead
 * @param addressed partners whom the message was for: of publishers with items of the same id one of them is meant
 */
public record Subject(Figures.Line line, String publisher, String item, List<String> regions, List<String> addressed) {
    public Subject {
        regions = List.copyOf(regions);
        addressed = List.copyOf(addressed);
    }

    public static Subject of(Figures.Line line, String publisher, String item) {
        return new Subject(line, publisher, item, List.of(), List.of());
    }
}
