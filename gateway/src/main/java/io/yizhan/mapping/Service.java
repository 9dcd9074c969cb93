package io.yizhan.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a dialect names a kind.
 *
 * @param path the path, as the caller writes it, where the kind is asked for; of a kind whose messages have places of their own, the first one's
 * @param code the service code that goes with it, or empty where the path alone decides
 * @param route the route that calls such a platform, where a call takes more than one request
 * @param files where callers fetch the files an answer links to, where the dialect knows of files
 * @param steps where the requests go that come before the one of the service itself, by the step's name
 * @param messages where each message goes, by its name; empty where one place takes them all
 */
public record Service(
        String kind,
        String path,
        String code,
        Optional<String> route,
        Optional<Place> files,
        Map<String, Place> steps,
        Map<String, Place> messages) {
    public Service {
        steps = Map.copyOf(steps);
        messages = Collections.unmodifiableMap(new LinkedHashMap<>(messages));
    }

    /** A path and the service code that goes with it, empty where the path alone decides. */
    public record Place(String path, String code) {
        boolean is(String asked, Optional<String> with) {
            return path.equals(asked) && (code.isEmpty() || with.filter(code::equals).isPresent());
        }
    }

    /** Which message is sent to a place, where the place tells. */
    public Optional<String> message(String at, Optional<String> with) {
        return messages.entrySet().stream().filter(message -> message.getValue().is(at, with)).map(Map.Entry::getKey).findFirst();
    }

    /** Where a message is sent. */
    public Place at(String message) {
        return messages.getOrDefault(message, new Place(path, code));
    }

    /** Every place where the kind is asked for. */
    Stream<Place> places() {
        return messages.isEmpty() ? Stream.of(new Place(path, code)) : messages.values().stream();
    }
}
