package io.yizhan.steps;

import io.vertx.core.http.HttpServerRequest;
import io.yizhan.exchange.FileFetch;
import io.yizhan.exchange.FileFetch.Attempt;
import io.yizhan.exchange.FileFetch.Fetched;
import io.yizhan.exchange.FileFetch.Noted;
import io.yizhan.exchange.FileFetch.Released;
import io.yizhan.exchange.FileFetch.Wanted;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Stage;
import io.yizhan.outbound.Outbound;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.WireAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;

/** The steps of the pattern "file". What an attempt holds is given back when the exchange is over, however it ends. */
final class FileSteps {
    private static final String ATTEMPT = "fetching";

    private final FileFetch files;
    private final Track track;
    private final LongSupplier nanos;

    FileSteps(FileFetch files, Track track, LongSupplier nanos) {
        this.files = files;
        this.track = track;
        this.nanos = nanos;
    }

    void admit(Exchange exchange) {
        FileFetch.Bounds bounds =
                FileFetch.Bounds.of(exchange.getProperty("timeBudget", String.class), exchange.getProperty("largestFile", String.class));
        track.advance(exchange, files.admit(track.stage(exchange, Identified.class), bounds));
    }

    void record(Exchange exchange) {
        Stage stage = track.stage(exchange);
        track.advance(exchange, stage instanceof Fetched fetched ? files.record(fetched) : files.record((Wanted) stage));
    }

    void attempt(Exchange exchange) {
        files.attempt(track.stage(exchange, Noted.class))
                .fold(
                        ready -> {
                            send(exchange, ready);
                            return null;
                        },
                        refusal -> {
                            track.refuse(exchange, refusal);
                            return null;
                        });
    }

    private static void send(Exchange exchange, Attempt attempt) {
        exchange.setProperty(ATTEMPT, attempt);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange over) {
                attempt.close();
            }
        });
        QuerySteps.send(exchange, attempt.call(), attempt.deadline()).setHeader(Outbound.LARGEST, attempt.largest());
    }

    void fetch(Exchange exchange) {
        Attempt attempt = exchange.getProperty(ATTEMPT, Attempt.class);
        Exception thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
        track.advance(exchange, thrown == null ? read(attempt, exchange.getMessage()) : failed(attempt, thrown));
    }

    private Outcome<Fetched> read(Attempt attempt, Message message) {
        WireAnswer head = new WireAnswer(QuerySteps.status(message), QuerySteps.headers(message), new byte[0]);
        try (InputStream content = Optional.ofNullable(message.getBody(InputStream.class)).orElseGet(InputStream::nullInputStream)) {
            return files.fetch(attempt, head, content);
        } catch (IOException broken) {
            return failed(attempt, broken);
        }
    }

    private Outcome<Fetched> failed(Attempt attempt, Exception thrown) {
        return files.fetch(attempt, QuerySteps.trouble(1, attempt.endpoint(), thrown));
    }

    void answer(Exchange exchange) {
        Released released = track.stage(exchange, Released.class);
        HttpServerRequest caller = exchange.getProperty(Track.CALLER, HttpServerRequest.class);
        new Giving(caller, nanos, nanos.getAsLong() + released.patience().toNanos()).give(released);
    }
}
