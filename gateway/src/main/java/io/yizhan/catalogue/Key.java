package io.yizhan.catalogue;

/**
 * What an item is known by.
 *
 * @param publisher the short name of who publishes it, without {@code /}
 * @param id the publisher's own
 */
public record Key(String publisher, String id) implements Comparable<Key> {
    public Key {
        if (publisher.isBlank() || publisher.contains("/") || id.isBlank()) {
            throw new IllegalArgumentException("an item is known by its publisher, without '/', and the publisher's id");
        }
    }

    /** Reads {@code publisher/id}. */
    static Key of(String text) {
        int slash = text.indexOf('/');
        return new Key(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(Key other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return publisher + "/" + id;
    }
}
