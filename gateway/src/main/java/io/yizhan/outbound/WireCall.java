package io.yizhan.outbound;

import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call as a value, made on the caller's thread; what it fails with is told as the refusal it comes to. */
final class WireCall {
    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);

    private WireCall() {}

    static Outcome<WireAnswer> make(CloseableHttpClient client, WireRequest request, InputStream body, Duration deadline) {
        try {
            return Outcome.of(client.execute(written(request, body, deadline), WireCall::read));
        } catch (IOException failed) {
            // not the exception itself: it may quote the call
            LOG.warn("a call brought no answer: {}", types(failed));
            return Outcome.refused(code(failed), "");
        }
    }

    private static HttpUriRequestBase written(WireRequest request, InputStream body, Duration deadline) {
        HttpUriRequestBase call = new HttpUriRequestBase(request.method(), request.uri());
        request.headers().fields().forEach(field -> call.addHeader(field.name(), field.value()));
        call.setHeader(Outbound.DEADLINE, Math.max(0, deadline.toMillis()));
        if (request.body().length > 0) {
            call.setEntity(new ByteArrayEntity(request.body(), null));
        }
        request.streamed().ifPresent(content -> call.setEntity(new InputStreamEntity(body, content.length(), null)));
        return call;
    }

    private static WireAnswer read(ClassicHttpResponse response) throws IOException {
        byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
        Headers headers = new Headers(Arrays.stream(response.getHeaders()).map(field -> new Headers.Field(field.getName(), field.getValue())).toList());
        return new WireAnswer(response.getCode(), headers, body);
    }

    private static RefusalCode code(IOException failed) {
        if (failed instanceof DeadlineExceeded) {
            return RefusalCode.ENDPOINT_TIMEOUT;
        }
        boolean unusable = failed instanceof AnswerTooLarge
                // a head without end
                || failed instanceof MessageConstraintException
                || failed.getCause() instanceof HttpException;
        return unusable ? RefusalCode.ENDPOINT_BAD_ANSWER : RefusalCode.ENDPOINT_UNAVAILABLE;
    }

    private static String types(Throwable failed) {
        return Stream.iterate(failed, Objects::nonNull, Throwable::getCause).map(cause -> cause.getClass().getSimpleName()).collect(Collectors.joining(" < "));
    }
}
