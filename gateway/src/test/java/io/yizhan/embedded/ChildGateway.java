package io.yizhan.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.jdbi.v3.core.Jdbi;

/** A process that holds a data directory, runs its database, has committed ten rows, and then waits to be killed. */
final class ChildGateway {
    private ChildGateway() {}

    static Process start(Path data) throws Exception {
        var classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", classes, ChildGateway.class.getName(), data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!"ready".equals(process.inputReader().readLine())) {
            throw new IllegalStateException("the child did not start");
        }
        return process;
    }

    public static void main(String[] arguments) throws Exception {
        var directory = DataDirectory.take(Path.of(arguments[0]));
        var database = OwnDatabase.start(directory, new SecureRandom(), System::nanoTime);
        Jdbi.create(database.url(), database.user(), database.password()).useHandle(handle -> {
            handle.execute("CREATE TABLE kept AS SELECT generate_series(1, 10)");
        });
        System.out.println("ready");
        System.in.read();
    }
}
