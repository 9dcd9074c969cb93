package io.yizhan.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A caller down to the byte, from whichever address of this machine it likes. */
final class Knocking implements AutoCloseable {
    private final Socket socket;

    private Knocking(Socket socket) {
        this.socket = socket;
    }

    static Knocking at(int port) throws IOException {
        return from("127.0.0.1", port);
    }

    static Knocking from(String address, int port) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        socket.setSoTimeout(10_000);
        return new Knocking(socket);
    }

    Knocking say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return this;
    }

    /** Says no more, but goes on listening. */
    Knocking end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** What is said until the other side ends. */
    String hearAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Hears one answer with a body of a length that is announced. */
    String hearOne() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        String length = head.toString().replaceFirst("(?is).*content-length: *(\\d+).*", "$1");
        return head + new String(in.readNBytes(length.matches("\\d+") ? Integer.parseInt(length) : 0), StandardCharsets.UTF_8);
    }

    /** Whether nothing more will be said. */
    boolean ended() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
