package io.yizhan.attachment;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a content that is about to come in.
 *
 * @param from its first byte's place
 * @param length of the part, in bytes
 * @param total of the whole
 * @param anew whatever was there before does not count
 * @param digest of this part alone, where it is told
 */
public record Part(long from, long length, long total, boolean anew, Optional<Digest> digest) {
    /** RFC 9110 §14.4; the size must be known. */
    private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    public Part {
        if (from < 0 || length < 0 || total < from + length) {
            throw new IllegalArgumentException("a part lies within its whole");
        }
    }

    /** Whether nothing is missing when this has come in after what was there. */
    public boolean last() {
        return from + length == total;
    }

    /** The same with another digest, or none. */
    public Part beside(Optional<Digest> told) {
        return new Part(from, length, total, anew, told);
    }

    /**
     * What a request's header fields say. Without Content-Range and Upload-Offset the content is the whole. {@code Content-Range: bytes a-b/total}
     * is the part from a to b; {@code Upload-Offset: a} (draft-ietf-httpbis-resumable-upload) is the rest from a on, unless Upload-Length tells a
     * larger total. Refuses malformed, with 411 where no length is told.
     *
     * @param digest of the part, where it is told
     */
    public static Outcome<Part> of(
            Optional<String> contentLength, Optional<String> contentRange, Optional<String> uploadOffset, Optional<String> uploadLength, Optional<Digest> digest) {
        OptionalLong length = number(contentLength);
        Outcome<Part> part = contentRange.isPresent() ? ranged(contentRange.get(), length) : offset(length, uploadOffset, uploadLength);
        return part.map(read -> read.beside(digest));
    }

    private static Outcome<Part> ranged(String range, OptionalLong length) {
        Matcher parts = RANGE.matcher(range);
        if (!parts.matches()) {
            return malformed("Content-Range", "bytes <first>-<last>/<size>");
        }
        long from = Long.parseLong(parts.group(1));
        long told = Long.parseLong(parts.group(2)) - from + 1;
        long total = Long.parseLong(parts.group(3));
        boolean fits = told > 0 && from + told <= total && length.orElse(told) == told;
        return fits ? Outcome.of(new Part(from, told, total, false, Optional.empty())) : malformed("Content-Range", "the range that is sent");
    }

    private static Outcome<Part> offset(OptionalLong length, Optional<String> uploadOffset, Optional<String> uploadLength) {
        if (length.isEmpty()) {
            return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "Content-Length", "the number of bytes that are sent").told(411));
        }
        OptionalLong from = uploadOffset.isEmpty() ? OptionalLong.of(0) : number(uploadOffset);
        if (from.isEmpty()) {
            return malformed("Upload-Offset", "the number of bytes that are there");
        }
        long end = from.getAsLong() + length.getAsLong();
        OptionalLong total = uploadLength.isEmpty() ? OptionalLong.of(end) : number(uploadLength);
        return total.isPresent() && total.getAsLong() >= end
                ? Outcome.of(new Part(from.getAsLong(), length.getAsLong(), total.getAsLong(), uploadOffset.isEmpty(), Optional.empty()))
                : malformed("Upload-Length", "the number of bytes of the whole");
    }

    private static OptionalLong number(Optional<String> text) {
        return text.filter(value -> NUMBER.matcher(value).matches()).map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static Outcome<Part> malformed(String field, String expected) {
        return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, field, expected));
    }
}
