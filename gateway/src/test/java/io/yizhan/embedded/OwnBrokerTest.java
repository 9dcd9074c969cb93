package io.yizhan.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.yizhan.testing.Kafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OwnBrokerTest {
    @TempDir
    Path data;

    @Test
    void keeps_nobody_waiting_for_its_start() {
        try (var directory = DataDirectory.take(data);
                var broker = OwnBroker.start(directory, new SecureRandom(), System::nanoTime)) {
            assertThat(broker.running()).isNotDone();
        }
    }

    @Test
    void keeps_what_was_published_from_one_start_to_the_next() {
        running(broker -> publish(broker, "1", "2", "3"));
        running(broker -> assertThat(ids(broker)).containsExactly("1", "2", "3"));
    }

    @Test
    void goes_on_from_what_was_published_when_the_gateway_was_killed() throws Exception {
        ChildBroker.start(data).destroyForcibly().waitFor();
        running(broker -> {
            kafka(broker).publish("ids", List.of("4"));
            assertThat(ids(broker)).containsExactly("1", "2", "3", "4");
        });
    }

    @Test
    void sets_aside_what_is_damaged_and_begins_anew() {
        running(broker -> publish(broker, "1"));
        write("kafka/meta.properties", "version=1\nnode.id=one");
        running(broker -> assertThat(kafka(broker).topics()).isEmpty());
        assertThat(data.resolve("kafka.set-aside/ids-0")).isDirectory();
    }

    @Test
    void sets_aside_what_another_broker_kept() {
        running(broker -> publish(broker, "1"));
        write("kafka/meta.properties", "version=1\nnode.id=7\ncluster.id=AAAAAAAAAAAAAAAAAAAAAA\n");
        running(broker -> assertThat(kafka(broker).topics()).isEmpty());
    }

    @Test
    void starts_although_the_record_of_its_topics_is_damaged() throws Exception {
        running(broker -> publish(broker, "1"));
        try (var files = Files.list(data.resolve("kafka/__cluster_metadata-0"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".log") || one.toString().endsWith(".checkpoint")).toList()) {
                Files.write(file, new byte[4096]);
            }
        }
        running(broker -> publish(broker, "2"));
    }

    @Test
    void sets_aside_a_file_where_its_directory_should_be() {
        write("kafka", "neither topics nor anything else");
        running(broker -> publish(broker, "1"));
        assertThat(data.resolve("kafka.set-aside")).hasContent("neither topics nor anything else");
    }

    @Test
    void keeps_only_the_last_of_what_it_set_aside() {
        write("kafka.set-aside", "earlier");
        write("kafka", "later");
        running(broker -> assertThat(data.resolve("kafka.set-aside")).hasContent("later"));
    }

    @Test
    void starts_again_at_the_same_address_when_its_disk_fails() {
        running(broker -> {
            publish(broker, "1");
            FileUtils.deleteDirectory(data.resolve("kafka").toFile());
            // a new segment cannot be begun
            assertThatThrownBy(() -> kafka(broker).publish("ids", Collections.nCopies(12, "x".repeat(900_000)))).isNotNull();
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> kafka(broker).topics().isEmpty());
        });
    }

    /** One that hung while it started and cannot be stopped is left behind, and still listens. */
    @Test
    void starts_again_for_its_clients_beside_one_that_was_left_behind() throws Exception {
        BrokerDirectory directory = new BrokerDirectory(data);
        BrokerPlan plan = BrokerPlan.in(directory.path());
        directory.make(new SecureRandom(), BrokerPlan.NODE, BrokerPlan.CONTROLLER_LISTENER);
        try (ServerSocket left = new ServerSocket(plan.controllerPort(), 1, InetAddress.getLoopbackAddress());
                EmbeddedBroker broker = new EmbeddedBroker(plan.again())) {
            broker.awaitStart(new CompletableFuture<>());
            assertThat(left.isBound()).isTrue();
            assertThat(new Kafka(plan.address()).topics()).isEmpty();
        }
    }

    @Test
    void listens_on_loopback_only() {
        running(broker -> {
            int port = Integer.parseInt(broker.address().replaceAll(".*:", ""));
            for (InetAddress address : NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList()) {
                if (!address.isLoopbackAddress()) {
                    assertThatThrownBy(() -> new Socket(address, port).close()).isInstanceOf(ConnectException.class);
                }
            }
        });
    }

    @Test
    void leaves_nobody_listening_when_it_is_closed() {
        running(broker -> broker.close());
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().contains("SocketServer"));
    }

    /** What is done while a broker runs. */
    @FunctionalInterface
    private interface Use {
        void with(OwnBroker broker) throws Exception;
    }

    private void running(Use use) {
        try (var directory = DataDirectory.take(data);
                var broker = OwnBroker.start(directory, new SecureRandom(), System::nanoTime)) {
            broker.running().get(60, TimeUnit.SECONDS);
            use.with(broker);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Kafka kafka(OwnBroker broker) {
        return new Kafka(broker.address());
    }

    private static void publish(OwnBroker broker, String... ids) throws Exception {
        kafka(broker).create("ids", 1);
        kafka(broker).publish("ids", List.of(ids));
    }

    private static List<String> ids(OwnBroker broker) {
        return kafka(broker).read("ids").stream().map(ConsumerRecord::value).toList();
    }

    private void write(String file, String content) {
        try {
            Files.writeString(data.resolve(file), content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
