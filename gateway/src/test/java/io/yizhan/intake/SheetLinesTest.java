package io.yizhan.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.attachment.Content;
import io.yizhan.intake.Batch.Progress;
import io.yizhan.intake.Batch.State;
import io.yizhan.sheet.Columns;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetLinesTest {
    private static final Columns COLUMNS = new Columns(Map.of("name", new Columns.Column("/name", Columns.As.TEXT, Optional.empty(), Optional.empty(), true, List.of(), Optional.empty())), List.of());

    @TempDir
    private Path directory;

    /** @param there how much of it can be read before its storage fails */
    private record Failing(long length, long there) implements Content {
        @Override
        public Digest digest() {
            return Digest.sha256(new byte[0]);
        }

        @Override
        public int read(ByteBuffer into, long from) {
            if (from >= there) {
                throw new IllegalStateException("storage fails");
            }
            int read = (int) Math.min(into.remaining(), there - from);
            into.put(new byte[read]);
            return read;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    private Outcome<Lines> open(Content content) {
        Progress from = new Progress(State.WAITING, 0, 0, 0, 0, Optional.empty());
        return SheetLines.open(content, directory, Form.CSV, COLUMNS, from, item -> Outcome.refused(RefusalCode.MALFORMED, ""));
    }

    private List<Path> left() throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void content_that_cannot_be_read_to_its_end_leaves_no_file() throws IOException {
        Content content = new Failing(1 << 20, 1 << 17);
        assertThatThrownBy(() -> open(content)).isInstanceOf(RuntimeException.class);
        assertThat(left()).isEmpty();
    }
}
