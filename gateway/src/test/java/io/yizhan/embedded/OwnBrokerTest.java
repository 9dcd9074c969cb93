package io.yizhan.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnBrokerTest {
    @TempDir
    Path data;

    @Test
    void trial() throws Exception {
        for (int i = 0; i < 3; i++) {
            long t = System.nanoTime();
            try (var directory = DataDirectory.take(data); var broker = OwnBroker.start(directory, new SecureRandom(), System::nanoTime)) {
                broker.running().get(30, java.util.concurrent.TimeUnit.SECONDS);
                System.out.println("START " + (System.nanoTime() - t) / 1000000);
                try (var admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
                    System.out.println(admin.listTopics().names().get());
                    if (i == 0) admin.createTopics(List.of(new NewTopic("a", 4, (short) 1))).all().get();
                }
                System.out.println("TOPIC " + (System.nanoTime() - t) / 1000000);
                Runtime.getRuntime().gc();
                System.out.println(Thread.getAllStackTraces().size());
                t = System.nanoTime();
            }
            System.out.println("STOP " + (System.nanoTime() - t) / 1000000);
        }
        System.out.println(Thread.getAllStackTraces().keySet());
        new ProcessBuilder("du", "-sh", data.toString()).inheritIO().start().waitFor();
    }
}
