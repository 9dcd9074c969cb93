package io.yizhan.mapping;

import io.yizhan.envelope.Keys;
import io.yizhan.mapping.Service.Place;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The services of one dialect, by kind, in the order of its file. */
record Services(Map<String, Service> byKind) {

    /** No two kinds of a dialect are asked for in the same way. */
    static Services of(Keys services, Map<String, Keys> byKind) {
        Map<String, Service> read = new LinkedHashMap<>();
        Set<Place> taken = new HashSet<>();
        byKind.forEach((kind, keys) -> {
            Service service = service(kind, keys);
            if (!taken.add(new Place(service.path(), service.code()))) {
                throw services.wrong(kind, "has the path and code of another kind");
            }
            read.put(kind, service);
        });
        return new Services(read);
    }

    private static Service service(String kind, Keys keys) {
        Place own = place(keys);
        Optional<Place> files = keys.optionalUnder("files").map(Services::only);
        Map<String, Place> steps = new LinkedHashMap<>();
        keys.optionalUnder("steps").ifPresent(named -> named.all().forEach((step, where) -> steps.put(step, only(where))));
        Service service = new Service(kind, own.path(), own.code(), keys.optional("route"), files, steps);
        keys.nothingElse();
        return service;
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
                .filter(service -> service.path().equals(path))
                .filter(service -> service.code().isEmpty() || code.filter(service.code()::equals).isPresent())
                .findFirst();
    }

    Optional<Service> of(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }
}
