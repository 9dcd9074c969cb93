package io.yizhan.bus;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Which topics, and what they are to be like where they have to be made.
 *
 * @param compacted those of which Kafka keeps the last record of each key
 */
record TopicPlan(Collection<String> names, Set<String> compacted, int partitions, short replication) {
    private static final Map<String, String> COMPACTED = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    TopicPlan {
        if (partitions < 1 || replication < 1) {
            throw new IllegalArgumentException("a topic has at least one partition and one copy");
        }
        names = List.copyOf(names);
        compacted = Set.copyOf(compacted);
    }

    List<NewTopic> missing(Set<String> present) {
        return names.stream().filter(name -> !present.contains(name)).map(this::topic).toList();
    }

    private NewTopic topic(String name) {
        return new NewTopic(name, partitions, replication).configs(compacted.contains(name) ? COMPACTED : Map.of());
    }
}
