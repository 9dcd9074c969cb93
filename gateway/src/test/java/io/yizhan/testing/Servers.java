package io.yizhan.testing;

import java.nio.file.Path;
import java.util.List;

/** The PostgreSQL processes of this machine. */
public final class Servers {
    private Servers() {}

    /** The command lines of those that run in a data directory; one that has ended and is not yet reaped has none. */
    public static List<String> of(Path data) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains("postgres") && line.contains("-D " + data))
                .toList();
    }
}
