package io.yizhan.assembly;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads each setting as what it is, and says what was expected where it is not that. */
final class Values {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(|KiB|MiB|GiB)");
    private static final Map<String, Integer> SHIFTS = Map.of("", 0, "KiB", 10, "MiB", 20, "GiB", 30);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Map<String, Integer> MILLISECONDS = Map.of("ms", 1, "s", 1000, "m", 60_000, "h", 3_600_000);

    private final Map<SettingKey, Found> found;

    /** @param where the setting and where it is set, to be named in an error */
    record Found(String value, String where) {}

    Values(Map<SettingKey, Found> found) {
        this.found = found;
    }

    private Found get(SettingKey key) {
        return found.getOrDefault(key, new Found(key.usual(), key.key()));
    }

    String text(SettingKey key) {
        return get(key).value();
    }

    Optional<String> optional(SettingKey key) {
        return Optional.of(text(key)).filter(value -> !value.isEmpty());
    }

    String matching(SettingKey key, Pattern form, String expected) {
        String value = text(key);
        if (!form.matcher(value).matches()) {
            throw invalid(key, expected);
        }
        return value;
    }

    int number(SettingKey key, int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        int number = text(key).matches("\\d{1,9}") ? Integer.parseInt(text(key)) : -1;
        if (number < least || number > most) {
            throw invalid(key, expected);
        }
        return number;
    }

    long size(SettingKey key, long least, long most) {
        Matcher parts = SIZE.matcher(text(key));
        long bytes = parts.matches() ? Long.parseLong(parts.group(1)) << SHIFTS.get(parts.group(2)) : -1;
        if (bytes < least || bytes > most) {
            throw invalid(key, "bytes, from " + least + " to " + most + ", for instance 65536, 64KiB or 1MiB");
        }
        return bytes;
    }

    Duration duration(SettingKey key, Duration least, Duration most) {
        Matcher parts = DURATION.matcher(text(key));
        Duration duration = parts.matches()
                ? Duration.ofMillis(Long.parseLong(parts.group(1)) * MILLISECONDS.get(parts.group(2)))
                : Duration.ofMillis(-1);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw invalid(key, "a duration from " + least.toMillis() + "ms to " + most.toSeconds() + "s, for instance 500ms, 1s or 2m");
        }
        return duration;
    }

    boolean flag(SettingKey key) {
        return matching(key, Pattern.compile("true|false"), "true or false").equals("true");
    }

    Optional<URI> url(SettingKey key) {
        return optional(key).map(value -> {
            try {
                URI uri = new URI(value);
                boolean usable = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
                if (usable && uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null) {
                    return uri;
                }
                throw invalid(key, "an address such as https://gateway.example.cn");
            } catch (URISyntaxException malformed) {
                throw invalid(key, "an address such as https://gateway.example.cn");
            }
        });
    }

    Optional<Path> path(SettingKey key) {
        return optional(key).map(value -> {
            try {
                return Path.of(value).toAbsolutePath().normalize();
            } catch (InvalidPathException malformed) {
                throw invalid(key, "a path");
            }
        });
    }

    Optional<Path> file(SettingKey key) {
        Optional<Path> file = path(key);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            throw invalid(key, "a file that can be read");
        }
        return file;
    }

    /** What an operator put in the place of files that come with the gateway. */
    Path directory(SettingKey key, Optional<Path> packaged) {
        Path directory = path(key).or(() -> packaged).orElseThrow(() -> invalid(key, "a directory, because YIZHAN_HOME is not set"));
        if (!Files.isDirectory(directory)) {
            throw new InvalidSetting(key.key(), get(key).where() + ": expected a directory, but there is none at " + directory + ".");
        }
        return directory;
    }

    /** An address without who calls there and with what parameters: either may hold a password. */
    static String shown(String address) {
        return address.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
    }

    InvalidSetting invalid(SettingKey key, String expected) {
        String value = key.secret() ? "" : ", not \"" + shown(text(key)) + "\"";
        return new InvalidSetting(key.key(), get(key).where() + ": expected " + expected + value + ".");
    }
}
