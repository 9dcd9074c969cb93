package io.yizhan.bus;

import java.util.HashMap;
import java.util.Map;

/**
 * Where the bus is and how to get on it.
 *
 * @param servers host and port of some of its brokers, separated by commas; nothing need answer there yet
 * @param prefix begins the names of all topics and consumer groups, so that several gateways can share one cluster; may be empty
 * @param login what the clients of Kafka have to be told beside the address, by Kafka's own names; may hold a password
 * @param alone whether nobody but this gateway is on it, so that whoever was there before must have been this gateway too
 */
public record Bus(String servers, String prefix, Map<String, String> login, boolean alone) {
    public Bus {
        if (servers.isBlank()) {
            throw new IllegalArgumentException("a bus has an address");
        }
        login = Map.copyOf(login);
    }

    /** A Kafka that asks nobody who they are. */
    public static Bus at(String servers, String prefix) {
        return new Bus(servers, prefix, Map.of(), false);
    }

    /** The Kafka that the gateway runs for itself. */
    public static Bus own(String servers, String prefix) {
        return new Bus(servers, prefix, Map.of(), true);
    }

    /** The topic that carries the ids of messages of a kind. */
    public String exchange(String kind) {
        return prefix + "exchange." + kind;
    }

    /** Everything a client of Kafka needs to reach it. Holds a password where there is one. */
    public Map<String, Object> client() {
        Map<String, Object> properties = new HashMap<>(login);
        properties.put("bootstrap.servers", servers);
        return properties;
    }

    /** Never the login. */
    @Override
    public String toString() {
        return servers + (prefix.isEmpty() ? "" : " under " + prefix);
    }
}
