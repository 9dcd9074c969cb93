package io.yizhan.sheet;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Holds a workbook against bounds before it is read, since the library that reads it has none. All of its parts, whatever they are called: which of
 * them are read is said by the workbook. By the parser that reads them then, so that what one stumbles over the other does too.
 */
final class BookBounds {
    private static final int MOST_PARTS = 10_000;
    private static final XMLInputFactory FACTORY = factory();

    private final Set<String> names = new HashSet<>();
    private final BookXml xml;
    private long left;

    private BookBounds(long largest) {
        this.left = largest;
        this.xml = new BookXml(largest);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /**
     * @param largest in bytes: a workbook is a ZIP archive, and a small one may unpack to anything
     * @throws IOException where it is no archive, or goes beyond a bound
     */
    static void check(Path file, long largest) throws IOException {
        if (Files.size(file) > largest) {
            throw new IOException("a workbook of more than " + largest + " bytes");
        }
        BookBounds bounds = new BookBounds(largest);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_PARTS) {
                throw new IOException("a workbook of more than " + MOST_PARTS + " parts");
            }
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                bounds.part(zip, entries.nextElement());
            }
        }
        bounds.xml.end();
    }

    private void part(ZipFile zip, ZipEntry entry) throws IOException {
        // of two under one name only one would be held against the bounds, and the other one perhaps read
        if (!names.add(entry.getName())) {
            throw new IOException("a workbook with two parts of one name");
        }
        try (Counted bytes = new Counted(zip.getInputStream(entry))) {
            read(bytes);
            bytes.rest();
        }
    }

    private void read(Counted bytes) throws IOException {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(bytes);
            xml.begin();
            while (reader.hasNext()) {
                bytes.token();
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> xml.start(reader);
                    case XMLStreamConstants.END_ELEMENT -> xml.end(reader.getLocalName());
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> xml.text(reader);
                    default -> { }
                }
            }
        } catch (XMLStreamException | RuntimeException stumbled) {
            // a picture, or broken off: whoever reads it comes no further either. What is too long is told by rest()
            bytes.stumbled();
        }
    }

    /** Counted, not believed: of a part, and of a token of it. */
    private final class Counted extends FilterInputStream {
        /** A token is held while it is read, names and values of attributes above all. */
        private static final int LONGEST_TOKEN = 8 << 20;
        private static final int BUFFER = 1 << 16;

        private long token = LONGEST_TOKEN;

        Counted(InputStream bytes) {
            super(bytes);
        }

        void token() {
            token = LONGEST_TOKEN;
        }

        /** The rest is read without being held, unless it was a token that is too long. */
        void stumbled() {
            token = token <= 0 ? 0 : Long.MAX_VALUE;
        }

        void rest() throws IOException {
            byte[] passed = new byte[BUFFER];
            int read = read(passed, 0, BUFFER);
            while (read >= 0) {
                token = Long.MAX_VALUE;
                read = read(passed, 0, BUFFER);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (left < 0 || token <= 0) {
                throw new IOException("a workbook that unpacks to too much");
            }
            int read = super.read(into, from, (int) Math.min(most, token));
            left -= Math.max(0, read);
            token -= Math.max(0, read);
            return read;
        }
    }
}
