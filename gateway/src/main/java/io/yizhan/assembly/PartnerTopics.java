package io.yizhan.assembly;

import io.yizhan.bus.Bus;
import io.yizhan.bus.Topics;
import io.yizhan.partner.Endpoint;
import io.yizhan.partner.Registry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topics that partners read, as the registry names them; where that changes, others are looked after. One with items of feeds alone is compacted
 * where it has to be made: of each item Kafka keeps the last version, its tombstone too, so that who comes late reads all there is.
 */
final class PartnerTopics implements AutoCloseable {
    private final Registry registry;
    private final Predicate<String> feeds;
    private final Bus bus;
    private final Settings.Kafka settings;
    private Set<String> names = Set.of();
    private Set<String> compact = Set.of();
    private Optional<Topics> kept = Optional.empty();

    /** @param feeds whether a kind is one */
    PartnerTopics(Registry registry, Predicate<String> feeds, Bus bus, Settings.Kafka settings) {
        this.registry = registry;
        this.feeds = feeds;
        this.bus = bus;
        this.settings = settings;
    }

    synchronized void look() {
        Set<String> wanted = topics(endpoint -> true);
        Set<String> compacted = topics(endpoint -> feeds.test(endpoint.kind()));
        compacted.removeAll(topics(endpoint -> !feeds.test(endpoint.kind())));
        if (!wanted.equals(names) || !compacted.equals(compact)) {
            close();
            names = wanted;
            compact = compacted;
            kept = Optional.of(wanted).filter(some -> !some.isEmpty()).map(some -> Topics.keep(bus, some, compacted, settings.partitions(), settings.replication()));
        }
    }

    private Set<String> topics(Predicate<Endpoint> whose) {
        return registry.directory().endpoints().stream()
                .filter(whose)
                .flatMap(endpoint -> endpoint.way() instanceof Endpoint.Topic topic ? Stream.of(topic.name()) : Stream.empty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public synchronized void close() {
        kept.ifPresent(Topics::close);
        kept = Optional.empty();
        names = Set.of();
        compact = Set.of();
    }
}
