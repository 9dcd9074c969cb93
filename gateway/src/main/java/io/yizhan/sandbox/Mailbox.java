package io.yizhan.sandbox;

import io.yizhan.sandbox.cases.Office;
import io.yizhan.sandbox.platforms.Asker;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A platform that nobody can call: it fetches what waits for it at the gateway, gives it to its office and says that it has it. One thread of
 * its own asks again and again until it is closed.
 */
final class Mailbox implements AutoCloseable {
    private static final String PLACE = "/inbox";
    private static final String WAITING = "?wait=5s&max=10";
    private static final long AWAY = 500;

    private final Asker asker;
    private final Office office;
    private final URI platform;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::rounds, "mailbox");

    private Mailbox(Asker asker, Office office, URI platform) {
        this.asker = asker;
        this.office = office;
        this.platform = platform;
    }

    /** @param platform what its own address would be, were it called */
    static Mailbox open(Asker asker, Office office, URI platform) {
        Mailbox mailbox = new Mailbox(asker, office, platform);
        mailbox.thread.setDaemon(true);
        mailbox.thread.start();
        return mailbox;
    }

    private void rounds() {
        try {
            while (closed.getCount() > 0) {
                if (!round()) {
                    closed.await(AWAY, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** False where the gateway cannot be asked at the moment. */
    private boolean round() {
        try {
            Asker.Call call = asker.sign(new Asker.Draft("GET", PLACE + WAITING, "", Map.of(), new byte[0]));
            Asker.Reply reply = asker.send(call);
            if (reply.status() == 200 && reply.signed()) {
                parts(reply).forEach(this::take);
            }
            return reply.status() / 100 == 2;
        } catch (UncheckedIOException | IllegalStateException away) {
            return false;
        }
    }

    private void take(Asker.Call part) {
        if (office.open(part) && office.take(part)) {
            asker.send(asker.sign(new Asker.Draft("DELETE", PLACE + "/" + part.header("Yizhan-Delivery"), "", Map.of(), new byte[0])));
        }
    }

    /** What was handed out: the same header fields and body that would have been sent (RFC 2046 §5.1). */
    private List<Asker.Call> parts(Asker.Reply reply) {
        String type = reply.headers().getOrDefault("content-type", List.of("")).get(0);
        String boundary = "--" + type.substring(type.indexOf("boundary=") + "boundary=".length()).replace("\"", "");
        String body = new String(reply.body(), StandardCharsets.ISO_8859_1);
        List<Asker.Call> parts = new ArrayList<>();
        for (String part : body.split(java.util.regex.Pattern.quote(boundary))) {
            int end = part.indexOf("\r\n\r\n");
            if (end > 0) {
                parts.add(part(part.substring(0, end), part.substring(end + 4, part.length() - 2)));
            }
        }
        return parts;
    }

    private Asker.Call part(String head, String body) {
        Map<String, String> headers = new TreeMap<>();
        head.lines().filter(line -> line.contains(": ")).forEach(line -> headers.put(line.split(": ", 2)[0], line.split(": ", 2)[1]));
        return new Asker.Call(platform, headers, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
