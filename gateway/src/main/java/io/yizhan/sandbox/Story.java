package io.yizhan.sandbox;

import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Help.Ansi;

/** Plays steps one after another, telling each before it happens and how it came out. */
final class Story {
    private final Consumer<String> out;

    Story(Consumer<String> out) {
        this.out = out;
    }

    /** The steps that did not come out as expected, one line each. */
    List<String> play(List<Step> steps) {
        List<Result> results = new ArrayList<>();
        for (Step step : steps) {
            tell("%n%2d/%d  %s", results.size() + 1, steps.size(), step.chinese());
            tell("       %s", step.english());
            Result result = play(step);
            results.add(result);
            tell("       %s %s  (%d ms)", mark(result), result.outcome(), result.milliseconds());
            result.differences().forEach(difference -> tell("         %s", difference));
        }
        tell("%n%s%n", table(results));
        return results.stream()
                .filter(result -> !result.asExpected())
                .map(result -> (results.indexOf(result) + 1) + " " + result.step().english() + ": " + String.join("; ", result.differences()))
                .toList();
    }

    private void tell(String format, Object... values) {
        out.accept(format.formatted(values));
    }

    private static Result play(Step step) {
        try {
            Asker.Reply reply = step.act().get();
            return new Result(step, reply.reading().summary(), reply.milliseconds(), step.differences().apply(reply));
        } catch (UncheckedIOException unusable) {
            return new Result(step, "no usable answer", 0, List.of("no usable answer: " + unusable.getMessage() + ", expected " + step.expected()));
        }
    }

    private static String table(List<Result> results) {
        Table table = new Table("", "请求方 caller", "应答方 answerer", "方言 dialects", "结果 outcome", "毫秒 ms", "符合预期 as expected");
        for (Result result : results) {
            Step step = result.step();
            table.row(
                    Integer.toString(results.indexOf(result) + 1),
                    Episodes.both(step.caller()),
                    step.answerer(),
                    step.caller().id() + " → " + dialect(step),
                    result.outcome(),
                    Long.toString(result.milliseconds()),
                    mark(result));
        }
        return table.toString();
    }

    private static String dialect(Step step) {
        for (Platform platform : Platform.values()) {
            if (step.answerer().equals(Episodes.both(platform))) {
                return platform.id();
            }
        }
        return Platform.NATIONAL.id();
    }

    private static String mark(Result result) {
        return result.asExpected() ? "✓" : "✗";
    }

    /**
     * One step of the story.
     *
     * @param answerer in words, since it is not always a platform
     * @param expected in a few words
     * @param differences what of an answer differs from what is expected, in words; empty when nothing does
     */
    record Step(
            String chinese,
            String english,
            Platform caller,
            String answerer,
            String expected,
            Supplier<Asker.Reply> act,
            Function<Asker.Reply, List<String>> differences) {}

    /** How a step came out. */
    record Result(Step step, String outcome, long milliseconds, List<String> differences) {
        boolean asExpected() {
            return differences.isEmpty();
        }
    }

    /** A table for a terminal, where a Chinese character is two columns wide. */
    static final class Table {
        private static final String GAP = "  ";

        private final List<List<String>> rows = new ArrayList<>();

        Table(String... headings) {
            rows.add(List.of(headings));
        }

        void row(String... cells) {
            rows.add(List.of(cells));
        }

        @Override
        public String toString() {
            int[] widths = IntStream.range(0, rows.get(0).size()).map(column -> rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0)).toArray();
            List<String> lines = rows.stream().map(row -> line(row, widths)).collect(Collectors.toCollection(ArrayList::new));
            lines.add(1, "─".repeat(Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1)));
            return String.join(System.lineSeparator(), lines);
        }

        private static String line(List<String> row, int[] widths) {
            return IntStream.range(0, widths.length)
                    .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - width(row.get(column))))
                    .collect(Collectors.joining(GAP))
                    .stripTrailing();
        }

        private static int width(String text) {
            return Ansi.OFF.text(text).getCJKAdjustedLength();
        }
    }
}
