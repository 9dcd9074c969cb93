package io.yizhan.dispatch;

import io.yizhan.ledger.Ledger;
import io.yizhan.store.GroupWriter;
import java.util.concurrent.CompletableFuture;

/** @param told is run when something was accepted, so that it is passed on at once */
record GroupedAccepting(GroupWriter<Row, Result> writer, Ledger ledger, Runnable told) implements Accepting {

    @Override
    public CompletableFuture<Result> write(Row row) {
        return writer.write(row).whenComplete((result, failed) -> {
            if (result instanceof Result.Taken) {
                told.run();
            }
        });
    }

    @Override
    public void close() {
        writer.close();
    }
}
