package io.yizhan.attachment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The forms of files that are passed on, told by their bytes and not by what anybody says of them. */
public enum FileForm {
    /** ISO 32000: begins with {@code %PDF-}. */
    PDF("application/pdf") {
        @Override
        boolean fits(Spooled file) {
            ByteBuffer head = ByteBuffer.allocate(5);
            return file.read(head, 0) == 5 && new String(head.array(), StandardCharsets.US_ASCII).equals("%PDF-");
        }
    },
    /** GB/T 33190: a ZIP archive whose main entry is {@code OFD.xml}. */
    OFD("application/ofd") {
        @Override
        boolean fits(Spooled file) {
            return ZipDirectory.of(file).filter(archive -> archive.names("OFD.xml")).isPresent();
        }
    };

    private final String mediaType;

    FileForm(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    static Optional<FileForm> of(Spooled file) {
        return Arrays.stream(values()).filter(form -> form.fits(file)).findFirst();
    }

    abstract boolean fits(Spooled file);
}
