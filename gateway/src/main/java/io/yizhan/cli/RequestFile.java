package io.yizhan.cli;

import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An HTTP request written down: request line, headers, an empty line, body. It may be raw (as sent), the first request of a {@code .http}
 * file (absolute address, comments before it), or the lines beginning with {@code >} of what {@code curl -v} prints (which has no body).
 *
 * <p>Bytes of the body count: it ends where Content-Length says; without that, at the end of the file, less one line end that editors add.
 */
final class RequestFile {
    private final List<String> head;
    private final byte[] rest;

    private RequestFile(List<String> head, byte[] rest) {
        this.head = head;
        this.rest = rest;
    }

    static WireRequest read(Path file) {
        byte[] bytes = InputFiles.bytes(file);
        try {
            return parse(bytes).request();
        } catch (IllegalArgumentException malformed) {
            throw new Cannot(file + " holds no HTTP request: expected a request line, headers, an empty line and a body.", malformed);
        }
    }

    private static RequestFile parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.lines().anyMatch(line -> line.startsWith("> ")) ? curl(text) : plain(bytes);
    }

    private static RequestFile curl(String text) {
        List<String> sent = text.lines().filter(line -> line.startsWith("> ")).map(line -> line.substring(2).stripTrailing()).filter(line -> !line.isEmpty()).toList();
        return new RequestFile(sent, new byte[0]);
    }

    private static RequestFile plain(byte[] bytes) {
        List<String> head = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int end = lineEnd(bytes, at);
            String line = new String(bytes, at, end - at, StandardCharsets.UTF_8).stripTrailing();
            at = Math.min(end + 1, bytes.length);
            if (line.isEmpty() && !head.isEmpty()) {
                break;
            }
            if (!line.isEmpty() && !(head.isEmpty() && comment(line))) {
                head.add(line);
            }
        }
        return new RequestFile(head, Arrays.copyOfRange(bytes, at, bytes.length));
    }

    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean comment(String line) {
        return line.startsWith("#") || line.startsWith("//");
    }

    private WireRequest request() {
        if (head.isEmpty()) {
            throw new IllegalArgumentException("nothing there");
        }
        String[] line = head.get(0).split(" ");
        if (line.length < 2 || line.length > 3 || !line[0].matches("[A-Za-z]+")) {
            throw new IllegalArgumentException("no request line");
        }
        Headers headers = headers();
        URI address = address(line[1], headers);
        Headers complete = headers.first("Host").isPresent() ? headers : Headers.of("Host", address.getRawAuthority()).and(headers);
        return new WireRequest(line[0].toUpperCase(Locale.ROOT), address, complete, body(headers));
    }

    private Headers headers() {
        Headers headers = Headers.none();
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("no header field");
            }
            headers = headers.with(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return headers;
    }

    /** The scheme of a raw request is not written down; no convention signs it. */
    private static URI address(String target, Headers headers) {
        if (!target.startsWith("/")) {
            URI absolute = URI.create(target);
            if (absolute.getRawAuthority() == null) {
                throw new IllegalArgumentException("no address");
            }
            return absolute;
        }
        return URI.create("http://" + headers.first("Host").orElseThrow(() -> new IllegalArgumentException("no Host")) + target);
    }

    private byte[] body(Headers headers) {
        Optional<String> stated = headers.first("Content-Length").filter(length -> length.matches("\\d{1,9}"));
        if (stated.isPresent()) {
            return Arrays.copyOf(rest, Math.min(rest.length, Integer.parseInt(stated.get())));
        }
        int length = rest.length;
        if (length > 0 && rest[length - 1] == '\n') {
            length -= length > 1 && rest[length - 2] == '\r' ? 2 : 1;
        }
        return Arrays.copyOf(rest, length);
    }
}
