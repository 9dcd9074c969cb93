package io.yizhan.exchange;

import io.yizhan.attachment.Offers;
import io.yizhan.exchange.Evidence.Row;
import io.yizhan.exchange.Evidence.Row.Result;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Agreement;
import io.yizhan.partner.Quotas;
import io.yizhan.store.Claims;
import io.yizhan.store.GroupWriter;
import io.yizhan.store.Rates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * The record step for a whole group, in one transaction: claim keys, count quotas and rates, append entries, offer files. Each row stands or
 * falls alone, and rows that fall write no entry.
 */
final class EvidenceWork implements GroupWriter.Work<Row, Result> {
    private final Claims claims;
    private final Quotas quotas;
    private final Rates rates;
    private final Ledger ledger;
    private final Offers offers;

    EvidenceWork(Claims claims, Quotas quotas, Rates rates, Ledger ledger, Offers offers) {
        this.claims = claims;
        this.quotas = quotas;
        this.rates = rates;
        this.ledger = ledger;
        this.offers = offers;
    }

    @Override
    public List<Result> write(Handle handle, List<Row> rows) {
        Result[] results = claimed(handle, rows);
        count(handle, rows, results);
        limit(handle, rows, results);
        ledger.append(handle, written(rows, results).mapToObj(i -> rows.get(i).entry()).toList());
        offers.add(handle, written(rows, results).mapToObj(rows::get).flatMap(row -> row.offers().stream()).toList());
        return List.of(results);
    }

    private Result[] claimed(Handle handle, List<Row> rows) {
        List<Claims.Claim> wanted = rows.stream().flatMap(row -> row.claims().stream()).toList();
        Iterator<Claims.Taken> got = claims.claim(handle, wanted).iterator();
        return rows.stream().map(row -> judge(row, got)).toArray(Result[]::new);
    }

    /** A replay key may be used by one message only; an identity may come again with the same content. */
    private static Result judge(Row row, Iterator<Claims.Taken> got) {
        boolean replayed = row.replay().isPresent() && got.next().result() != Claims.Result.MINE;
        boolean conflicting = row.identity().isPresent() && got.next().result() == Claims.Result.OTHER;
        if (replayed) {
            return Result.REPLAYED;
        }
        return conflicting ? Result.CONFLICTING : Result.WRITTEN;
    }

    private void count(Handle handle, List<Row> rows, Result[] results) {
        int[] counted = written(rows, results).filter(i -> rows.get(i).quota().isPresent()).toArray();
        List<LocalDate> days = Arrays.stream(counted).mapToObj(i -> rows.get(i).day()).distinct().toList();
        for (LocalDate day : days) {
            int[] ofDay = Arrays.stream(counted).filter(i -> rows.get(i).day().equals(day)).toArray();
            List<Agreement> agreements = new ArrayList<>();
            Arrays.stream(ofDay).forEach(i -> agreements.add(rows.get(i).quota().orElseThrow()));
            List<Boolean> allowed = quotas.take(handle, agreements, day);
            IntStream.range(0, ofDay.length).filter(n -> !allowed.get(n)).forEach(n -> results[ofDay[n]] = Result.OVER_QUOTA);
        }
    }

    private void limit(Handle handle, List<Row> rows, Result[] results) {
        int[] limited = written(rows, results).filter(i -> rows.get(i).rate().isPresent()).toArray();
        if (limited.length > 0) {
            List<Rates.Use> uses = Arrays.stream(limited).mapToObj(i -> rows.get(i).rate().orElseThrow()).toList();
            List<Boolean> allowed = rates.take(handle, uses, rows.get(limited[limited.length - 1]).entry().at());
            IntStream.range(0, limited.length).filter(n -> !allowed.get(n)).forEach(n -> results[limited[n]] = Result.OVER_RATE);
        }
    }

    private static IntStream written(List<Row> rows, Result[] results) {
        return IntStream.range(0, rows.size()).filter(i -> results[i] == Result.WRITTEN);
    }
}
