package io.yizhan.exchange;

import io.yizhan.attachment.Offer;
import io.yizhan.attachment.Offers;
import io.yizhan.exchange.Query.Minimised;
import io.yizhan.exchange.Query.Replied;
import io.yizhan.ledger.Entry;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Agreement;
import io.yizhan.partner.Quotas;
import io.yizhan.store.Claims;
import io.yizhan.store.GroupWriter;
import io.yizhan.store.Rates;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Writes down what happens before it has consequences, and hands the stage back once that is on disk. What cannot be written down must not
 * happen: refuses evidence-unavailable.
 */
public interface Evidence extends AutoCloseable {

    /** Entries and claims of many exchanges go through one writer that commits them together. */
    static Evidence of(
            Claims claims,
            Quotas quotas,
            Rates rates,
            Ledger ledger,
            Offers offers,
            Function<GroupWriter.Work<Row, Row.Result>, GroupWriter<Row, Row.Result>> writer,
            InstantSource clock,
            RandomGenerator random) {
        return new GroupedEvidence(writer.apply(new EvidenceWork(claims, quotas, rates, ledger, offers)), clock, random);
    }

    /** A request with its claims and its share of the quota: refuses replayed, conflicting-duplicate, too-many as well. */
    Outcome<Minimised> request(Minimised stage);

    /** A reply, and the files it offers: one is not there without the other. */
    Outcome<Replied> reply(Replied stage);

    /** Secrets about to be given, counted against the rate of their key: refuses replayed, too-many as well. */
    Outcome<Granting.Granted> grant(Granting.Granted stage);
    /** That a file is asked for: refuses replayed as well. */
    Outcome<FileFetch.Wanted> file(FileFetch.Wanted stage);

    /** A file by its digest, before any of it leaves. */
    Outcome<FileFetch.Fetched> file(FileFetch.Fetched stage);

    /** That a material is brought or fetched: refuses replayed as well. */
    Outcome<Materials.Noted> material(Materials.Asked stage);

    /** A material by its digest, before it counts or any of it leaves. */
    Outcome<Materials.Over> material(Materials.Over stage);

    /** Why a known caller's exchange ends; refuses replayed as well, where that shows only now. */
    Outcome<Refusal> refusal(Stage stage, Refusal refusal);

    @Override
    void close();

    /**
     * One exchange's part in a group commit.
     *
     * @param replay the key that only a repeated request has, where the row is the first of its exchange
     * @param identity the sender's name for the message, where it has one; the same content may come again
     * @param quota the agreement that one request is counted against
     * @param rate what may be done only so often in a minute
     * @param offers the files the caller may fetch from then on
     */
    record Row(
            Optional<Claims.Claim> replay,
            Optional<Claims.Claim> identity,
            Optional<Agreement> quota,
            Optional<Rates.Use> rate,
            LocalDate day,
            Entry entry,
            List<Offer> offers) {

        /** An entry on which at most its replay key hangs. */
        static Row of(Optional<Claims.Claim> replay, LocalDate day, Entry entry) {
            return new Row(replay, Optional.empty(), Optional.empty(), Optional.empty(), day, entry, List.of());
        }

        List<Claims.Claim> claims() {
            return Stream.of(replay, identity).flatMap(Optional::stream).toList();
        }

        /** What became of a row; the entry is written only where it is {@link #WRITTEN}. */
        public enum Result {
            WRITTEN,
            REPLAYED,
            CONFLICTING,
            OVER_QUOTA,
            OVER_RATE
        }
    }
}
