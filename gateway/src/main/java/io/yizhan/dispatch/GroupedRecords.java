package io.yizhan.dispatch;

import io.yizhan.ledger.Ledger;
import io.yizhan.store.GroupWriter;
import java.util.concurrent.CompletableFuture;

record GroupedRecords(GroupWriter<Row, Boolean> writer, Ledger ledger) implements Records {

    @Override
    public CompletableFuture<Boolean> write(Row row) {
        return writer.write(row);
    }

    @Override
    public void close() {
        writer.close();
    }
}
