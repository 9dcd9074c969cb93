package io.yizhan.intake;

import io.yizhan.contract.Contract;
import io.yizhan.contract.Kind;
import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.Dialects;
import java.util.Map;
import java.util.TreeMap;

/** Where items of feeds are sent. */
final class BatchPlaces {
    private BatchPlaces() {}

    static Map<String, String> of(Dialects dialects, Contract contract) {
        Map<String, String> places = new TreeMap<>();
        for (String name : dialects.names().stream().sorted().toList()) {
            Dialect dialect = dialects.named(name).orElseThrow();
            contract.kinds().stream().flatMap(kind -> contract.kind(kind).stream()).filter(kind -> kind.feed().isPresent()).forEach(kind ->
                    dialect.serviceFor(kind.name()).ifPresent(service -> add(places, service.at(item(kind)).path(), dialect)));
        }
        return places;
    }

    static String item(Kind kind) {
        return kind.messages().get(0);
    }

    private static void add(Map<String, String> places, String path, Dialect dialect) {
        if (!places.merge(path, dialect.convention(), (one, other) -> one).equals(dialect.convention())) {
            throw new IllegalStateException("dialect " + dialect.name() + " sends items to " + path + ", where others sign otherwise");
        }
    }
}
