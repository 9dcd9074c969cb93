package io.yizhan.attachment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The list of entries at the end of a ZIP archive (APPNOTE 4.3.12, 4.3.16), read as it stands: nothing is unpacked, so that nothing can
 * unpack to more than it is. Archives of more than 4 GiB have another one and are none here.
 */
record ZipDirectory(ByteBuffer entries) {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int LARGEST = 4 << 20;

    static Optional<ZipDirectory> of(Spooled file) {
        int tail = (int) Math.min(file.length(), END_LENGTH + LONGEST_COMMENT);
        ByteBuffer end = read(file, file.length() - tail, tail);
        for (int at = tail - END_LENGTH; at >= 0; at--) {
            if (end.getInt(at) == END) {
                return entries(file, Integer.toUnsignedLong(end.getInt(at + 12)), Integer.toUnsignedLong(end.getInt(at + 16)));
            }
        }
        return Optional.empty();
    }

    private static Optional<ZipDirectory> entries(Spooled file, long size, long from) {
        return size <= LARGEST && from + size <= file.length() ? Optional.of(new ZipDirectory(read(file, from, (int) size))) : Optional.empty();
    }

    private static ByteBuffer read(Spooled file, long from, int size) {
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bytes, from);
        return bytes.flip();
    }

    /** Whether an entry has that name. */
    boolean names(String wanted) {
        int at = 0;
        while (at + ENTRY_LENGTH <= entries.limit() && entries.getInt(at) == ENTRY) {
            int name = Short.toUnsignedInt(entries.getShort(at + 28));
            int further = Short.toUnsignedInt(entries.getShort(at + 30)) + Short.toUnsignedInt(entries.getShort(at + 32));
            if (at + ENTRY_LENGTH + name <= entries.limit() && wanted.equals(text(at + ENTRY_LENGTH, name))) {
                return true;
            }
            at += ENTRY_LENGTH + name + further;
        }
        return false;
    }

    private String text(int from, int length) {
        byte[] bytes = new byte[length];
        entries.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
