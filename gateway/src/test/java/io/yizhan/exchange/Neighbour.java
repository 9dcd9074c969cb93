package io.yizhan.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A region's platform that answers as a test tells it to.
 *
 * @param region six digits: ask for it to ask this platform
 */
record Neighbour(String id, String dialect, String region) {
    /** Where it answers on the machine that plays all of them. */
    String path() {
        return "/" + id + "/recognition";
    }

    /** Where it keeps files on that machine. */
    String filePath() {
        return "/" + id + "/file";
    }

    String keyId() {
        return id + "-1";
    }

    /** Its own entry in the registry's file, made from that of a platform that speaks as it does. */
    ObjectNode entry(ObjectNode like, String host, String timeout, int concurrency) {
        ObjectNode entry = like.deepCopy();
        entry.put("id", id).put("name", "虚构邻居 " + id).put("role", "region");
        entry.remove("sources");
        entry.remove("authorities");
        entry.putArray("regions").add(region.substring(0, 4));
        JsonNode key = ((ObjectNode) entry.path("keys").path(0)).put("id", keyId());
        entry.putArray("keys").add(key);
        ObjectNode endpoint = (ObjectNode) entry.path("endpoints").path(0);
        entry.putArray("endpoints").add(endpoint);
        endpoint.put("url", host + path()).put("timeout", timeout).put("concurrency", concurrency);
        return entry;
    }
}
