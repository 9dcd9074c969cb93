package io.yizhan.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Workers of their own for what handlers must wait for, and how handlers answer. None of them is held while somebody else is waited for. */
final class Backstage {
    private static final Logger LOG = LoggerFactory.getLogger(PartnerApi.class);
    private static final int FRAMES = 12;

    private final TurningAway away;
    private final WorkerExecutor workers;

    Backstage(Vertx vertx, String name, int most, TurningAway away) {
        this.away = away;
        this.workers = vertx.createSharedWorkerExecutor(name, most);
    }

    static Headers fields(HttpServerRequest request) {
        return new Headers(request.headers().entries().stream().map(entry -> new Headers.Field(entry.getKey(), entry.getValue())).toList());
    }

    static InetAddress peer(HttpServerRequest request) {
        return new InetSocketAddress(request.remoteAddress().host(), request.remoteAddress().port()).getAddress();
    }

    /** What has not been read yet is passed over, so that the answer is not lost with it. */
    void tell(HttpServerRequest request, WireAnswer answer) {
        passOver(request);
        boolean bodiless = request.method() == HttpMethod.HEAD;
        away.tell(request, bodiless ? new WireAnswer(answer.status(), answer.headers(), new byte[0]) : answer);
    }

    private static void passOver(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.handler(passed -> {}).resume();
        }
    }

    /** Does what may wait apart from the connection's thread, and goes on there. A defect ends the exchange as the gateway's fault. */
    <T> void work(HttpServerRequest request, Callable<T> task, Consumer<T> next) {
        later(task).onSuccess(next::accept).onFailure(defect -> fault(request, defect));
    }

    <T> Future<T> later(Callable<T> task) {
        return workers.executeBlocking(task, false);
    }

    void fault(HttpServerRequest request, Throwable defect) {
        // not the message: it may quote what was exchanged
        if (defect instanceof JdbiException) {
            LOG.warn("the database is out of reach: {}", defect.getClass().getName());
            turn(request, RefusalCode.GATEWAY_UNAVAILABLE);
        } else {
            LOG.error("a handler failed: {} {}", defect.getClass().getName(), Arrays.stream(defect.getStackTrace()).limit(FRAMES).toList());
            turn(request, RefusalCode.GATEWAY_FAULT);
        }
    }

    private void turn(HttpServerRequest request, RefusalCode why) {
        if (!request.response().headWritten()) {
            passOver(request);
            away.turn(request, Refusal.of(why, ""));
        }
    }
}
