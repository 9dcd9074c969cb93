package io.yizhan.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.sheet.Columns.Column;
import io.yizhan.sheet.Lines.Cell;
import io.yizhan.sheet.Lines.Line;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Lines, read as the names in the first of them say. */
final class ColumnedSheet implements Sheet {
    private static final Pattern OTHER_SEPARATOR = Pattern.compile("[;\\t|，；、]");

    private static final int MEBI = 20;

    private final Lines lines;
    /** In the order of the file. */
    private final List<Named> columns;
    private long last = 1;
    private boolean over;

    /** @param column null where it is ignored */
    private record Named(String name, Column column) {}

    private ColumnedSheet(Lines lines, List<Named> columns) {
        this.lines = lines;
        this.columns = columns;
    }

    static Outcome<Sheet> open(Path file, Format format, Columns columns, long largest) {
        Lines lines;
        try {
            lines = format == Format.CSV ? CsvLines.open(file) : BookLines.open(file, largest);
        } catch (BookLines.OtherSheets several) {
            return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "", "all rows on the first sheet, and nothing on any other that is not hidden"));
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError unreadable) {
            // a file on which its parser stumbles would make it stumble again
            return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "", format == Format.CSV ? "CSV in UTF-8 or GB 18030" : workbook(largest)));
        }
        return of(lines, columns);
    }

    private static String workbook(long largest) {
        return "an XLSX workbook, unpacked at most " + (largest >> MEBI) + " MiB";
    }

    /** Closes them where they are refused. */
    static Outcome<Sheet> of(Lines lines, Columns columns) {
        boolean open = false;
        try {
            Outcome<Sheet> opened = named(lines, columns);
            open = opened instanceof Outcome.Accepted;
            return opened;
        } finally {
            if (!open) {
                lines.close();
            }
        }
    }

    private static Outcome<Sheet> named(Lines lines, Columns columns) {
        List<Named> found = new ArrayList<>();
        try {
            Optional<Line> first = lines.next();
            first.map(Line::cells).orElse(List.of()).forEach(cell -> found.add(new Named(cell.text(), columns.named().get(cell.text()))));
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError broken) {
            return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "line 1", lines.whole()));
        }
        return trouble(found, columns).<Outcome<Sheet>>map(Outcome::refused).orElseGet(() -> Outcome.of(new ColumnedSheet(lines, found)));
    }

    private static Optional<Refusal> trouble(List<Named> found, Columns columns) {
        List<String> names = found.stream().map(Named::name).filter(name -> !name.isEmpty()).toList();
        if (names.size() == 1 && OTHER_SEPARATOR.matcher(names.get(0)).find()) {
            return Optional.of(Refusal.of(RefusalCode.MALFORMED, "line 1", "commas between cells (RFC 4180), and no other separator"));
        }
        if (!names.isEmpty() && found.stream().allMatch(named -> named.column() == null) && names.stream().noneMatch(columns.ignored()::contains)) {
            return Optional.of(Refusal.of(RefusalCode.MALFORMED, "line 1", "the names of the columns, with no title above them: " + known(columns)));
        }
        return unknown(found, columns).or(() -> otherThanOnce(found, columns));
    }

    private static String known(Columns columns) {
        return String.join(", ", columns.named().keySet());
    }

    private static Optional<Refusal> unknown(List<Named> found, Columns columns) {
        for (int i = 0; i < found.size(); i++) {
            Named named = found.get(i);
            if (named.column() == null && !named.name().isEmpty() && !columns.ignored().contains(named.name())) {
                return Optional.of(Refusal.of(RefusalCode.MALFORMED, "line 1, column " + (i + 1), "one of the columns " + known(columns)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> otherThanOnce(List<Named> found, Columns columns) {
        return columns.named().entrySet().stream()
                .filter(column -> {
                    long times = found.stream().filter(named -> named.name().equals(column.getKey())).count();
                    return times > 1 || times == 0 && column.getValue().required();
                })
                .findFirst()
                .map(column -> Refusal.of(RefusalCode.MALFORMED, "line 1", "the column " + column.getKey() + " once"));
    }

    @Override
    public Optional<Row> next() {
        Optional<Row> row = Optional.empty();
        while (!over && row.isEmpty()) {
            row = following();
        }
        return row;
    }

    /** Nothing where the next line is empty. */
    private Optional<Row> following() {
        Optional<Line> line;
        try {
            line = lines.next();
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError broken) {
            over = true;
            return Optional.of(new Row(last + 1, Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "", lines.whole()))));
        }
        over = line.isEmpty();
        // a workbook writes its rows' numbers itself: where they do not go up, rows are counted, so that none has another's
        last = line.map(each -> Math.max(each.number(), last + 1)).orElse(last);
        return line.filter(each -> !each.blank()).map(each -> new Row(last, item(each)));
    }

    private Outcome<ObjectNode> item(Line line) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < line.cells().size(); i++) {
            Cell cell = line.cells().get(i);
            if (i >= columns.size() && !cell.text().isEmpty()) {
                return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "column " + (i + 1), "no more cells than there are columns"));
            }
            if (i < columns.size() && columns.get(i).column() != null) {
                Named named = columns.get(i);
                Optional<JsonNode> value = CellValue.read(cell, named.column());
                if (value.isEmpty()) {
                    return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, named.name(), CellValue.expected(named.column())));
                }
                put(item, named.column().at(), value.get());
            }
        }
        return Outcome.of((ObjectNode) withLists(item));
    }

    /** Lists are objects at first, with their indexes as names: the cells of some of their elements may all be empty. */
    private static void put(ObjectNode item, String at, JsonNode value) {
        if (value.isMissingNode()) {
            return;
        }
        String[] names = at.substring(1).split("/");
        ObjectNode here = item;
        for (int i = 0; i < names.length - 1; i++) {
            here = here.withObjectProperty(names[i]);
        }
        here.set(names[names.length - 1], value);
    }

    private static JsonNode withLists(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        SortedMap<String, JsonNode> inOrder = new TreeMap<>(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
        object.properties().forEach(each -> inOrder.put(each.getKey(), withLists(each.getValue())));
        if (!inOrder.isEmpty() && Character.isDigit(inOrder.firstKey().charAt(0))) {
            return JsonNodeFactory.instance.arrayNode().addAll(inOrder.values());
        }
        inOrder.forEach(object::replace);
        return object;
    }

    @Override
    public void close() {
        lines.close();
    }
}
