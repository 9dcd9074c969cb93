package io.yizhan.embedded;

import io.yizhan.testing.Kafka;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that holds a data directory, runs its Kafka, has published three ids, and then waits to be killed. */
final class ChildBroker {
    private ChildBroker() {}

    static Process start(Path data) throws Exception {
        var classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", classes, ChildBroker.class.getName(), data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!"ready".equals(process.inputReader().readLine())) {
            throw new IllegalStateException("the child did not start");
        }
        return process;
    }

    public static void main(String[] arguments) throws Exception {
        var broker = OwnBroker.start(DataDirectory.take(Path.of(arguments[0])), new SecureRandom(), System::nanoTime);
        broker.running().get(60, TimeUnit.SECONDS);
        var kafka = new Kafka(broker.address());
        kafka.create("ids", 1);
        kafka.publish("ids", List.of("1", "2", "3"));
        System.out.println("ready");
        System.in.read();
    }
}
