package io.yizhan.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * One content, or a part of it, while it comes in. At most a buffer of it is held: while that is written nothing more is read. However it ends,
 * what has come in is written first. Used by the connection's own thread only.
 */
final class Bringing {
    /** Whoever brings less in the time there is patience for brings nothing. */
    private static final long LEAST = 64 << 10;

    private final Backstage backstage;
    private final Taker taker;
    private final HttpServerRequest request;
    private final Duration patience;
    private Buffer held = Buffer.buffer();
    private long came;
    private long cameBefore;
    private long timer;
    private boolean writing;
    private boolean ended;
    private boolean gone;
    private boolean over;
    private Optional<Refusal> trouble = Optional.empty();

    /** Where it goes. Closed in the end, whatever came of it. */
    interface Taker extends AutoCloseable {
        /** Empty unless what has come is refused. */
        Optional<Refusal> take(ByteBuffer bytes);

        /** All of it is there. */
        WireAnswer ended();

        WireAnswer refuse(Refusal refusal);

        /** Nobody is there any more to be told anything. */
        void left();

        @Override
        void close();
    }

    Bringing(Backstage backstage, Taker taker, HttpServerRequest request, Duration patience) {
        this.backstage = backstage;
        this.taker = taker;
        this.request = request;
        this.patience = patience;
    }

    void begin() {
        Context context = Vertx.currentContext();
        timer = context.owner().setPeriodic(patience.toMillis(), now -> check());
        // none any more where the caller has gone meanwhile
        Optional<Line> line = Optional.ofNullable(Line.of(request));
        line.ifPresentOrElse(there -> there.whenUnreadable(() -> stop(Refusal.of(RefusalCode.MALFORMED, "", "chunks as RFC 9112 writes them"))), this::leave);
        request.handler(this::take).exceptionHandler(broken -> leave()).endHandler(all -> {
            line.ifPresent(there -> there.whenUnreadable(() -> {}));
            ended = true;
            goOn();
        });
        if (MaterialDoor.expects(request)) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private void take(Buffer part) {
        if (over) {
            return;
        }
        came += part.length();
        held.appendBuffer(part);
        if (held.length() >= MaterialDoor.BUFFER) {
            request.pause();
            goOn();
        }
    }

    /** The time in which the gateway itself does not read does not count. */
    private void check() {
        if (!writing && came - cameBefore < LEAST) {
            stop(Refusal.of(RefusalCode.MALFORMED, "", "at least " + LEAST + " bytes in " + patience.toSeconds() + " s").told(408));
        }
        cameBefore = came;
    }

    private void stop(Refusal refusal) {
        trouble = trouble.or(() -> Optional.of(refusal));
        goOn();
    }

    private void leave() {
        gone = true;
        goOn();
    }

    private void goOn() {
        boolean nothingMore = ended || gone || trouble.isPresent();
        if (writing || over) {
            return;
        }
        if (held.length() >= MaterialDoor.BUFFER || held.length() > 0 && nothingMore) {
            write();
        } else if (nothingMore) {
            finish();
        } else {
            request.resume();
        }
    }

    private void write() {
        writing = true;
        Buffer full = held;
        held = Buffer.buffer();
        backstage.later(() -> taker.take(full.getByteBuf().nioBuffer()))
                .onSuccess(refused -> {
                    writing = false;
                    trouble = trouble.or(() -> refused);
                    goOn();
                })
                .onFailure(defect -> {
                    writing = false;
                    fail(defect);
                });
    }

    private void finish() {
        over = true;
        Vertx.currentContext().owner().cancelTimer(timer);
        backstage.later(this::last).onSuccess(answer -> answer.filter(told -> !gone).ifPresent(told -> backstage.tell(request, told))).onFailure(defect -> backstage.fault(request, defect));
    }

    /** Who has gone is not told anything, and may come again. */
    private Optional<WireAnswer> last() {
        try (taker) {
            if (trouble.isPresent()) {
                return Optional.of(taker.refuse(trouble.get()));
            }
            if (ended) {
                return Optional.of(taker.ended());
            }
            taker.left();
            return Optional.empty();
        }
    }

    private void fail(Throwable defect) {
        over = true;
        Vertx.currentContext().owner().cancelTimer(timer);
        backstage.later(() -> {
            taker.close();
            return taker;
        });
        backstage.fault(request, defect);
    }
}
