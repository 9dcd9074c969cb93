package io.yizhan.intake;

import io.yizhan.attachment.Upload;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Content the gateway has already, while it comes once more: digested only, since a header field alone does not tell that it is the same. */
final class SameAgain implements Upload {
    private static final int UNPROCESSABLE = 422;

    private final Digest told;
    private final long length;
    private final MessageDigest came = Digest.begun();
    private long offset;

    /** @param length as announced, in bytes */
    SameAgain(Digest told, long length) {
        this.told = told;
        this.length = length;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public Outcome<Upload> take(ByteBuffer bytes) {
        if (offset + bytes.remaining() > length) {
            return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "", "no more bytes than were announced"));
        }
        offset += bytes.remaining();
        came.update(bytes);
        return Outcome.of(this);
    }

    @Override
    public Outcome<Boolean> end() {
        boolean complete = offset == length;
        return !complete || Digest.of(came.digest()).equals(told)
                ? Outcome.of(complete)
                : Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "", "content with the digest it is named by").told(UNPROCESSABLE));
    }

    @Override
    public Outcome<Upload> keep() {
        return Outcome.of(this);
    }

    @Override
    public void drop() {
        // what is kept came earlier, and stays
    }

    @Override
    public void close() {
        // nothing is open
    }
}
