package io.yizhan.api;

import io.netty.buffer.Unpooled;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.yizhan.exchange.Materials;
import io.yizhan.vocabulary.Headers;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One content, or a part of it, while it goes out: the next buffer is read when the one before has left, so that a slow reader costs neither
 * memory nor a worker. Used by the connection's own thread only.
 */
final class Handing {
    private static final Logger LOG = LoggerFactory.getLogger(Handing.class);

    private final Backstage backstage;
    private final Materials.Outgoing outgoing;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Duration patience;
    private long at;
    private long before = -1;
    private long timer;
    private boolean over;

    Handing(Backstage backstage, Materials.Outgoing outgoing, HttpServerRequest request, Duration patience) {
        this.backstage = backstage;
        this.outgoing = outgoing;
        this.request = request;
        this.response = request.response();
        this.patience = patience;
    }

    void begin() {
        response.setStatusCode(outgoing.answer().status());
        for (Headers.Field field : outgoing.answer().headers().fields()) {
            response.putHeader(field.name(), field.value());
        }
        response.putHeader("Content-Length", String.valueOf(outgoing.answer().length()));
        timer = Vertx.currentContext().owner().setPeriodic(patience.toMillis(), now -> check());
        goOn();
    }

    private void goOn() {
        if (over) {
            return;
        }
        if (at == outgoing.answer().length()) {
            finish();
            response.end();
            return;
        }
        backstage.later(this::next).onSuccess(this::write).onFailure(this::breakOff);
    }

    private Buffer next() {
        ByteBuffer buffer = ByteBuffer.allocate(MaterialDoor.BUFFER);
        int read = outgoing.read(buffer, at);
        return Buffer.buffer(Unpooled.wrappedBuffer(buffer.array(), 0, read));
    }

    private void write(Buffer piece) {
        if (!over) {
            at += piece.length();
            response.write(piece).onSuccess(left -> goOn()).onFailure(this::breakOff);
        }
    }

    private void check() {
        if (at == before) {
            breakOff(new IllegalStateException("too slow"));
        }
        before = at;
    }

    private void finish() {
        over = true;
        Vertx.currentContext().owner().cancelTimer(timer);
        backstage.later(() -> {
            outgoing.close();
            return outgoing;
        });
    }

    /** What has begun cannot be told otherwise any more. Vert.x itself would wait until everything written has been read. */
    private void breakOff(Throwable cause) {
        if (!over) {
            LOG.info("a material was not taken as a whole: {}", cause.getClass().getSimpleName());
            finish();
            ((ConnectionBase) request.connection()).channel().close();
        }
    }
}
