package io.yizhan.bus;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;

/** Which topics, and what they are to be like where they have to be made. */
record TopicPlan(Collection<String> names, int partitions, short replication) {
    TopicPlan {
        if (partitions < 1 || replication < 1) {
            throw new IllegalArgumentException("a topic has at least one partition and one copy");
        }
        names = List.copyOf(names);
    }

    List<NewTopic> missing(Set<String> present) {
        return names.stream().filter(name -> !present.contains(name)).map(name -> new NewTopic(name, partitions, replication)).toList();
    }
}
