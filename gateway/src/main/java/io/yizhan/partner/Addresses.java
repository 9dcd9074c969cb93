package io.yizhan.partner;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Where and how long a platform is called. */
final class Addresses {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m)");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern HOST = Pattern.compile("([0-9A-Za-z]([0-9A-Za-z.-]{0,252})|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Addresses() {}

    /** Secrets and personal data travel there: only over TLS, unless they stay on this machine. */
    static URI url(Section section, String key) {
        URI url = uri(section, key);
        boolean usable = url.getHost() != null && url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
        if (!usable || !Set.of("http", "https").contains(String.valueOf(url.getScheme()))) {
            throw section.invalid(key, "expected an https address with a host, and neither user, query nor fragment");
        }
        if (url.getScheme().equals("http") && !LOOPBACK.matcher(url.getHost()).matches()) {
            throw section.invalid(key, "expected https: a platform is called only over TLS, except on this machine");
        }
        return url;
    }

    private static URI uri(Section section, String key) {
        try {
            return new URI(section.text(key));
        } catch (URISyntaxException notOne) {
            throw section.invalid(key, "expected an address");
        }
    }

    /** Hosts, each with its port where it is not the usual one. */
    static Set<String> hosts(Section section, String key) {
        List<String> hosts = section.listed(key);
        for (int i = 0; i < hosts.size(); i++) {
            if (!HOST.matcher(hosts.get(i)).matches()) {
                throw section.invalid(key + "[" + i + "]", "expected a host such as files.example.gov.cn or files.example.gov.cn:8443");
            }
        }
        return Set.copyOf(hosts);
    }

    /** @param usual where nothing is said */
    static Duration timeout(Section section, String key, Duration usual) {
        if (!section.has(key)) {
            return usual;
        }
        var form = DURATION.matcher(section.text(key));
        Duration timeout = form.matches() ? duration(Long.parseLong(form.group(1)), form.group(2)) : Duration.ZERO;
        if (timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw section.invalid(key, "expected a duration such as 500ms, 5s or 1m, up to 5m");
        }
        return timeout;
    }

    private static Duration duration(long amount, String unit) {
        return Duration.ofMillis(amount * (unit.equals("ms") ? 1 : unit.equals("s") ? 1_000 : 60_000));
    }

    /** As it is written in the file: the largest unit that shows it exactly. */
    static String written(Duration timeout) {
        long millis = timeout.toMillis();
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
