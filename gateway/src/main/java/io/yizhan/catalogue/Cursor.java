package io.yizhan.catalogue;

import io.yizhan.vocabulary.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.util.BytesRef;

/**
 * Where an answer ended: what the last item was sorted by, and its key, which no two have in common. Good for the very same search only.
 *
 * @param score 0 where it is not sorted by
 * @param date as days since 1970
 */
record Cursor(float score, long date, String key) {
    private static final int MARK = 8;
    private static final int FIXED = MARK + Float.BYTES + Long.BYTES;

    static Cursor of(FieldDoc last, boolean scored) {
        Object[] by = last.fields;
        return new Cursor(scored ? (Float) by[0] : 0, (Long) by[by.length - 2], ((BytesRef) by[by.length - 1]).utf8ToString());
    }

    /** @param doc not smaller than any in the index: of two that are sorted the same, which are the same item, it is the later */
    FieldDoc last(boolean scored, int doc) {
        BytesRef id = new BytesRef(key);
        return new FieldDoc(doc, score, scored ? new Object[] {score, date, id} : new Object[] {date, id});
    }

    String written(Search search) {
        byte[] id = key.getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(FIXED + id.length).put(mark(search)).putFloat(score).putLong(date).put(id).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** Empty for what is no cursor of this search. */
    static Optional<Cursor> read(String written, Search search) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(written);
            if (all.length <= FIXED || !Arrays.equals(mark(search), Arrays.copyOf(all, MARK))) {
                return Optional.empty();
            }
            ByteBuffer parts = ByteBuffer.wrap(all, MARK, all.length - MARK);
            return Optional.of(new Cursor(parts.getFloat(), parts.getLong(), new String(all, FIXED, all.length - FIXED, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /** Of an answer that is sorted by a day and the key alone. */
    static String text(long date, String key) {
        byte[] id = key.getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ByteBuffer.allocate(Long.BYTES + id.length).putLong(date).put(id).array());
    }

    static Optional<Cursor> position(String written) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(written);
            return all.length <= Long.BYTES
                    ? Optional.empty()
                    : Optional.of(new Cursor(0, ByteBuffer.wrap(all).getLong(), new String(all, Long.BYTES, all.length - Long.BYTES, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static byte[] mark(Search search) {
        Digest digest = Digest.ofTexts(search.words(), search.facets().toString(), search.region().toString(), search.holding().toString(),
                search.order().toString());
        return Arrays.copyOf(digest.bytes(), MARK);
    }
}
