package io.yizhan.dispatch;

import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.dispatch.Accepting.Result;
import io.yizhan.dispatch.Accepting.Row;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Agreement;
import io.yizhan.partner.Quotas;
import io.yizhan.store.Claims;
import io.yizhan.store.GroupWriter;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** The accept step for a whole group, in one transaction. Rows that fall leave nothing, not even their id. */
record AcceptWork(Claims claims, Quotas quotas, Ledger ledger, Messages messages, Outbox outbox) implements GroupWriter.Work<Row, Result> {
    private static final Result TAKEN = new Result.Taken();

    @Override
    public List<Result> write(Handle handle, List<Row> rows) {
        Result[] results = claimed(handle, rows);
        count(handle, rows, results);
        List<Row> taken = IntStream.range(0, rows.size()).filter(i -> results[i] == TAKEN).mapToObj(rows::get).toList();
        // a group that is run again after a lost COMMIT sends nothing out twice
        Set<MessageId> fresh = messages.add(handle, taken.stream().map(Row::message).toList());
        outbox.add(handle, taken.stream().filter(row -> fresh.contains(row.message().message().id())).map(AcceptWork::post).toList());
        ledger.appendSealed(handle, taken.stream().map(Row::entry).toList());
        claims.giveBack(handle, IntStream.range(0, rows.size())
                .filter(i -> results[i] instanceof Result.No)
                .boxed()
                .flatMap(i -> rows.get(i).identity().stream())
                .toList());
        return List.of(results);
    }

    private static Outbox.Post post(Row row) {
        return new Outbox.Post(row.message().message().id(), row.message().message().kind(), row.message().message().subject(), row.targets(),
                row.message().message().expires());
    }

    private Result[] claimed(Handle handle, List<Row> rows) {
        Iterator<Claims.Taken> got = claims.claim(handle, rows.stream().flatMap(row -> row.claims().stream()).toList()).iterator();
        return rows.stream().map(row -> judge(row, got)).toArray(Result[]::new);
    }

    /** Who sends a message again, even to the letter, is told what it was told at first: nothing comes of it twice. */
    private static Result judge(Row row, Iterator<Claims.Taken> got) {
        Result result = row.identity().isPresent() ? identified(got.next()) : TAKEN;
        boolean replayed = row.replay().isPresent() && got.next().result() != Claims.Result.MINE;
        return result == TAKEN && replayed ? new Result.No(Refusal.of(RefusalCode.REPLAYED, "")) : result;
    }

    private static Result identified(Claims.Taken taken) {
        return switch (taken.result()) {
            case MINE -> TAKEN;
            case SAME -> new Result.Again(taken.by());
            case OTHER -> new Result.No(Refusal.of(RefusalCode.CONFLICTING_DUPLICATE, ""));
        };
    }

    private void count(Handle handle, List<Row> rows, Result[] results) {
        int[] counted = IntStream.range(0, rows.size()).filter(i -> results[i] == TAKEN && !rows.get(i).quotas().isEmpty()).toArray();
        for (LocalDate day : Arrays.stream(counted).mapToObj(i -> rows.get(i).day()).distinct().toList()) {
            int[] ofDay = Arrays.stream(counted).filter(i -> rows.get(i).day().equals(day)).toArray();
            List<Agreement> agreements = new ArrayList<>();
            Arrays.stream(ofDay).forEach(i -> agreements.addAll(rows.get(i).quotas()));
            Iterator<Boolean> allowed = quotas.take(handle, agreements, day).iterator();
            for (int i : ofDay) {
                boolean all = true;
                for (int n = 0; n < rows.get(i).quotas().size(); n++) {
                    all &= allowed.next();
                }
                results[i] = all ? TAKEN : new Result.No(Refusal.of(RefusalCode.TOO_MANY, "", "the agreement's quota of the day is used up"));
            }
        }
    }
}
