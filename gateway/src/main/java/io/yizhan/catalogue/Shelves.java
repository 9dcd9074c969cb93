package io.yizhan.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a catalogue: each index is in a numbered folder in it, and a file says which one serves.
 *
 * @param folder there already
 */
record Shelves(Path folder) {
    private static final String SERVING = "serving";
    private static final String DRAFT = "serving.new";
    private static final String NUMBER = "\\d{1,9}";

    /** The one that serves; what others left behind that did not come to serve, or do not any more, is removed. */
    Path serving() throws IOException {
        Path serving = shelf(named());
        for (Path other : all()) {
            if (!other.equals(serving)) {
                remove(other);
            }
        }
        return serving;
    }

    /** The first one where none is named, or what stands there is no number: an index of a fall, which is built anew. */
    private int named() throws IOException {
        Path file = folder.resolve(SERVING);
        String number = Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip() : "";
        return number.matches(NUMBER) ? Integer.parseInt(number) : 1;
    }

    Path next() throws IOException {
        return shelf(all().stream().mapToInt(Shelves::number).max().orElse(0) + 1);
    }

    /** All at once or not at all. */
    void serve(Path shelf) throws IOException {
        Path draft = folder.resolve(DRAFT);
        Files.writeString(draft, Integer.toString(number(shelf)), StandardCharsets.UTF_8);
        Files.move(draft, folder.resolve(SERVING), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path shelf(int number) {
        return folder.resolve(Integer.toString(number));
    }

    private static int number(Path shelf) {
        return Integer.parseInt(shelf.getFileName().toString());
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> Files.isDirectory(path) && path.getFileName().toString().matches(NUMBER)).toList();
        }
    }

    static void remove(Path shelf) throws IOException {
        try (Stream<Path> paths = Files.walk(shelf)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
