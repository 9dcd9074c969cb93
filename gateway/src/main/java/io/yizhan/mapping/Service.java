package io.yizhan.mapping;

import java.util.Map;
import java.util.Optional;

/**
 * How a dialect names a kind.
 *
 * @param path the path, as the caller writes it, where the kind is asked for
 * @param code the service code that goes with it, or empty where the path alone decides
 * @param route the route that calls such a platform, where a call takes more than one request
 * @param files where callers fetch the files an answer links to, where the dialect knows of files
 * @param steps where the requests go that come before the one of the service itself, by the step's name
 */
public record Service(String kind, String path, String code, Optional<String> route, Optional<Place> files, Map<String, Place> steps) {
    public Service {
        steps = Map.copyOf(steps);
    }

    /** A path and the service code that goes with it, empty where the path alone decides. */
    public record Place(String path, String code) {}
}
