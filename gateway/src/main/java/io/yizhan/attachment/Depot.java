package io.yizhan.attachment;

import io.yizhan.vocabulary.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where contents are kept, each under its digest. All nodes of a gateway see the same. Safe for use by many threads. */
public interface Depot extends AutoCloseable {
    /**
     * @param directory exists; only the gateway's own user may look into it. Shared by all nodes, and on one file system with where contents arrive
     */
    static Depot directory(Path directory) {
        return new DirectoryDepot(directory);
    }

    static Depot objects(ObjectStorage storage) {
        return ObjectDepot.at(storage);
    }

    /** What the database calls it. */
    String name();

    /**
     * Does what takes long, before {@link #keep}. Whatever is under that digest already is the same.
     *
     * @param whole a file with that content
     */
    void prepare(Digest digest, Path whole) throws IOException;

    /**
     * Makes sure that it is there, durably.
     *
     * @return false where it has to be prepared once more, because it was removed meanwhile
     */
    boolean keep(Digest digest, Path whole) throws IOException;

    /** Empty where there is none. */
    Optional<Content> open(Digest digest) throws IOException;

    /** Idempotent. */
    void remove(Digest digest) throws IOException;

    @Override
    void close();
}
