package io.yizhan.outbound;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;

/**
 * Takes the deadline off a request and keeps it. Stands first in the chain, so that everything a call does is within.
 * The client's own time-outs measure inactivity only: a body that drips keeps them from ever firing.
 */
final class DeadlineHandler implements ExecChainHandler {
    private final Duration longestCall;
    private final long largestAnswer;
    private final LongSupplier nanos;
    private final ScheduledExecutorService timers;
    /** The client connects on the caller's thread; this tells the resolver, which is given a host name only, how long it has. */
    private final ThreadLocal<Deadline> present = new ThreadLocal<>();

    DeadlineHandler(OutboundLimits limits, LongSupplier nanos, ScheduledExecutorService timers) {
        this.longestCall = limits.longestCall();
        this.largestAnswer = limits.largestAnswer();
        this.nanos = nanos;
        this.timers = timers;
    }

    long nanosLeft() {
        Deadline deadline = present.get();
        return deadline == null ? longestCall.toNanos() : deadline.left();
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Deadline deadline = new Deadline(length(request), nanos, cancellables(scope), timers);
        long largest = largest(request);
        request.removeHeaders(Outbound.DEADLINE);
        request.removeHeaders(Outbound.LARGEST);
        present.set(deadline);
        boolean answered = false;
        try {
            deadline.failIfPassed(null);
            ClassicHttpResponse response = chain.proceed(request, scope);
            watch(response, deadline, largest);
            answered = true;
            return response;
        } catch (IOException | HttpException | RuntimeException failure) {
            deadline.failIfPassed(failure);
            throw failure;
        } finally {
            present.remove();
            if (!answered) {
                deadline.over();
            }
        }
    }

    private long length(ClassicHttpRequest request) {
        Header stated = request.getFirstHeader(Outbound.DEADLINE);
        long milliseconds = stated == null ? Long.MAX_VALUE : Long.parseLong(stated.getValue());
        return TimeUnit.MILLISECONDS.toNanos(Math.max(0, Math.min(milliseconds, longestCall.toMillis())));
    }

    private long largest(ClassicHttpRequest request) {
        Header stated = request.getFirstHeader(Outbound.LARGEST);
        return stated == null ? largestAnswer : Long.parseLong(stated.getValue());
    }

    private static List<Cancellable> cancellables(ExecChain.Scope scope) {
        List<Cancellable> found = new ArrayList<>();
        for (Object candidate : List.of(scope.originalRequest, scope.execRuntime)) {
            if (candidate instanceof Cancellable cancellable) {
                found.add(cancellable);
            }
        }
        return found;
    }

    private static void watch(ClassicHttpResponse response, Deadline deadline, long largest) throws AnswerTooLarge {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            deadline.over();
            return;
        }
        if (entity.getContentLength() > largest) {
            deadline.breakOff();
            throw new AnswerTooLarge(largest);
        }
        response.setEntity(new WatchedEntity(entity, deadline, largest));
    }
}
