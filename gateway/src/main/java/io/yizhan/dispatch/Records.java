package io.yizhan.dispatch;

import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Queue;
import io.yizhan.figures.Figures;
import io.yizhan.figures.Mark;
import io.yizhan.ledger.Ledger;
import io.yizhan.store.GroupWriter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What happens to deliveries is made durable in groups: the queue's row and the ledger's entry stand or fall together. */
public interface Records extends AutoCloseable {

    static Records of(
            Queue queue, Messages messages, Outbox outbox, Ledger ledger, Figures figures,
            Function<GroupWriter.Work<Row, Boolean>, GroupWriter<Row, Boolean>> writer) {
        return new RecordWork.Grouped(writer.apply(new RecordWork(queue, messages, outbox, ledger, figures)), ledger);
    }

    /** True where the delivery was still the claimer's; completes after the commit, as {@link GroupWriter#write} does. */
    CompletableFuture<Boolean> write(Row row);

    Ledger ledger();

    @Override
    void close();

    /** One delivery's part in a group commit. */
    sealed interface Row {
        Ledger.Sealed entry();
    }

    /** A call is about to be made. */
    record Attempting(Queue.Attempting attempt, Ledger.Sealed entry) implements Row {}

    /** A file is about to be brought somewhere, in the course of an attempt that was begun. */
    record Bringing(Ledger.Sealed entry) implements Row {}

    /**
     * What a call came to.
     *
     * @param told what the sender is told of it, with those it is told through
     * @param counts what it counts for
     */
    record Settling(Queue.Verdict verdict, Ledger.Sealed entry, Optional<Own> told, Optional<Mark> counts) implements Row {}
}
