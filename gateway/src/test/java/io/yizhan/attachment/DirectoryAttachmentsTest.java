package io.yizhan.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.vocabulary.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryAttachmentsTest extends AttachmentsContract {
    @TempDir
    private Path another;

    @Override
    Depot depot(Path place) {
        return Depot.directory(place);
    }

    @Test
    void a_content_stands_in_a_directory_of_few() throws IOException {
        Digest digest = Digest.sha256(new byte[] {1});
        Path whole = Files.write(another.resolve("whole"), new byte[] {1});

        Depot.directory(another.resolve("kept")).keep(digest, whole);

        String name = digest.toString();
        assertThat(another.resolve("kept").resolve(name.substring(0, 2)).resolve(name.substring(2, 4)).resolve(name)).hasBinaryContent(new byte[] {1});
    }
}
