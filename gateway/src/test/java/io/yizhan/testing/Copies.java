package io.yizhan.testing;

import java.io.File;
import java.io.FileFilter;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/** Copies of what ships, to be changed. Of ten files of the mappings nine are samples, which no gateway reads: those are copied only where they are named. */
public final class Copies {
    public static final Path ROUTES = Path.of("../routes").toAbsolutePath().normalize();
    public static final Path MAPPINGS = Path.of("../mappings").toAbsolutePath().normalize();

    private Copies() {}

    public static Path routes(Path to) throws IOException {
        FileUtils.copyDirectory(ROUTES.toFile(), to.toFile());
        return to;
    }

    /** @param sampled kinds that are wanted with their samples, in every dialect */
    public static Path mappings(Path to, String... sampled) throws IOException {
        FileFilter wanted = file -> !file.getName().equals("samples");
        FileUtils.copyDirectory(MAPPINGS.toFile(), to.toFile(), wanted);
        for (String kind : sampled) {
            samples(to, kind);
        }
        return to;
    }

    /** Those of one kind more. */
    public static void samples(Path to, String kind) throws IOException {
        for (File dialect : MAPPINGS.toFile().listFiles(dialect -> new File(dialect, kind + "/samples").isDirectory())) {
            Path samples = Path.of(dialect.getName(), kind, "samples");
            FileUtils.copyDirectory(MAPPINGS.resolve(samples).toFile(), to.resolve(samples).toFile());
        }
    }
}
