package io.yizhan.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * Which addresses may be called. Private networks may, because government networks are private; what never answers for a platform may not.
 * IPv4 addresses carried inside IPv6 ones (RFC 4291 §2.5.5.1, RFC 3056, RFC 6052) are judged as what they lead to.
 */
final class AddressGuard {
    /** Metadata services of clouds outside 169.254/16, where a machine's own credentials are read: hexadecimal addresses. */
    private static final Set<String> METADATA = Set.of("646464c8", "c00000c0", "a83f8110", "fd000ec2000000000000000000000254");

    private static final byte[] NAT64 = HexFormat.of().parseHex("0064ff9b0000000000000000");
    private static final byte[] COMPATIBLE = new byte[12];

    private final boolean loopback;

    AddressGuard(boolean loopback) {
        this.loopback = loopback;
    }

    boolean allows(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return loopback;
        }
        return !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress()
                && !METADATA.contains(HexFormat.of().formatHex(address.getAddress()))
                && (address instanceof Inet4Address ? !reserved(address.getAddress()) : allowsEmbedded(address.getAddress()));
    }

    /** 0.0.0.0/8 is this host; 240.0.0.0/4 was never given out, and ends with the broadcast address. */
    private static boolean reserved(byte[] address) {
        return address[0] == 0 || (address[0] & 0xF0) == 0xF0;
    }

    private boolean allowsEmbedded(byte[] address) {
        if (address[0] == 0x20 && address[1] == 0x02) {
            return allows(inet4(address, 2));
        }
        byte[] prefix = Arrays.copyOf(address, 12);
        boolean carries = Arrays.equals(prefix, NAT64) || Arrays.equals(prefix, COMPATIBLE);
        return !carries || allows(inet4(address, 12));
    }

    private static InetAddress inet4(byte[] address, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address, from, from + 4));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }
}
