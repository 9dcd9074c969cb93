package io.yizhan.assembly;

import io.yizhan.bus.Bus;
import io.yizhan.bus.Topics;
import io.yizhan.partner.Endpoint;
import io.yizhan.partner.Registry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The topics that partners read, as the registry names them; where that changes, others are looked after. */
final class PartnerTopics implements AutoCloseable {
    private final Registry registry;
    private final Bus bus;
    private final Settings.Kafka settings;
    private Set<String> names = Set.of();
    private Optional<Topics> kept = Optional.empty();

    PartnerTopics(Registry registry, Bus bus, Settings.Kafka settings) {
        this.registry = registry;
        this.bus = bus;
        this.settings = settings;
    }

    synchronized void look() {
        Set<String> wanted = registry.directory().endpoints().stream()
                .flatMap(endpoint -> endpoint.way() instanceof Endpoint.Topic topic ? Set.of(topic.name()).stream() : Set.<String>of().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!wanted.equals(names)) {
            close();
            names = wanted;
            kept = Optional.of(wanted).filter(some -> !some.isEmpty()).map(some -> Topics.keep(bus, some, settings.partitions(), settings.replication()));
        }
    }

    @Override
    public synchronized void close() {
        kept.ifPresent(Topics::close);
        kept = Optional.empty();
        names = Set.of();
    }
}
