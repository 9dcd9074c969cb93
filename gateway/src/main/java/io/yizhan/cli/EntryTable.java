package io.yizhan.cli;

import io.yizhan.ledger.Entry;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Entries as a table for people, one line each. */
final class EntryTable {
    private static final List<String> HEADINGS = List.of("EXCHANGE", "AT", "KIND", "FROM", "TO", "STEP", "OUTCOME", "MS");

    private EntryTable() {}

    static String of(List<Entry> entries, ColorScheme colours) {
        return of(HEADINGS, entries.stream().map(EntryTable::row).toList(), colours);
    }

    static String of(List<String> headings, List<List<String>> lines, ColorScheme colours) {
        List<List<String>> rows = new ArrayList<>(List.of(headings));
        rows.addAll(lines);
        Column[] columns = IntStream.range(0, headings.size())
                .mapToObj(at -> new Column(widest(rows, at) + 2, 0, Overflow.SPAN))
                .toArray(Column[]::new);
        TextTable table = TextTable.forColumns(colours, columns);
        rows.forEach(row -> table.addRowValues(row.toArray(String[]::new)));
        return table.toString();
    }

    private static int widest(List<List<String>> rows, int at) {
        return rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
    }

    private static List<String> row(Entry entry) {
        return List.of(
                entry.message().toString(),
                entry.at().truncatedTo(ChronoUnit.MILLIS).toString(),
                entry.kind(),
                entry.from().value(),
                entry.to().map(Object::toString).orElse("-"),
                entry.step(),
                entry.outcome(),
                String.valueOf(entry.took().toMillis()));
    }
}
