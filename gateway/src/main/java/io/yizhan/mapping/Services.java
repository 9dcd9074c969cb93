package io.yizhan.mapping;

import io.yizhan.envelope.Keys;
import io.yizhan.mapping.Service.Place;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The services of one dialect, by kind, in the order of its file.
 *
 * @param elsewhere places of what is not exchanging, by name
 */
record Services(Map<String, Service> byKind, Map<String, Place> elsewhere) {
    private static final List<String> ELSEWHERE = List.of("inbox", "messages", "attachments", "feeds", "catalogue");

    /**
     * No two kinds of a dialect, and no two messages of a kind, are asked for in the same way.
     *
     * @param dialect whose {@code services} and {@code places} are read
     * @param byKind what it has under {@code services}
     */
    static Services of(Keys dialect, Map<String, Keys> byKind) {
        Map<String, Service> read = new LinkedHashMap<>();
        Set<Place> taken = new HashSet<>();
        byKind.forEach((kind, keys) -> {
            Service service = service(kind, keys);
            if (!service.places().allMatch(taken::add)) {
                throw dialect.wrong("services." + kind, "has the path and code of another kind or message");
            }
            read.put(kind, service);
        });
        Map<String, Place> elsewhere = new LinkedHashMap<>();
        dialect.optionalUnder("places").ifPresent(keys -> {
            ELSEWHERE.forEach(name -> keys.optionalUnder(name).map(Services::only).ifPresent(place -> elsewhere.put(name, place)));
            keys.nothingElse();
        });
        elsewhere.forEach((name, place) -> {
            if (!taken.add(place)) {
                throw dialect.wrong("places." + name, "has the path and code of something else");
            }
        });
        return new Services(read, elsewhere);
    }

    private static Service service(String kind, Keys keys) {
        Map<String, Place> messages = named(keys, "messages");
        Place own = messages.isEmpty() ? place(keys) : messages.values().iterator().next();
        Optional<Place> files = keys.optionalUnder("files").map(Services::only);
        Service service = new Service(kind, own.path(), own.code(), keys.optional("route"), files, named(keys, "steps"), messages);
        keys.nothingElse();
        return service;
    }

    private static Map<String, Place> named(Keys keys, String key) {
        Map<String, Place> places = new LinkedHashMap<>();
        keys.optionalUnder(key).ifPresent(named -> named.all().forEach((name, where) -> places.put(name, only(where))));
        return places;
    }

    private static Place only(Keys keys) {
        Place place = place(keys);
        keys.nothingElse();
        return place;
    }

    private static Place place(Keys keys) {
        String path = keys.text("path");
        if (!path.startsWith("/")) {
            throw keys.wrong("path", "must begin with /");
        }
        return new Place(path, keys.optional("code").orElse(""));
    }

    Optional<Service> at(String path, Optional<String> code) {
        return byKind.values().stream()
                .filter(service -> service.places().anyMatch(place -> place.is(path, code)))
                .findFirst();
    }

    Optional<Service> of(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }
}
