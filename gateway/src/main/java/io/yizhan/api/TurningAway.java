package io.yizhan.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.exchange.Arrival;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;

/** Answers requests that are not received. The rest of such a request is of no use, so its connection ends where there is a rest. */
record TurningAway(Arrival.Porter porter) {
    private static final String COME_AGAIN_SECONDS = "1";

    void turn(HttpServerRequest request, Refusal refusal) {
        turn(request, refusal, Headers.none());
    }

    /** @param more header fields that belong to the refusal's status */
    void turn(HttpServerRequest request, Refusal refusal, Headers more) {
        WireAnswer answer = porter.turnAway(request.path() == null ? "" : request.path(), refusal);
        Headers all = refusal.code() == RefusalCode.GATEWAY_UNAVAILABLE ? more.with("Retry-After", COME_AGAIN_SECONDS) : more;
        tell(request, new WireAnswer(refusal.http().orElse(answer.status()), answer.headers().and(all), answer.body()));
    }

    /** Writes an answer; what still comes of the request is passed over. */
    void tell(HttpServerRequest request, WireAnswer answer) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        for (Headers.Field field : answer.headers().fields()) {
            response.putHeader(field.name(), field.value());
        }
        boolean rest = !request.isEnded();
        if (rest) {
            response.putHeader("Connection", "close");
        }
        response.end(Buffer.buffer(answer.body())).onComplete(told -> {
            if (rest) {
                request.connection().close();
            }
        });
    }
}
