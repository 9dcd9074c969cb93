package io.yizhan.outbound;

import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds addresses and hands on only those that may be called, so that what is connected to is what was judged. Literal addresses pass here too.
 *
 * <p>The system's look-up cannot be broken off, so it runs on another thread and is left behind when the call's time is over.
 */
final class GuardedResolver implements DnsResolver {
    private final AddressGuard guard;
    private final ExecutorService lookups;
    private final LongSupplier nanosLeft;

    /** @param nanosLeft how long the call of the present thread still has */
    GuardedResolver(AddressGuard guard, ExecutorService lookups, LongSupplier nanosLeft) {
        this.guard = guard;
        this.lookups = lookups;
        this.nanosLeft = nanosLeft;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] allowed = Arrays.stream(lookUp(host)).filter(guard::allows).toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new AddressRefused(host);
        }
        return allowed;
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        Future<InetAddress[]> found = lookups.submit(() -> InetAddress.getAllByName(host));
        try {
            return found.get(nanosLeft.getAsLong(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw unknown(host, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unknown(host, new InterruptedIOException());
        } finally {
            found.cancel(false);
        }
    }

    private static UnknownHostException unknown(String host, Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
