package io.yizhan.attachment;

import io.yizhan.vocabulary.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A directory, in it 256 others with 256 each, so that none has too many files. */
record DirectoryDepot(Path directory) implements Depot {
    static final String NAME = "directory";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void prepare(Digest digest, Path whole) throws IOException {
        try (FileChannel file = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            file.force(true);
        }
    }

    /** A name on disk counts once the directory it is in is on disk as well. */
    @Override
    public boolean keep(Digest digest, Path whole) throws IOException {
        Path kept = place(digest);
        Files.createDirectories(kept.getParent());
        Files.move(whole, kept, StandardCopyOption.ATOMIC_MOVE);
        for (Path changed = kept.getParent(); !changed.equals(directory.getParent()); changed = changed.getParent()) {
            force(changed);
        }
        return true;
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override
    public Optional<Content> open(Digest digest) throws IOException {
        try {
            FileChannel channel = FileChannel.open(place(digest), StandardOpenOption.READ);
            return Optional.of(new FileContent(digest, channel.size(), channel));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    @Override
    public void remove(Digest digest) throws IOException {
        Files.deleteIfExists(place(digest));
    }

    private Path place(Digest digest) {
        String name = digest.toString();
        return directory.resolve(name.substring(0, 2)).resolve(name.substring(2, 4)).resolve(name);
    }

    @Override
    public void close() {
        // a directory is held by nobody
    }
}
