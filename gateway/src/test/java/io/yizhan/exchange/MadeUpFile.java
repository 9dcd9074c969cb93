package io.yizhan.exchange;

import io.yizhan.vocabulary.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A licence's file, made up. */
record MadeUpFile(String type, String mediaType, byte[] bytes) {
    /** @param size in bytes, at least 100 */
    static MadeUpFile pdf(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        byte[] head = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, bytes, 0, head.length);
        return new MadeUpFile("pdf", "application/pdf", bytes);
    }

    static MadeUpFile ofd() {
        return new MadeUpFile("ofd", "application/ofd", zip("Doc_0/Document.xml", "OFD.xml", "Doc_0/Pages/Page_0/Content.xml"));
    }

    static byte[] zip(String... entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(("<ofd:" + entry + "/>").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    Digest digest() {
        return Digest.sha256(bytes);
    }

    /** What Zhejiang's dialect says of it. */
    String atZhejiang(String link) {
        return """
                "file_url":"%s","file_type":"%s","file_size":%d,"file_sha256":"%s\"""".formatted(link, type, bytes.length, digest());
    }
}
