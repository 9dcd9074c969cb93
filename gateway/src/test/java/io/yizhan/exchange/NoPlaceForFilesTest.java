package io.yizhan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.testing.RunningWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dialect that does not say where its files are fetched. */
class NoPlaceForFilesTest {
    @Order(1)
    @RegisterExtension
    static final Neighbours neighbours = new Neighbours();

    @Order(2)
    @RegisterExtension
    static final RunningWorld world = RunningWorld.with(Map.of(), neighbours::join).mappings(NoPlaceForFilesTest::withoutPlace);

    private static void withoutPlace(Path mappings) {
        Path dialect = mappings.resolve("national").resolve("dialect.yaml");
        try {
            Files.writeString(dialect, Files.readString(dialect).replaceFirst(", files: \\{[^}]*}", ""));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Test
    void its_callers_are_told_everything_but_of_the_file() {
        Keeping keeping = new Keeping(neighbours, world);
        Neighbour neighbour = neighbours.speaking("zhejiang");
        neighbours.answer(neighbour, Keeping.row(MadeUpFile.pdf(1_000).atZhejiang(neighbours.link(neighbour))));

        Asker.Reply reply = keeping.ask(Platform.NATIONAL, neighbour);

        assertThat(Keeping.text(reply)).contains("食品经营许可证").doesNotContain("file_", neighbours.host());
    }
}
