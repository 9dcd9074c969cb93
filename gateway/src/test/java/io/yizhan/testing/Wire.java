package io.yizhan.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP connection to a port of this machine that tests can cut (connections break, new ones are refused) or silence (bytes go nowhere). */
public final class Wire implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean cut;
    private volatile boolean deaf;

    private Wire(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    public static Wire to(int port) {
        try {
            Wire wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
            daemon(wire::accept);
            return wire;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Breaks every connection and every new one. */
    public void cut() {
        cut = true;
        breakAll();
    }

    /** What is sent still arrives, but no answer comes back. */
    public void silence() {
        deaf = true;
    }

    public void heal() {
        cut = false;
        deaf = false;
        breakAll();
    }

    /** One by one: a connection that is joined meanwhile stays known, and so can be cut later. */
    private void breakAll() {
        for (Socket socket : open) {
            open.remove(socket);
            close(socket);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                if (cut) {
                    near.close();
                } else {
                    join(near, new Socket(InetAddress.getLoopbackAddress(), target));
                }
            } catch (IOException over) {
                breakAll();
            }
        }
    }

    private void join(Socket near, Socket far) {
        open.add(near);
        open.add(far);
        if (cut) {
            // cut between the accepting and the joining
            close(near);
            close(far);
            return;
        }
        daemon(() -> pump(near, far, false));
        daemon(() -> pump(far, near, true));
    }

    private void pump(Socket from, Socket to, boolean answer) {
        byte[] buffer = new byte[16_384];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!(answer && deaf)) {
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException over) {
            close(from);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        breakAll();
    }
}
