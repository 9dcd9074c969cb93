package io.yizhan.feed;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.PartnerId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The hash of a Merkle tree over items. Whoever holds the same items computes the same, whatever the order in which they came.
 *
 * <p>Leaves are the items that are not withdrawn, sorted by the bytes of the publisher's id in UTF-8, then by those of the item's id, compared
 * as unsigned numbers, the shorter first where one is the beginning of the other. Hashes are SHA-256 of bytes laid end to end:
 *
 * <pre>
 *   leaf  = SHA-256(0x00 || publisher in UTF-8 || 0x0A || id in UTF-8 || 0x0A || version in decimal ASCII || 0x0A || SHA-256(content), 32 bytes)
 *   inner = SHA-256(0x01 || left, 32 bytes || right, 32 bytes)
 *   root of no leaf at all = SHA-256 of nothing = e3b0c442...7852b855
 *   root of one leaf       = that leaf
 *   root of n leaves       = inner(root of the first k, root of the others), k being the greatest power of two smaller than n
 * </pre>
 *
 * <p>The shape is that of RFC 6962 §2.1; the content is {@link Item#content}. Ids have no control characters, so that no two items have the
 * same leaf.
 *
 * @param size how many leaves
 * @param change the last change it knows of
 */
public record Root(Digest hash, long size, long change) {

    /** One item's leaf. */
    public static Digest leaf(PartnerId publisher, String id, long version, Digest content) {
        String name = publisher + "\n" + id + "\n" + version + "\n";
        return Digest.sha256(new byte[] {0}, name.getBytes(StandardCharsets.UTF_8), content.bytes());
    }

    /** The hash over leaves in their order. */
    public static Root over(Iterable<Digest> leaves, long change) {
        Deque<Half> open = new ArrayDeque<>();
        long size = 0;
        for (Digest leaf : leaves) {
            size++;
            Half right = new Half(leaf, 1);
            while (!open.isEmpty() && open.peek().size() == right.size()) {
                right = open.pop().with(right);
            }
            open.push(right);
        }
        return new Root(open.stream().reduce((right, left) -> left.with(right)).map(Half::hash).orElseGet(() -> Digest.sha256(new byte[0])), size, change);
    }

    /** A part of the tree that begins where the one left of it ends. */
    private record Half(Digest hash, long size) {
        Half with(Half right) {
            return new Half(Digest.sha256(new byte[] {1}, hash.bytes(), right.hash().bytes()), size + right.size());
        }
    }
}
