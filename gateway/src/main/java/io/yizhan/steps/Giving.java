package io.yizhan.steps;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.yizhan.attachment.Spooled;
import io.yizhan.exchange.FileFetch.Released;
import io.yizhan.vocabulary.Headers;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives one file to who asked for it, a buffer at a time: the next is read only when the one before has left, so that a slow reader costs no
 * memory. Camel, which would write without a length and never notice that nobody reads any more, finds the answer ended and adds nothing.
 *
 * @param until when a reader has had time enough, by the clock
 */
record Giving(HttpServerRequest caller, LongSupplier nanos, long until) {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);
    private static final int BUFFER = 64 << 10;

    void give(Released released) {
        HttpServerResponse response = caller.response();
        try {
            begin(response, released);
            content(response, released.file());
            settled(response.end());
        } catch (ExecutionException | TimeoutException gone) {
            LOG.info("{} did not take the whole file: {}", released.before().before().before(), gone.getClass().getSimpleName());
            breakOff(response);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            breakOff(response);
        } catch (RuntimeException failed) {
            // what has begun cannot be told otherwise any more
            breakOff(response);
            throw failed;
        }
    }

    private static void begin(HttpServerResponse response, Released released) {
        response.setStatusCode(released.answer().status());
        for (Headers.Field field : released.answer().headers().fields()) {
            response.putHeader(field.name(), field.value());
        }
        response.putHeader("Content-Length", String.valueOf(released.answer().length()));
    }

    private void content(HttpServerResponse response, Spooled file) throws ExecutionException, TimeoutException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long at = 0;
        for (int read = file.read(buffer, at); read > 0; read = file.read(buffer.clear(), at)) {
            at += read;
            settled(response.write(Buffer.buffer(read).appendBytes(buffer.array(), 0, read)));
        }
    }

    private void settled(Future<Void> step) throws ExecutionException, TimeoutException, InterruptedException {
        step.toCompletionStage().toCompletableFuture().get(Math.max(0, until - nanos.getAsLong()), TimeUnit.NANOSECONDS);
    }

    /** Vert.x itself would wait until everything written has been read, which is just what does not happen. */
    private void breakOff(HttpServerResponse response) {
        ((ConnectionBase) caller.connection()).channel().close();
        if (!response.ended()) {
            response.end();
        }
    }
}
