package io.yizhan.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.vocabulary.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ObjectAttachmentsTest extends AttachmentsContract {
    private static final int SEVERAL_PARTS = 36 << 20;

    @RegisterExtension
    static final SimulatedStorage simulated = new SimulatedStorage();

    @TempDir
    private Path another;

    @Override
    Depot depot(Path place) {
        return Depot.objects(simulated.storage());
    }

    @Test
    void keeps_what_is_sent_there_in_several_parts() throws IOException {
        byte[] content = new byte[SEVERAL_PARTS];
        Digest digest = Digest.sha256(content);
        try (Depot depot = depot(another)) {

            depot.prepare(digest, Files.write(another.resolve("whole"), content));

            assertThat(depot.keep(digest, another.resolve("whole"))).isTrue();
            assertThat(depot.open(digest).orElseThrow().stream().readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void says_when_something_was_removed_before_it_was_kept() throws IOException {
        Digest digest = Digest.sha256(new byte[] {1});
        try (Depot depot = depot(another)) {
            depot.prepare(digest, Files.write(another.resolve("whole"), new byte[] {1}));
            depot.remove(digest);

            assertThat(depot.keep(digest, another.resolve("whole"))).isFalse();
        }
    }
}
