package io.yizhan.outbound;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The other side of the wire, down to the byte: what it was sent, over how many connections, and what it answers, however badly. */
final class Wire implements AutoCloseable {
    private final ServerSocket listening;
    private final Answer answer;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** Writes one answer; false closes the connection. */
    interface Answer {
        boolean to(OutputStream out) throws IOException;
    }

    Wire(Answer answer) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answer = answer;
        thread(this::accept);
    }

    static Wire saying(String answer) throws IOException {
        return new Wire(out -> {
            out.write(answer.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        });
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort() + "/here";
    }

    int connections() {
        return connections.get();
    }

    /** Every line of every request's head. */
    List<String> lines() {
        return lines;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                open.add(socket);
                thread(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            boolean more = true;
            while (more) {
                String line = in.readLine();
                if (line == null) {
                    return;
                }
                lines.add(line);
                more = !line.isEmpty() || answer.to(socket.getOutputStream());
            }
        } catch (IOException broken) {
            lines.add("(broken off)");
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }
}
