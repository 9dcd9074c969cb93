package io.yizhan.exchange;

import io.yizhan.convention.Caller;
import io.yizhan.exchange.Evidence.Row.Result;
import io.yizhan.exchange.Evidence.Row;
import io.yizhan.exchange.Query.Heard;
import io.yizhan.exchange.Query.Located;
import io.yizhan.exchange.Query.Minimised;
import io.yizhan.exchange.Query.Replied;
import io.yizhan.ledger.Entry;
import io.yizhan.mapping.Dialect;
import io.yizhan.store.Claims;
import io.yizhan.store.GroupWriter;
import io.yizhan.store.Rates;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class GroupedEvidence implements Evidence {
    private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);
    /** How long a sender's id names one content. */
    private static final Duration IDENTITY_KEPT = Duration.ofDays(30);

    /** Of one key. An honest caller asks a few times in an hour. */
    private static final int GRANTS_A_MINUTE = 10;

    private final GroupWriter<Row, Result> writer;
    private final InstantSource clock;
    private final RandomGenerator random;

    GroupedEvidence(GroupWriter<Row, Result> writer, InstantSource clock, RandomGenerator random) {
        this.writer = writer;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Outcome<Minimised> request(Minimised stage) {
        Entry entry = entry(stage, "request", "asked", Optional.of(Digest.sha256(stage.call().body())));
        Identified who = stage.since(Identified.class);
        return write(new Row(
                        Optional.of(replay(who, entry)),
                        identity(stage, who, entry),
                        Optional.of(stage.before().answerer().agreement()),
                        Optional.empty(),
                        day(entry),
                        entry,
                        List.of()))
                .map(written -> stage);
    }

    @Override
    public Outcome<Replied> reply(Replied stage) {
        Entry entry = entry(stage, "reply", "answered", Optional.of(Digest.sha256(stage.answer().body())));
        return write(new Row(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), day(entry), entry, stage.offers()))
                .map(written -> stage);
    }

    @Override
    public Outcome<FileFetch.Wanted> file(FileFetch.Wanted stage) {
        Entry entry = entry(stage, "file-request", "asked", Optional.empty());
        return write(Row.of(Optional.of(replay(stage.before(), entry)), day(entry), entry)).map(written -> stage);
    }

    @Override
    public Outcome<FileFetch.Fetched> file(FileFetch.Fetched stage) {
        Entry entry = entry(stage, "file", "answered", Optional.of(stage.file().digest()));
        return write(Row.of(Optional.empty(), day(entry), entry)).map(written -> stage);
    }

    @Override
    public Outcome<Materials.Noted> material(Materials.Asked stage) {
        Entry entry = entry(stage, stage.use().step(false), "asked", Optional.empty());
        return write(Row.of(Optional.of(replay(stage.before(), entry)), day(entry), entry)).map(written -> new Materials.Noted(stage));
    }

    @Override
    public Outcome<Materials.Over> material(Materials.Over stage) {
        Materials.Asked asked = stage.before().before();
        Optional<Digest> delivered = Optional.of(asked.digest()).filter(digest -> asked.use() == Materials.Use.FETCH);
        Entry entry = entry(stage, asked.use().step(true), asked.use().outcome(), delivered);
        return write(Row.of(Optional.empty(), day(entry), entry)).map(written -> stage);
    }

    @Override
    public Outcome<Granting.Granted> grant(Granting.Granted stage) {
        Entry entry = entry(stage, "grant", "granted", Optional.of(Digest.sha256(stage.answer().body())));
        Identified who = stage.before();
        String key = who.before().convention() + "/" + who.caller().key().id();
        return write(new Row(
                        Optional.of(replay(who, entry)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Rates.Use("grant " + key, GRANTS_A_MINUTE)),
                        day(entry),
                        entry,
                        List.of()))
                .map(written -> stage);
    }

    @Override
    public Outcome<Refusal> refusal(Stage stage, Refusal refusal) {
        Entry entry = entry(stage, "refusal", refusal.code().code(), Optional.empty());
        boolean first = refusal.code() != RefusalCode.REPLAYED && !stage.recorded();
        Optional<Claims.Claim> replay = first ? Optional.of(replay(stage.since(Identified.class), entry)) : Optional.empty();
        return write(Row.of(replay, day(entry), entry)).map(written -> refusal);
    }

    private static LocalDate day(Entry entry) {
        return LocalDate.ofInstant(entry.at(), Rooms.CHINA);
    }

    private Entry entry(Stage stage, String step, String outcome, Optional<Digest> delivered) {
        Received received = stage.since(Received.class);
        Identified who = stage.since(Identified.class);
        Instant now = clock.instant();
        return new Entry(
                MessageId.of(now, random.nextLong(), random.nextLong()).value(),
                received.id(),
                who.kind(),
                step,
                who.partner().id(),
                stage.answering().map(found -> found.partner().id()),
                now,
                who.caller().key().environment(),
                who.caller().assurance(),
                received(stage),
                delivered,
                mappings(stage, who),
                who.caller().signature(),
                consent(stage),
                outcome,
                Duration.between(received.at(), now));
    }

    /** The bytes that came in last: the file's, the answerer's, or the caller's own. */
    private static Digest received(Stage stage) {
        return stage.reached(FileFetch.Fetched.class)
                .map(fetched -> fetched.file().digest())
                .or(() -> stage.reached(Heard.class).map(Heard::received))
                .or(() -> stage.reached(Materials.Over.class).map(over -> over.before().before().digest()))
                .orElseGet(() -> Digest.sha256(stage.since(Received.class).request().body()));
    }

    private static String consent(Stage stage) {
        return stage.reached(Translated.class)
                .map(translated -> translated.terms().reference())
                .or(() -> stage.reached(FileFetch.Wanted.class).map(wanted -> wanted.offer().consent()))
                .orElse("");
    }

    private static String mappings(Stage stage, Identified who) {
        if (who.file().isPresent()) {
            return stage.reached(FileFetch.Wanted.class).map(wanted -> wanted.offer().toString()).orElse("");
        }
        if (who.kind().equals(Identified.NO_KIND)) {
            return stage.reached(Materials.Asked.class).map(asked -> "material " + asked.digest()).orElse("");
        }
        String from = version(who.dialect(), who.kind());
        return stage.reached(Located.class).map(found -> from + " " + version(found.dialect(), who.kind())).orElse(from);
    }

    private static String version(Dialect dialect, String kind) {
        return dialect.name() + ":" + dialect.versions(kind);
    }

    private static Claims.Claim replay(Identified who, Entry entry) {
        Caller caller = who.caller();
        return new Claims.Claim(caller.replayKey(), entry.received(), entry.message(), caller.replayableUntil());
    }

    /** Unique on sender and the sender's id, or what stands for one; the content is the bytes received and the kind. */
    private static Optional<Claims.Claim> identity(Stage stage, Identified who, Entry entry) {
        return stage.since(Admitted.class).opened().identity().map(id -> {
            String source = stage.since(Admitted.class).opened().source().orElse("");
            Digest key = Digest.ofTexts("identity", who.caller().key().environment().name(), who.partner().id().value(), source, id);
            return new Claims.Claim(key, Digest.ofTexts(entry.received().toString(), who.kind()), entry.message(), entry.at().plus(IDENTITY_KEPT));
        });
    }

    private Outcome<Entry> write(Row row) {
        try {
            return told(writer.write(row).join(), row.entry());
        } catch (CompletionException notWritten) {
            // Not the message: the database quotes values in it.
            LOG.warn("evidence of {} cannot be written: {}", row.entry().message(), notWritten.getCause().getClass().getSimpleName());
            return Outcome.refused(RefusalCode.EVIDENCE_UNAVAILABLE, "");
        }
    }

    private static Outcome<Entry> told(Result result, Entry entry) {
        return switch (result) {
            case WRITTEN -> Outcome.of(entry);
            case REPLAYED -> Outcome.refused(RefusalCode.REPLAYED, "");
            case CONFLICTING -> Outcome.refused(RefusalCode.CONFLICTING_DUPLICATE, "");
            case OVER_QUOTA -> Outcome.refused(Refusal.of(RefusalCode.TOO_MANY, "", "the agreement's quota of the day is used up"));
            case OVER_RATE -> Outcome.refused(Refusal.of(RefusalCode.TOO_MANY, "", "at most " + GRANTS_A_MINUTE + " in a minute"));
        };
    }

    @Override
    public void close() {
        writer.close();
    }
}
