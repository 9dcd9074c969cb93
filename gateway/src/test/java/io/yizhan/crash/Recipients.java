package io.yizhan.crash;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All the platforms messages go to, and what each call did to them, kept in the memory of this process, which nobody kills. A plain socket,
 * because some of them break the rules of HTTP. Those under {@code /honours/} know a message again by its id, those under {@code /forgets/} do
 * not: for them every call is another message.
 */
final class Recipients implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d+)");
    private static final Pattern PATH = Pattern.compile("^POST /(honours|forgets)/([a-z0-9]+)/");
    /** What the sender calls a message, and what it says: the second is where an effect is seen, whatever the first was. */
    private static final Pattern ID = Pattern.compile("ID\\d{8}");
    private static final Pattern CONTENT = Pattern.compile("NR\\d{8}");
    private static final String TAKEN = "{\"code\":\"00\",\"msg\":\"成功\",\"dataCount\":0,\"datas\":[]}";
    private static final String TOLD = "{\"code\":\"0\",\"message\":\"成功\",\"data\":{}}";

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "recipient");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final Map<String, Integer> effects = new ConcurrentHashMap<>();
    private final Map<String, Long> taken = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final long late;

    private Recipients(ServerSocket listening, long late) {
        this.listening = listening;
        this.late = late;
    }

    /** @param late after how many milliseconds an answer is too late */
    static Recipients open(long late) throws IOException {
        Recipients recipients = new Recipients(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()), late);
        recipients.threads.execute(recipients::accept);
        return recipients;
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    void behave(String recipient, Behaviour behaviour) {
        behaviours.put(recipient, behaviour);
    }

    int calls(String id) {
        return calls.getOrDefault(id, 0);
    }

    /** How often what the message says has taken effect. */
    int effects(String content) {
        return effects.getOrDefault(content, 0);
    }

    /** When it took effect first, as {@link System#nanoTime()} tells it. */
    Optional<Long> takenAt(String id) {
        return Optional.ofNullable(taken.get(id));
    }

    /** Whether the sender was told what became of it. */
    boolean told(String id) {
        return told.contains(id);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                threads.execute(() -> serve(socket));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket; InputStream in = new BufferedInputStream(socket.getInputStream()); OutputStream out = socket.getOutputStream()) {
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                Matcher length = LENGTH.matcher(head);
                String body = length.find() ? new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8) : "";
                Matcher path = PATH.matcher(head);
                if (!path.find()) {
                    told.add(first(ID, body));
                    answer(out, TOLD);
                } else if (!called(path.group(1).equals("honours"), path.group(2), body, socket, in, out)) {
                    return;
                }
            }
        } catch (IOException gone) {
            // the gateway was killed, or does not wait any longer: what was taken is noted already
            return;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
            if (ends == 2) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    private static String first(Pattern what, String body) {
        Matcher found = what.matcher(body);
        return found.find() ? found.group() : "";
    }

    /** @return whether the connection is still of use */
    private boolean called(boolean honours, String recipient, String body, Socket socket, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        String id = first(ID, body);
        boolean misbehaves = calls.merge(id, 1, Integer::sum) == 1 && id.hashCode() % 2 == 0;
        Behaviour usual = behaviours.getOrDefault(recipient, Behaviour.TAKES);
        Behaviour now = misbehaves || usual == Behaviour.NEVER || usual == Behaviour.DEAD ? usual : Behaviour.TAKES;
        if (now.commits() && (taken.putIfAbsent(id, System.nanoTime()) == null || !honours)) {
            effects.merge(first(CONTENT, body), 1, Integer::sum);
        }
        return answered(now, socket, in, out);
    }

    private boolean answered(Behaviour now, Socket socket, InputStream in, OutputStream out) throws IOException, InterruptedException {
        switch (now) {
            case TAKES -> answer(out, TAKEN);
            case SAYS_429 -> status(out, "429 Too Many Requests", "Retry-After: 1\r\n");
            case SAYS_503 -> status(out, "503 Service Unavailable", "Retry-After: 1\r\n");
            case NEVER -> status(out, "429 Too Many Requests", "");
            case TWICE -> {
                answer(out, TAKEN);
                answer(out, TAKEN);
            }
            case LATE -> {
                closing.await(late, TimeUnit.MILLISECONDS);
                answer(out, TAKEN);
            }
            case DRIPS -> drip(out);
            case HANGS, DEAD -> in.transferTo(OutputStream.nullOutputStream());
            case RESETS_BEFORE, RESETS_AFTER -> {
                socket.setSoLinger(true, 0);
                return false;
            }
        }
        return true;
    }

    private static byte[] whole(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    private static void answer(OutputStream out, String json) throws IOException {
        out.write(whole(json));
        out.flush();
    }

    private static void status(OutputStream out, String status, String headers) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void drip(OutputStream out) throws IOException, InterruptedException {
        for (byte next : whole(TAKEN)) {
            out.write(next);
            out.flush();
            closing.await(100, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        listening.close();
        threads.shutdownNow();
    }
}
