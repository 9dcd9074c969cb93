package io.yizhan.exchange;

import io.yizhan.vocabulary.Digest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.IntStream;

/** A file that is larger than it would be wise to hold, made up while it is sent; where it is kept answers one after the other. */
record LargeFile(int mebibytes, ServerSocket server) implements AutoCloseable {
    private static final int PIECE = 1 << 20;

    static LargeFile of(int mebibytes) {
        try {
            LargeFile file = new LargeFile(mebibytes, new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
            Thread keeper = new Thread(file::keep, "large file");
            keeper.setDaemon(true);
            keeper.start();
            return file;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    String link() {
        return "http://" + host() + "/large.pdf";
    }

    long size() {
        return (long) mebibytes * PIECE;
    }

    Digest digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (int piece = 0; piece < mebibytes; piece++) {
                sha.update(piece(piece));
            }
            return Digest.of(sha.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    InputStream bytes() {
        // each piece is made when it is read
        Iterator<InputStream> pieces = IntStream.range(0, mebibytes).<InputStream>mapToObj(piece -> new ByteArrayInputStream(piece(piece))).iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return pieces.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return pieces.next();
            }
        });
    }

    private static byte[] piece(int number) {
        byte[] bytes = new byte[PIECE];
        Arrays.fill(bytes, (byte) number);
        System.arraycopy("%PDF-".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 5);
        return bytes;
    }

    private void keep() {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                answer(caller);
            } catch (IOException gone) {
                // whoever asked has what it wanted, or the test is over
                continue;
            }
        }
    }

    private void answer(Socket caller) throws IOException {
        BufferedReader head = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
        String line = head.readLine();
        while (line != null && !line.isEmpty()) {
            line = head.readLine();
        }
        OutputStream out = caller.getOutputStream();
        out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + size() + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        for (int piece = 0; piece < mebibytes; piece++) {
            out.write(piece(piece));
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
