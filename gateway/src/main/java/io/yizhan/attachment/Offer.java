package io.yizhan.attachment;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that one partner may fetch for a while.
 *
 * @param name 32 hexadecimal digits, as hard to guess as a key
 * @param message the exchange whose answer offered it
 * @param agreement the id of the one it was offered under
 * @param consent the authorisation that exchange relied on, or empty
 * @param endpoint the name of the one that answered
 * @param link where it is kept, sealed
 * @param until and no longer
 */
public record Offer(
        String name,
        MessageId message,
        String kind,
        Environment environment,
        PartnerId caller,
        String agreement,
        String consent,
        String endpoint,
        byte[] link,
        Promise promise,
        Instant until) {

    /** What was said of the file by who offered it. */
    public record Promise(Optional<String> mediaType, Optional<Digest> digest, Optional<Long> size) {

        /** How many bytes are worth reading, of a file that may have so many. */
        public long largest(long allowed) {
            return Math.min(size.orElse(allowed), allowed);
        }

        /** Whether a file is what was promised: empty if so, else endpoint-bad-answer. Only forms that are passed on keep any promise. */
        public Optional<Refusal> brokenBy(Spooled file) {
            return broken(size.map(bytes -> bytes == file.length()).orElse(true), "the size that was promised")
                    .or(() -> broken(digest.map(file.digest()::equals).orElse(true), "the digest that was promised"))
                    .or(() -> broken(file.form().filter(this::isPromised).isPresent(), "the form that was promised"));
        }

        private boolean isPromised(FileForm form) {
            return mediaType.map(form.mediaType()::equals).orElse(true);
        }

        private static Optional<Refusal> broken(boolean kept, String expected) {
            return kept ? Optional.empty() : Optional.of(Refusal.of(RefusalCode.ENDPOINT_BAD_ANSWER, "", expected));
        }
    }

    /** Whether this caller may still have it. */
    public boolean isFor(PartnerId partner, String ofKind, Environment at, Instant now) {
        return caller.equals(partner) && kind.equals(ofKind) && environment == at && now.isBefore(until);
    }

    @Override
    public String toString() {
        return "offer of " + message;
    }
}
