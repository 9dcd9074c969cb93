package io.yizhan.exchange;

import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Quotas;
import io.yizhan.store.Claims;
import io.yizhan.store.GroupWriter;
import io.yizhan.store.Rates;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;

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
            Function<GroupWriter.Work<EvidenceRow, EvidenceRow.Result>, GroupWriter<EvidenceRow, EvidenceRow.Result>> writer,
            InstantSource clock,
            RandomGenerator random) {
        return new GroupedEvidence(writer.apply(new EvidenceWork(claims, quotas, rates, ledger)), clock, random);
    }

    /** A request with its claims and its share of the quota: refuses replayed, conflicting-duplicate, too-many as well. */
    Outcome<Minimised> request(Minimised stage);

    Outcome<Replied> reply(Replied stage);

    /** Secrets about to be given, counted against the rate of their key: refuses replayed, too-many as well. */
    Outcome<Granting.Granted> grant(Granting.Granted stage);

    /** Why a known caller's exchange ends; refuses replayed as well, where that shows only now. */
    Outcome<Refusal> refusal(Stage stage, Refusal refusal);

    @Override
    void close();
}
