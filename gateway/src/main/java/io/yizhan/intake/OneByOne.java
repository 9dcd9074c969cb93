package io.yizhan.intake;

import io.yizhan.intake.Intake.Row;
import io.yizhan.store.Leases;
import java.util.List;
import java.util.function.Supplier;

/** A turn at a source whose rows do not overtake each other: one about the same may be among them. What there is more waits for the next turn. */
record OneByOne(Supplier<List<Row>> rows, Leases leases, Leases.Lease lease) implements Intake.Turn {
    @Override
    public int together() {
        return 1;
    }

    @Override
    public List<Row> news() {
        return rows.get();
    }

    @Override
    public boolean settled() {
        return false;
    }

    @Override
    public void close() {
        leases.giveBack(lease);
    }
}
