package io.yizhan.feed;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;

/**
 * One version of an item, as its publisher has it.
 *
 * @param withdrawn whether the item is no more
 * @param content as {@link Item} has it; not copied, so it must not be changed
 */
public record Publication(Name name, long version, boolean withdrawn, byte[] content, Instant published) {
    /** @param id the publisher's own id of the item */
    public record Name(Feed.Line line, PartnerId publisher, String id) {}

    Digest digest() {
        return Digest.sha256(content);
    }

    /** Never the content. */
    @Override
    public String toString() {
        return name + " version " + version;
    }
}
