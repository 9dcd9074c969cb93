package io.yizhan.api;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Something there is only so much of, and of which nobody may have so much that nothing is left for the others. Who somebody is says the
 * address: anything else a stranger says of itself can be made up. Safe for use by many threads.
 */
final class Share {
    /** What came of asking for more. */
    enum Answer {
        TAKEN,
        /** This address has all it may have. */
        SPENT,
        /** There is nothing left for anybody. */
        NONE_LEFT
    }

    private static final int NETWORK_BYTES = 8;

    private final long all;
    private final long each;
    private final Map<String, Long> taken = new HashMap<>();
    private long out;

    /** @param each what one address may have of it */
    Share(long all, long each) {
        this.all = all;
        this.each = each;
    }

    /** A quarter for each address, but never less than what one needs to be served at all. */
    static Share quarters(long all, long needed) {
        return new Share(all, Math.max(all / 4, needed));
    }

    synchronized Answer take(String who, long amount) {
        if (taken.getOrDefault(who, 0L) + amount > each) {
            return Answer.SPENT;
        }
        if (out + amount > all) {
            return Answer.NONE_LEFT;
        }
        taken.merge(who, amount, Long::sum);
        out += amount;
        return Answer.TAKEN;
    }

    synchronized void give(String who, long amount) {
        taken.computeIfPresent(who, (known, had) -> had > amount ? had - amount : null);
        out -= amount;
    }

    /** Of an IPv6 address the first half counts: the second is for its owner to choose (RFC 4291 §2.5.4). */
    static String of(SocketAddress caller) {
        InetAddress address = new InetSocketAddress(caller.hostAddress(), caller.port()).getAddress();
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }
}
