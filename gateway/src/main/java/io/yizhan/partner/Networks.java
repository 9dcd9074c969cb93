package io.yizhan.partner;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Blocks of addresses, {@code 10.33.0.0/16} or {@code 2001:db8::/32} (RFC 4632, RFC 4291). Never asks DNS: a name is no block. */
final class Networks {
    private static final Pattern FORM = Pattern.compile("([0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?");
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.|$)){4}");

    private Networks() {}

    /** Address bytes and the number of leading bits that count. */
    private record Block(byte[] address, int bits) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    static boolean wellFormed(String block) {
        return parse(block).isPresent();
    }

    /** False for a block that is not well-formed. IPv4 addresses written in IPv6 ({@code ::ffff:10.0.0.1}) count as IPv4. */
    static boolean contains(String block, InetAddress address) {
        return parse(block).filter(parsed -> parsed.contains(address.getAddress())).isPresent();
    }

    private static Optional<Block> parse(String block) {
        var form = FORM.matcher(block);
        if (!form.matches() || form.group(1).indexOf(':') < 0 && !V4.matcher(form.group(1)).matches()) {
            return Optional.empty();
        }
        return literal(form.group(1)).flatMap(address -> {
            int bits = form.group(2) == null ? address.length * 8 : Integer.parseInt(form.group(2));
            return bits <= address.length * 8 ? Optional.of(new Block(address, bits)) : Optional.empty();
        });
    }

    /** Only digits, dots and colons come here, which Java reads as an address or refuses, without looking up a name. */
    private static Optional<byte[]> literal(String address) {
        try {
            return Optional.of(InetAddress.getByName(address).getAddress());
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
