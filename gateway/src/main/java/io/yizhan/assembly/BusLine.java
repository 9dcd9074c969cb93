package io.yizhan.assembly;

import io.yizhan.bus.Bus;
import io.yizhan.bus.Topics;
import io.yizhan.embedded.DataDirectory;
import io.yizhan.embedded.OwnBroker;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The bus, the gateway's own or one it is given, and the topics on it. Nothing waits for either: what is accepted waits in the database. */
final class BusLine implements AutoCloseable {
    private final Closing closing = new Closing();
    private final Bus bus;
    private final Topics topics;

    private BusLine(DataDirectory data, Settings settings, Machine machine, Collection<String> kinds) {
        Settings.Kafka kafka = settings.kafka();
        bus = kafka.servers()
                .map(servers -> new Bus(servers, kafka.prefix(), login(kafka.login()), false))
                .orElseGet(() -> Bus.own(closing.add(OwnBroker.start(data, machine.random(), machine.nanos())).address(), kafka.prefix()));
        topics = closing.add(Topics.keep(bus, kinds.stream().map(bus::exchange).toList(), kafka.partitions(), kafka.replication()));
    }

    /** @param kinds whose messages are accepted durably */
    static BusLine open(DataDirectory data, Settings settings, Machine machine, Collection<String> kinds) {
        return new BusLine(data, settings, machine, kinds);
    }

    private static Map<String, String> login(Settings.KafkaLogin login) {
        Map<String, String> properties = new HashMap<>(Map.of("security.protocol", login.protocol()));
        login.authorities().ifPresent(file -> properties.putAll(Map.of("ssl.truststore.type", "PEM", "ssl.truststore.location", file.toString())));
        if (login.protocol().startsWith("SASL")) {
            String module = login.mechanism().equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
            properties.put("sasl.mechanism", login.mechanism());
            properties.put("sasl.jaas.config", "org.apache.kafka.common.security." + module + " required username=" + quoted(login.user())
                    + " password=" + quoted(login.password()) + ";");
        }
        return properties;
    }

    /** As a log-in module's options are written. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    Bus bus() {
        return bus;
    }

    Topics topics() {
        return topics;
    }

    @Override
    public void close() {
        closing.close();
    }
}
