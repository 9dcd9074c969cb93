package io.yizhan.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * How a broker is to run: alone, on loopback, in little memory and little room on disk. A commit of it is on disk, for there is no other copy.
 *
 * @param port for clients
 * @param controllerPort on which it speaks to itself
 */
record BrokerPlan(Path directory, int port, int controllerPort) {
    static final int NODE = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String HOST = "127.0.0.1";

    private static final Map<String, String> ALONE = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(NODE)),
            Map.entry("controller.listener.names", CONTROLLER_LISTENER),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            // after a kill, the one before counts as alive for as long as this
            Map.entry("broker.session.timeout.ms", "6000"),
            Map.entry("broker.heartbeat.interval.ms", "1000"),
            // the controller need not write twice a second that it is there: nobody else follows it
            Map.entry("metadata.max.idle.interval.ms", "0"));

    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("log.flush.interval.messages", "1"),
            Map.entry("log.retention.ms", "3600000"),
            Map.entry("log.retention.bytes", "33554432"),
            Map.entry("log.retention.check.interval.ms", "60000"),
            Map.entry("log.segment.bytes", "8388608"),
            Map.entry("log.roll.ms", "600000"),
            Map.entry("log.index.size.max.bytes", "131072"),
            Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("metadata.log.segment.bytes", "8388608"),
            Map.entry("metadata.max.retention.bytes", "33554432"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "2"),
            Map.entry("background.threads", "2"),
            Map.entry("metric.reporters", ""));

    static BrokerPlan in(Path directory) {
        try (ServerSocket one = free();
                ServerSocket other = free()) {
            return new BrokerPlan(directory, one.getLocalPort(), other.getLocalPort());
        } catch (IOException none) {
            throw new UncheckedIOException("this machine has no free port", none);
        }
    }

    /** The same for clients. A broker that does not stop keeps the port on which it spoke to itself, and the next one needs another. */
    BrokerPlan again() {
        try (ServerSocket another = free()) {
            return new BrokerPlan(directory, port, another.getLocalPort());
        } catch (IOException none) {
            throw new UncheckedIOException("this machine has no free port", none);
        }
    }

    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName(HOST));
    }

    String address() {
        return HOST + ":" + port;
    }

    Properties properties() {
        String controller = HOST + ":" + controllerPort;
        Properties properties = new Properties();
        properties.putAll(ALONE);
        properties.putAll(SMALL);
        properties.put("log.dirs", directory.toString());
        properties.put("controller.quorum.voters", NODE + "@" + controller);
        properties.put("listeners", "PLAINTEXT://" + address() + "," + CONTROLLER_LISTENER + "://" + controller);
        properties.put("advertised.listeners", "PLAINTEXT://" + address());
        return properties;
    }
}
