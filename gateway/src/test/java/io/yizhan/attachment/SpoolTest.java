package io.yizhan.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    @TempDir
    private Path directory;

    private Spooled open(long largest) {
        return opened(Spool.in(directory, new SpoolLimits(2, 1_000_000)).open(largest));
    }

    private static Spooled opened(Outcome<Spooled> outcome) {
        return ((Outcome.Accepted<Spooled>) outcome).value();
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void knows_length_and_digest_of_what_went_through_it() throws IOException {
        try (Spooled file = open(100)) {
            file.fill(text("%PDF-1.7"));

            assertThat(file.length()).isEqualTo(8);
            assertThat(file.digest()).isEqualTo(Digest.sha256("%PDF-1.7".getBytes(StandardCharsets.UTF_8)));
            assertThat(file.form()).contains(FileForm.PDF);
        }
    }

    @Test
    void gives_back_what_it_was_filled_with_from_any_place() throws IOException {
        try (Spooled file = open(100)) {
            file.fill(text("0123456789"));
            ByteBuffer buffer = ByteBuffer.allocate(4);

            int read = file.read(buffer, 7);

            assertThat(read).isEqualTo(3);
            assertThat(new String(buffer.array(), 0, 3, StandardCharsets.UTF_8)).isEqualTo("789");
        }
    }

    @Test
    void refuses_a_byte_more_than_there_may_be() throws IOException {
        try (Spooled file = open(9)) {
            Outcome<Spooled> filled = file.fill(text("0123456789"));

            assertThat(refusal(filled)).contains(RefusalCode.TOO_LARGE);
        }
    }

    @Test
    void its_files_have_no_names_that_could_be_left_behind() throws IOException {
        try (Spooled file = open(100)) {
            file.fill(text("%PDF-1.7"));

            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void has_room_for_so_many_files_and_bytes_and_again_when_they_are_gone() {
        Spool spool = Spool.in(directory, new SpoolLimits(2, 100));
        Spooled first = opened(spool.open(60));
        assertThat(refusal(spool.open(41))).contains(RefusalCode.TOO_MANY);
        Spooled second = opened(spool.open(40));
        first.close();
        first.close();
        Spooled third = opened(spool.open(60));
        assertThat(refusal(spool.open(0))).as("two files").contains(RefusalCode.TOO_MANY);

        second.close();
        third.close();

        assertThat(refusal(spool.open(100))).isEmpty();
    }

    private static Optional<RefusalCode> refusal(Outcome<Spooled> outcome) {
        return outcome.fold(room -> Optional.empty(), refusal -> Optional.of(refusal.code()));
    }

    @Test
    void what_breaks_off_is_told_as_it_was_thrown() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken off");
            }
        };
        try (Spooled file = open(100)) {
            assertThatThrownBy(() -> file.fill(broken)).isInstanceOf(IOException.class).hasMessage("broken off");
        }
    }
}
