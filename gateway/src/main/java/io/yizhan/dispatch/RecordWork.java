package io.yizhan.dispatch;

import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Queue;
import io.yizhan.dispatch.Records.Attempting;
import io.yizhan.dispatch.Records.Bringing;
import io.yizhan.dispatch.Records.Row;
import io.yizhan.dispatch.Records.Settling;
import io.yizhan.figures.Figures;
import io.yizhan.ledger.Ledger;
import io.yizhan.store.GroupWriter;
import io.yizhan.vocabulary.MessageId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * A group of attempts and verdicts in one transaction. An attempt that is not the claimer's any more leaves no entry, since no call is made;
 * a verdict that comes too late does, since the call was.
 */
record RecordWork(Queue queue, Messages messages, Outbox outbox, Ledger ledger, Figures figures) implements GroupWriter.Work<Row, Boolean> {

    @Override
    public List<Boolean> write(Handle handle, List<Row> rows) {
        List<Attempting> attempts = only(rows, Attempting.class);
        List<Settling> verdicts = only(rows, Settling.class);
        List<Boolean> begun = attempts.isEmpty() ? List.of() : queue.attempt(handle, attempts.stream().map(Attempting::attempt).toList());
        List<Boolean> settled = settle(handle, verdicts);
        List<Ledger.Sealed> entries = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            if (begun.get(i)) {
                entries.add(attempts.get(i).entry());
            }
        }
        verdicts.forEach(verdict -> entries.add(verdict.entry()));
        figures.mark(handle, IntStream.range(0, verdicts.size()).filter(settled::get).boxed().flatMap(i -> verdicts.get(i).counts().stream()).toList());
        only(rows, Bringing.class).forEach(bringing -> entries.add(bringing.entry()));
        entries.addAll(tell(handle, verdicts, settled));
        ledger.appendSealed(handle, entries);
        Iterator<Boolean> ofAttempts = begun.iterator();
        Iterator<Boolean> ofVerdicts = settled.iterator();
        return rows.stream()
                .map(row -> row instanceof Bringing || (row instanceof Attempting ? ofAttempts : ofVerdicts).next())
                .toList();
    }

    private static <R extends Row> List<R> only(List<Row> rows, Class<R> type) {
        return rows.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<Boolean> settle(Handle handle, List<Settling> verdicts) {
        if (verdicts.isEmpty()) {
            return List.of();
        }
        return queue.settle(handle, verdicts.stream().map(Settling::verdict).toList(), verdicts.get(verdicts.size() - 1).entry().entry().at());
    }

    /** Only who settled a delivery tells of it, and only once, should the group be run again. */
    private List<Ledger.Sealed> tell(Handle handle, List<Settling> verdicts, List<Boolean> settled) {
        List<Own> callbacks = Stream.iterate(0, i -> i + 1)
                .limit(verdicts.size())
                .filter(settled::get)
                .flatMap(i -> verdicts.get(i).told().stream())
                .toList();
        if (callbacks.isEmpty()) {
            return List.of();
        }
        Set<MessageId> fresh = messages.add(handle, callbacks.stream().map(Own::message).toList());
        outbox.add(handle, callbacks.stream().map(Own::post).filter(post -> fresh.contains(post.message())).toList());
        return callbacks.stream().map(Own::entry).toList();
    }

    /** Does such work in groups. */
    record Grouped(GroupWriter<Row, Boolean> writer, Ledger ledger) implements Records {

        @Override
        public CompletableFuture<Boolean> write(Row row) {
            return writer.write(row);
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
