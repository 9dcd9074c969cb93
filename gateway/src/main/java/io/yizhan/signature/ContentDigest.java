package io.yizhan.signature;

import io.yizhan.vocabulary.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;

/** The field Content-Digest (RFC 9530): the active algorithms. */
public enum ContentDigest {
    SHA_256("sha-256", "SHA-256"),
    SHA_512("sha-512", "SHA-512");

    /** The field's name, lower-case. */
    public static final String FIELD = "content-digest";

    /** The name of the field that tells the same of what a content is a part of, lower-case (RFC 9530 §3). */
    public static final String OF_THE_WHOLE = "repr-digest";

    private static final int SHA_256_BYTES = 32;

    private final String label;
    private final String provided;

    ContentDigest(String label, String provided) {
        this.label = label;
        this.provided = provided;
    }

    /** The field's value for a body: {@code sha-256=:…:}. */
    public String of(byte[] body) {
        return told(digest(body));
    }

    /** The same for a body that is elsewhere. */
    public static String of(Digest sha256) {
        return SHA_256.told(sha256.bytes());
    }

    private String told(byte[] digest) {
        Map<String, ListElement<? extends Object>> member = Map.of(label, ByteSequenceItem.valueOf(digest));
        return Dictionary.valueOf(member).serialize();
    }

    /**
     * Whether a field tells the digest of a body: by one of these algorithms at least, and wrongly by none of them. Others are passed over.
     *
     * @param field the field's values, in order
     */
    public static boolean matches(List<String> field, byte[] body) {
        Map<String, ListElement<? extends Object>> told = read(field);
        List<ContentDigest> known = Arrays.stream(values()).filter(digest -> told.containsKey(digest.label)).toList();
        return !known.isEmpty() && known.stream().allMatch(digest -> digest.isTold(told.get(digest.label), body));
    }

    /** The same for a body that is elsewhere and of which only this digest is known: it must be told by that. */
    public static boolean matches(List<String> field, Digest sha256) {
        return sha256(field).filter(sha256::equals).isPresent();
    }

    /** The SHA-256 digest a field tells; empty where it tells none that could be one. */
    public static Optional<Digest> sha256(List<String> field) {
        ListElement<? extends Object> member = read(field).get(SHA_256.label);
        return member != null && member.get() instanceof ByteBuffer bytes
                ? Optional.of(MessageSignature.bytes(bytes)).filter(digest -> digest.length == SHA_256_BYTES).map(Digest::of)
                : Optional.empty();
    }

    private boolean isTold(ListElement<? extends Object> member, byte[] body) {
        return member.get() instanceof ByteBuffer bytes && MessageDigest.isEqual(digest(body), MessageSignature.bytes(bytes));
    }

    private static Map<String, ListElement<? extends Object>> read(List<String> field) {
        try {
            return new Parser(field).parseDictionary().get();
        } catch (ParseException unreadable) {
            return Map.of();
        }
    }

    private byte[] digest(byte[] body) {
        try {
            return MessageDigest.getInstance(provided).digest(body);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has " + provided, absent);
        }
    }
}
