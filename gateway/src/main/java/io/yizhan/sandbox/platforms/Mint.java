package io.yizhan.sandbox.platforms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The short-lived secrets a platform has given: each stays good to its end, also when a newer one was given. */
final class Mint {
    private final Map<String, List<Lent>> given = new ConcurrentHashMap<>();
    private final Outside outside;

    Mint(Outside outside) {
        this.outside = outside;
    }

    Lent give(String name, Duration life) {
        Lent lent = new Lent(outside.id(), outside.clock().instant().plus(life));
        Instant now = outside.clock().instant();
        List<Lent> all = given.computeIfAbsent(name, first -> new CopyOnWriteArrayList<>());
        all.removeIf(old -> !old.ends().isAfter(now));
        all.add(lent);
        return lent;
    }

    List<String> alive(String name) {
        Instant now = outside.clock().instant();
        return given.getOrDefault(name, List.of()).stream().filter(lent -> lent.ends().isAfter(now)).map(Lent::value).toList();
    }

    void forget() {
        given.clear();
    }
}
